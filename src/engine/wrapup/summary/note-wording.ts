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

/** Fills a note's wording: `[在{lossPlace}]` is left out where nobody said it, `[{cardType}|信用卡]` says what stands behind the bar then. */
export function fillNote(wording: string, known: (slot: string) => Known | null): Note {
  const evidence: Evidence[] = [];
  const text = wording.replace(groups, (_group, inside: string) => {
    for (const way of inside.split('|')) {
      const values = new Map(blanksOf(way).map(slot => [slot, known(slot)]));
      if ([...values.values()].includes(null)) continue;
      for (const value of values.values()) if (value) evidence.push(...value.evidence);
      return way.replace(blanks, (_blank, slot: string) => values.get(slot)?.text ?? '');
    }
    return '';
  });
  return { text, evidence };
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
