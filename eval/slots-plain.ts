import type { ValueKind, ValueRead } from '#eval/slots.ts';

/** The plain baseline: what a regular expression for each kind finds in written English, read where it says so outright. */
export function plainValues(text: string): readonly ValueRead[] {
  return kinds.flatMap(({ kind, pattern, read }) =>
    [...text.matchAll(pattern)].map(match => ({ kind, span: [match.index, match.index + match[0].length] as const, read: read(match[0]) })),
  );
}

/** The last amount of money or bare number of a text, as a number. */
export function plainAmount(text: string): string | undefined {
  return text
    .match(/\d[\d,]*(?:\.\d+)?/g)
    ?.at(-1)
    ?.replaceAll(',', '');
}

/** The last date of a text as 1929-04-26: 26th of April 1929, or 26/04/1929 with any sign between, or none. */
export function plainDay(text: string): string | undefined {
  const named = [...text.matchAll(namedDay)].at(-1)?.groups;
  if (named) return iso(named.year, months.indexOf(named.month?.slice(0, 3).toLowerCase() ?? '') + 1, named.day);
  const numbered = [...text.matchAll(/\b(\d\d?)[ /.-]?(\d\d)[ /.-]?((?:18|19|20)\d\d)\b/g)].at(-1);
  return numbered ? iso(numbered[3], Number(numbered[2]), numbered[1]) : undefined;
}

function iso(year: string | undefined, month: number, day: string | undefined): string {
  return `${year}-${String(month).padStart(2, '0')}-${(day ?? '').padStart(2, '0')}`;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthName = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*';
const namedDay = new RegExp(String.raw`\b(?<day>\d\d?)(?:st|nd|rd|th)? (?:of )?(?<month>${monthName}) (?<year>\d{4})\b`, 'gi');

const kinds: readonly { readonly kind: ValueKind; readonly pattern: RegExp; readonly read: (words: string) => string | null }[] = [
  {
    kind: 'amount',
    pattern: /[£$€] ?\d[\d,]*(?:\.\d+)?|\b\d[\d,]*(?:\.\d+)? ?(?:pounds?|dollars?|bucks|euros?|quid|gbp|usd|eur)\b/gi,
    read: words => plainAmount(words) ?? null,
  },
  {
    kind: 'date',
    pattern: new RegExp(
      String.raw`\b(?:today|tomorrow|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:last|next|this) (?:week|month|year)|\d\d?(?:st|nd|rd|th)?(?: of)? ${monthName}(?: \d{4})?|${monthName} \d\d?(?:st|nd|rd|th)?|\d\d?/\d\d?(?:/\d{2,4})?)\b`,
      'gi',
    ),
    read: words => plainDay(words) ?? null,
  },
  {
    kind: 'time',
    pattern: /\b\d\d?(?:[:.]\d\d)? ?[ap]\.?m\b\.?|\b\d\d?:\d\d\b/gi,
    read: clockOf,
  },
];

function clockOf(words: string): string | null {
  const found = /(\d\d?)(?:[:.](\d\d))?(?: ?([ap]))?/i.exec(words);
  if (!found) return null;
  const half = found[3]?.toLowerCase();
  const hour = (Number(found[1]) % (half ? 12 : 24)) + (half === 'p' ? 12 : 0);
  return `${String(hour).padStart(2, '0')}:${found[2] ?? '00'}`;
}
