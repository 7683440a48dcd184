import { type MarkClass, markPattern } from '#domain/mark.ts';
import { asks, expectedOf, withAsked } from './asked.ts';
import { findCues } from './cue.ts';
import { fold } from './fold.ts';
import { mayGoOn } from './gap.ts';
import { look } from './look.ts';
import type { DoorMemory } from './memory.ts';
import type { Said } from './said.ts';
import { unfinishedEmail } from './unfinished.ts';
import { applyEdits, editText, type Sealed } from './write.ts';

export { type DoorMemory, doorStart } from './memory.ts';
export type { Said } from './said.ts';
export type { Sealed } from './write.ts';

/** What comes through the door: the only text that is stored, heard and shown, and the C2 values for the vault. */
export interface Admitted {
  readonly memory: DoorMemory;
  readonly text: string;
  readonly sealed: readonly Sealed[];
}

/** Lets one finished raw utterance in: every secret becomes a mark. Pure; the memory goes along with the conversation. */
export function admit(memory: DoorMemory, said: Said): Admitted {
  const seen = look(memory, said);
  return { memory: seen.memory, text: applyEdits(seen.text, seen.edits.map(editText)), sealed: seen.sealed };
}

/**
 * Shows an unfinished utterance. Never a digit that the finished one would hide: numbers that may still become a secret are dots,
 * and marks have neither tail nor sign yet.
 */
export function peek(memory: DoorMemory, said: Said): string {
  const seen = look(memory, said);
  const end = seen.text.length;
  const hidden = seen.left.flatMap(place => {
    const near = place.sure === 'unit' ? 4 : 12;
    const shows = place.sure !== 'no' && end - place.to >= near && !mayGoOn(seen.folded, place.to);
    return shows ? [] : [{ from: place.from, to: place.to, text: '•'.repeat(place.starts.length) }];
  });
  const marks = seen.edits.map(edit => editText({ ...edit, mark: { class: edit.mark.class, number: edit.mark.number } }));
  const address = unfinishedEmail(seen.folded, expectsEmail(memory, seen.folded, said));
  if (address >= 0) hidden.push({ from: address, to: end, text: '•'.repeat(end - address) });
  const kept = hidden.filter(place => !seen.edits.some(edit => edit.from < place.to && edit.to > place.from));
  return applyEdits(seen.text, [...marks, ...kept]);
}

function expectsEmail(memory: DoorMemory, text: string, said: Said): boolean {
  const asked = expectedOf(memory.asked, said.speaker, memory.turn + 1, said.atMs);
  return memory.open?.class === 'email' || asked.some(ask => ask.kind === 'email') || findCues(text).some(cue => cue.kind === 'email');
}

/** Takes stored text in again (rebuild, replay): it passes unchanged, and its marks and questions teach the memory. */
export function readmit(memory: DoorMemory, said: Said): Admitted {
  const turn = memory.turn + 1;
  const given: Partial<Record<MarkClass, number>> = { ...memory.given };
  const closed = new Set<string>();
  for (const found of said.text.matchAll(markPattern)) {
    const kind = found[1] as MarkClass;
    given[kind] = Math.max(given[kind] ?? 0, Number(found[2]));
    if (found[3] || found[4]) closed.add(kind);
  }
  const plain = fold(said.text.replace(markPattern, mark => '0'.repeat(mark.length)));
  const cues = findCues(plain);
  const made = asks(plain, cues, said.speaker, turn, said.atMs, cue => /^.{0,16}0/.test(plain.slice(cue.to)));
  const expected = expectedOf(memory.asked, said.speaker, turn, said.atMs).filter(ask => !closed.has(ask.kind));
  const others = memory.asked.filter(ask => ask.of !== 'anyone' && ask.of !== said.speaker);
  return { memory: { ...memory, turn, given, asked: withAsked([...expected, ...others], made) }, text: said.text, sealed: [] };
}
