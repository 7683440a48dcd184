import type { ValuePattern } from '#engine/hear/values/value-pattern.ts';

const month =
  '(january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)';
const fullMonth = '(january|february|march|april|june|july|august|september|october|november|december)';
const weekday = '(monday|tuesday|wednesday|thursday|friday|saturday|sunday)';
const ordinal = '<number>(st|nd|rd|th)';
const span = '(days?|weeks?|months?|quarters?|years?)';
const dayPart = '(morning|afternoon|evening|night)';
const half = "(am|pm|a\\.m|p\\.m|o'clock)";
const few = '(<number>|a|an|a couple of|a few|few|some|several)';

/** How English speech says values. */
export const englishValues: readonly ValuePattern[] = [
  {
    class: 'amount',
    pattern: '<number> ((thousand|million|hundred) )?(dollars?|bucks|pounds?|euros?|yuan|rmb|cents?|grand)( and <number> cents?)?',
  },
  { class: 'amount', pattern: '<number>( )?(£|€|\\$|¥)' },
  { class: 'date', pattern: `(today|yesterday|tomorrow|tonight|last night|this morning|this afternoon|this evening)( ${dayPart})?` },
  { class: 'date', pattern: '(the )?day (after tomorrow|before yesterday)' },
  { class: 'date', pattern: `((last|next|this|on|previous) )?${weekday}( ${dayPart}| (last|next) week)?` },
  { class: 'date', pattern: `(last|next|this) week( on)? ${weekday}` },
  {
    class: 'date',
    pattern:
      '((the )?(beginning|start|middle|end|first) of )?(the )?(last|next|this|previous|current|coming) (week|month|quarter|year|weekend)',
  },
  { class: 'date', pattern: `${few} ${span} ago` },
  { class: 'date', pattern: `in ${few} ${span}` },
  { class: 'date', pattern: `(last|past|next|previous|coming) (<number>|few|couple of) ${span}` },
  { class: 'date', pattern: `(each|every) ${span}` },
  { class: 'date', pattern: `${month}( the)? <number>(st|nd|rd|th)?(,? <number>)?` },
  { class: 'date', pattern: `(the )?<number>(st|nd|rd|th)?( of)? ${month}( <number>)?` },
  {
    class: 'date',
    pattern: `(in|since|until|till|from|by|last|next|this|during|before|after) ${fullMonth}(( the)? <number>(st|nd|rd|th)?)?(,? <number>)?`,
  },
  { class: 'date', pattern: '(since|until|till|by|last|next|during|before|after) may' },
  {
    class: 'date',
    pattern: `(on|from|until|till|to|by|between|before|after|since|of|and) (the )?${ordinal}( (of )?((each|every|this|next|last) month|${month}( <number>)?))?`,
  },
  { class: 'date', pattern: `(the )?${ordinal} (of )?(each|every|this|next|last) month` },
  { class: 'date', pattern: 'the <number>(st|nd|rd|th) (at|on|in the|$)' },
  { class: 'time', pattern: `<number>( )?(${half}|(in the )?${dayPart})` },
  { class: 'time', pattern: `<number>( |:)<number>( )?(${half}|(in the )?${dayPart})` },
  { class: 'time', pattern: `(half|quarter|<number>) (past|to) <number>( (${half}|(in the )?${dayPart}))?` },
  { class: 'time', pattern: `${few} (minutes?|hours?|seconds?) ago` },
  { class: 'time', pattern: `in (<number>|an|a few) (minutes?|hours?)` },
  {
    class: 'term',
    pattern:
      '(<number> (to|or|-) )?<number>( |-)((business|working|calendar|monthly|weekly) )?(days?|weeks?|months?|years?|hours?|minutes?|terms?|instal?lments?)',
  },
];
