import type { Chip, ScriptPart } from '#domain/advice.ts';

/** A stretch of a script as it is painted: plain words, words that must be said, or a blank. */
export type ScriptStretch =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'must'; readonly text: string; readonly said: boolean }
  | { readonly kind: 'blank'; readonly slot: string; readonly label: string; readonly isNamed: boolean }; // isNamed: the words before it say what it is

/** The script with its must-say phrases in place, and the phrases that do not stand in it literally. */
export interface PaintedScript {
  readonly stretches: readonly ScriptStretch[];
  readonly beside: readonly Chip[];
}

/** Puts every must-say phrase where it stands in the script; longer phrases win over shorter ones inside them. */
export function paintScript(parts: readonly ScriptPart[], mustSay: readonly Chip[]): PaintedScript {
  const placed = new Set<Chip>();
  const longestFirst = [...mustSay].sort((a, b) => b.label.length - a.label.length);
  const stretches = parts.flatMap((part, at): readonly ScriptStretch[] => {
    if (part.kind === 'blank' && part.value === undefined) {
      const before = parts[at - 1];
      const isNamed = before?.kind === 'words' && names(before.text, part.label);
      return [{ kind: 'blank', slot: part.slot, label: part.label, isNamed }];
    }
    const text = part.kind === 'words' ? part.text : (part.value ?? '');
    return placeIn(text, longestFirst, placed);
  });
  return { stretches, beside: mustSay.filter(chip => !placed.has(chip)) };
}

/** The script as it is copied: filled blanks in, unfilled ones left out. */
export function copyOf(parts: readonly ScriptPart[]): string {
  return parts.map(part => (part.kind === 'words' ? part.text : (part.value ?? ''))).join('');
}

/** The script in one line of small print, unfilled blanks as a line. */
export function glanceAt(parts: readonly ScriptPart[]): string {
  return parts.map(part => (part.kind === 'words' ? part.text : (part.value ?? '____'))).join('');
}

/** Whether words end in what a blank is called, or in the end of it: 尾号 before 卡片尾号, card ending in before Card ending. */
function names(words: string, label: string): boolean {
  const before = words.toLowerCase().trimEnd();
  const called = label.toLowerCase();
  const isChinese = /\p{Script=Han}/u.test(called);
  return isChinese ? before.endsWith(called.slice(-2)) : before.slice(-called.length - 8).includes(called);
}

function placeIn(text: string, chips: readonly Chip[], placed: Set<Chip>): readonly ScriptStretch[] {
  for (const chip of chips) {
    if (placed.has(chip) || chip.label === '') continue;
    const at = text.toLowerCase().indexOf(chip.label.toLowerCase());
    if (at < 0) continue;
    placed.add(chip);
    const end = at + chip.label.length;
    return [
      ...placeIn(text.slice(0, at), chips, placed),
      { kind: 'must', text: text.slice(at, end), said: chip.said },
      ...placeIn(text.slice(end), chips, placed),
    ];
  }
  return text === '' ? [] : [{ kind: 'words', text }];
}
