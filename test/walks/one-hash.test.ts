import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { LogEvent } from '#domain/event.ts';
import { boardOf, type Engine, type Mind } from '#engine/engine.ts';
import { firstHash, nextHash } from '#server/live/advice-hash.ts';
import { replay, replayScript } from '#server/live/replay.ts';
import { fromDialogue } from '#server/live/script.ts';
import { demoFolder } from '#test/kit/built-demo.ts';
import { demoEngine } from '#test/kit/demo-engine.ts';

/**
 * The same log gives the same advice, byte for byte: as it happens, replayed from what was stored, and taken up again by another
 * process now and again. With a deaf leg, late arrivals, a correction and acts of the agent as well.
 */
const engine = await demoEngine();
const calls = ['D07'].map(id => JSON.parse(readFileSync(`${demoFolder}/calls/${id}.json`, 'utf8')) as object);

const disturbances: readonly { readonly name: string; readonly disturb: (log: readonly LogEvent[]) => readonly LogEvent[] }[] = [
  { name: 'undisturbed', disturb: log => log },
  { name: 'a deaf leg', disturb: log => withDeafLeg(log) },
  { name: 'late arrivals', disturb: log => arrivingLate(log) },
  { name: 'late arrivals and a deaf leg', disturb: log => withDeafLeg(arrivingLate(log)) },
  { name: 'a correction and an answer of the agent', disturb: log => corrected(log) },
];

test.each(disturbances)('one hash for the live run, the replay and crashes: $name', ({ disturb }) => {
  for (const call of calls) {
    const stored = numbered(disturb(replayScript(engine, fromDialogue(call)).rows.map(({ event }) => event)));
    const live = hashOf(engine, stored, mind => mind);
    expect({
      replayed: replay(engine, stored).hash,
      afterCrashes: hashOf(engine, stored, (mind, { length }) => (length % 25 === 7 ? (JSON.parse(JSON.stringify(mind)) as Mind) : mind)),
      rebuiltHalfway: hashOf(engine, stored, (mind, so) => (so.length === Math.floor(stored.length / 2) ? rebuilt(so) : mind)),
    }).toEqual({ replayed: live, afterCrashes: live, rebuiltHalfway: live });
    expect(live).not.toBe(firstHash);
  }
});

test('late arrivals end with the same claims and the same steps as those in time', () => {
  for (const call of calls) {
    const inTime = numbered(replayScript(engine, fromDialogue(call)).rows.map(({ event }) => event));
    const late = numbered(arrivingLate(inTime));
    expect(late.map(({ what }) => textOf(what))).not.toEqual(inTime.map(({ what }) => textOf(what)));
    expect(standingIn(late)).toEqual(standingIn(inTime));
  }
});

function hashOf(engine: Engine, events: readonly LogEvent[], between: (mind: Mind, soFar: readonly LogEvent[]) => Mind): string {
  let mind = engine.open();
  let hash = firstHash;
  for (const [at, event] of events.entries()) {
    const answer = engine.attend(mind, event);
    hash = nextHash(hash, event.position, answer.advice);
    mind = between(answer.mind, events.slice(0, at + 1));
  }
  return hash;
}

function rebuilt(events: readonly LogEvent[]): Mind {
  return events.reduce((mind, event) => engine.attend(mind, event).mind, engine.open());
}

/** Claims and steps at the end, without the places in the log, which late arrivals change. */
function standingIn(events: readonly LogEvent[]): readonly string[] {
  return Object.values(boardOf(rebuilt(events)))
    .flatMap(advice => {
      if (advice.kind === 'violation') return [`${advice.from?.key} ${advice.times} ${advice.recovered}`];
      return advice.kind === 'step' ? [`${advice.process}/${advice.node} ${advice.state}`] : [];
    })
    .sort();
}

/** Every utterance of the customer comes up to five seconds late; so what the agent answered arrives first. */
function arrivingLate(log: readonly LogEvent[]): readonly LogEvent[] {
  const arrival = (event: LogEvent) => {
    const isLate = event.what.kind === 'heard' && event.what.utterance.speaker === 'customer';
    return event.atMs + (isLate ? 4900 : 0);
  };
  const closed = log.filter(({ what }) => what.kind === 'closed');
  const rest = log.filter(({ what }) => what.kind !== 'closed' && what.kind !== 'passed');
  return [...rest.toSorted((a, b) => arrival(a) - arrival(b)).map(event => ({ ...event, atMs: arrival(event) })), ...closed];
}

function withDeafLeg(log: readonly LogEvent[]): readonly LogEvent[] {
  const half = Math.floor(log.length / 2);
  const before = log[half] as LogEvent;
  const deaf = { ...before, what: { kind: 'deaf', leg: 'agent', fromMs: before.atMs } } as LogEvent;
  return [...log.slice(0, half + 1), deaf, ...log.slice(half + 1)];
}

function corrected(log: readonly LogEvent[]): readonly LogEvent[] {
  const at = log.findIndex(({ what }) => what.kind === 'heard');
  const first = log[at];
  if (first?.what.kind !== 'heard') throw new Error('nothing was said');
  const { utterance } = first.what;
  const after = log[at + 6] as LogEvent;
  const correction = {
    ...after,
    what: { kind: 'corrected', utterance: { ...utterance, revision: 1, text: `${utterance.text}请说。` } },
  } as LogEvent;
  const act = { ...after, what: { kind: 'acted', act: { kind: 'muted', on: true } } } as LogEvent;
  return [...log.slice(0, at + 7), correction, act, ...log.slice(at + 7)];
}

/** Positions run on, times never go back, and utterances carry the position they came to stand at. */
function numbered(events: readonly LogEvent[]): readonly LogEvent[] {
  const moved = new Map<number, number>();
  let atMs = 0;
  return events.map((event, index) => {
    const position = (index + 1) as LogEvent['position'];
    atMs = Math.max(atMs, event.atMs);
    const { what } = event;
    if (what.kind === 'heard') moved.set(what.utterance.position, position);
    if (what.kind !== 'heard' && what.kind !== 'corrected') return { ...event, position, atMs };
    const own = (moved.get(what.utterance.position) ?? position) as LogEvent['position'];
    return { ...event, position, atMs, what: { ...what, utterance: { ...what.utterance, position: own } } };
  });
}

function textOf(what: LogEvent['what']): string {
  return what.kind === 'heard' ? what.utterance.text : what.kind;
}
