import type { Advice } from '#domain/advice.ts';
import type { Kind } from '#engine/board.ts';

/** Advice that attention may hide, merge or make loud. Everything else stands on the desk as the aides put it, and is quiet. */
export type Dressed = Kind<'card' | 'prompt' | 'warning' | 'violation' | 'handoff' | 'offer'>;

/** The kinds of it, in the order in which they are looked at. */
export const dressedKinds = ['card', 'prompt', 'warning', 'violation', 'handoff', 'offer'] as const satisfies readonly Dressed['kind'][];

/** What a kind is to attention: dressed, read to dress others by (steps done, values of slots), or passed on unread. */
const roleOf: Readonly<Record<Advice['kind'], 'dressed' | 'read' | 'passed'>> = {
  card: 'dressed',
  prompt: 'dressed',
  warning: 'dressed',
  violation: 'dressed',
  handoff: 'dressed',
  offer: 'dressed',
  step: 'read',
  slot: 'read',
  topic: 'passed',
  category: 'passed',
  summary: 'passed',
  metric: 'passed',
};

/** The kinds on which the looks of a board depend. */
export const telling = (Object.keys(roleOf) as Advice['kind'][]).filter(kind => roleOf[kind] !== 'passed');
