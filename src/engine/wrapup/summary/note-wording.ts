import type { Evidence } from '#domain/evidence.ts';
import type { Slot } from '#domain/slot.ts';
import type { Lang } from '#domain/speaker.ts';

/** A value a note may tell, in its words, and where it was said. */
export interface Known {
  readonly text: string;
  readonly evidence: readonly Evidence[];
}

/** A note's words with its blanks filled, and what they rest on. */
export interface Note {
  readonly text: string;
  readonly evidence: readonly Evidence[];
}

const groups = /\[([^[\]]*)\]/gu;
const blanks = /\{(\w+)\}/gu;

/** A note's wording taken apart, once a release: words, and between them the ways in which a group may be said. */
export type NoteForm = readonly (string | readonly Way[])[];

/** One way of saying a group: words, and the slots between them. */
interface Way {
  readonly words: readonly string[]; // one more than there are slots
  readonly slots: readonly string[];
}

/** Takes a wording apart: `[在{lossPlace}]` is left out where nobody said it, `[{cardType}|信用卡]` says what stands behind the bar then. */
export function formOfNote(wording: string): NoteForm {
  return wording.split(groups).map((piece, at) => (at % 2 === 0 ? piece : piece.split('|').map(wayOf)));
}

function wayOf(way: string): Way {
  return { words: way.split(/\{\w+\}/u), slots: blanksOf(way) };
}

/** Fills a note's blanks. */
export function fillNote(form: NoteForm, known: (slot: string) => Known | null): Note {
  const evidence: Evidence[] = [];
  let text = '';
  for (const piece of form) text += typeof piece === 'string' ? piece : sayFirst(piece, known, evidence);
  return { text, evidence };
}

/** The first of some ways of which every slot is known, which tells the evidence of each; empty when there is none. */
function sayFirst(ways: readonly Way[], known: (slot: string) => Known | null, evidence: Evidence[]): string {
  for (const { words, slots } of ways) {
    const values = slots.map(known);
    if (values.includes(null)) continue;
    let text = words[0] as string;
    for (const [at, value] of values.entries()) {
      if (value && slots.indexOf(slots[at] as string) === at) evidence.push(...value.evidence);
      text += `${value?.text ?? ''}${words[at + 1]}`;
    }
    return text;
  }
  return '';
}

/** The slots a wording has blanks for. */
export function blanksOf(wording: string): readonly string[] {
  return [...wording.matchAll(blanks)].map(match => match[1] as string);
}

/** What of a wording stands outside of its groups: said in every call. */
export function alwaysSaid(wording: string): string {
  return wording.replace(groups, '');
}

/** Types whose values no note may hold: secrets, names, and what no word of the call shows. */
export const untold: readonly Slot['type'][] = ['phone', 'card', 'id', 'email', 'person', 'profile'];

/** A slot's value as a note says it; null for what is no part of a note: secrets, a profile, and what somebody said in a sentence of their own. */
export function toldValue({ type, choices, lang }: Slot, value: string): string | null {
  if (untold.includes(type) || value.includes('⟦')) return null;
  if (choices.length > 0)
    return value
      .split('、')
      .map(one => choices.find(choice => choice.value === one)?.note ?? one)
      .join('、');
  if (lang === 'zh' && type === 'amount' && /^\d+(?:\.\d+)?$/u.test(value)) return `${value}元`;
  return value.length > longest[lang] || (type === 'text' && /[,，。?？;；…]/u.test(value)) ? null : value;
}

const longest = { zh: 20, en: 60 } as const satisfies Record<Lang, number>;
