import type { Speaker } from '#domain/speaker.ts';
import type { Said } from '#engine/knowledge/lookup.ts';

/** What a turn ago was said counts so much for a question too short to stand alone; further back, less. */
const customerCounts = 0.35;
const othersCount = 0.2;
const fades = 0.6;
const keptTurns = 3;

/** The context of the next question: a turn is put before those remembered, newest first. */
export function remember(said: readonly Said[], speaker: Speaker, text: string): readonly Said[] {
  const counts = speaker === 'customer' ? customerCounts : othersCount;
  return [{ text, counts }, ...said.slice(0, keptTurns - 1).map(before => ({ text: before.text, counts: before.counts * fades }))];
}
