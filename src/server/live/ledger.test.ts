import { expect, test } from 'vitest';
import type { Happening, LogEvent } from '#domain/event.ts';
import { Position, SourceId } from '#domain/ids.ts';
import type { Engine, Mind } from '#engine/engine.ts';
import { type Coming, type Entry, Ledger, timer } from '#server/live/ledger.ts';

/** An engine that wakes at the moments it is given, one after another, and says one metric for everything it sees. */
function wakingAt(moments: readonly number[]): Engine {
  const next = (seen: LogEvent[]) => moments.find(atMs => !seen.some(({ what, atMs: at }) => what.kind === 'passed' && at >= atMs));
  return {
    content: () => {
      throw new Error('not asked for');
    },
    open: () => ({ events: [], states: [], state: {} }) as unknown as Mind,
    attend(mind, event) {
      const events = [...mind.events, event];
      const wakeAtMs = next(events);
      const advice = { op: 'withdrawn', key: `seen-${event.position}`, kind: event.what.kind } as const;
      return { mind: { ...mind, events }, advice: [advice], ...(wakeAtMs === undefined ? {} : { wakeAtMs }) };
    },
    glance: () => [],
  };
}

const source = SourceId.parse('asr');
const opened = { kind: 'opened' } as Happening; // the engine above does not look inside
const at = (seq: number, atMs: number, what: Happening = { kind: 'held', on: true }): Coming => ({ source, seq, atMs, make: () => what });
const lines = (entries: readonly Entry[]) => entries.map(({ event }) => `${event.position} ${event.what.kind} ${event.atMs}`);

const cases = [
  { when: 'nothing is due', wakes: [9000], comes: [at(1, 0, opened), at(2, 500)], log: ['1 opened 0', '2 held 500'] },
  {
    when: 'a wake-up lies between two events',
    wakes: [300],
    comes: [at(1, 0, opened), at(2, 500)],
    log: ['1 opened 0', '2 passed 300', '3 held 500'],
  },
  {
    when: 'a wake-up falls on an event',
    wakes: [500],
    comes: [at(1, 0, opened), at(2, 500)],
    log: ['1 opened 0', '2 passed 500', '3 held 500'],
  },
  {
    when: 'several are due',
    wakes: [100, 200, 700],
    comes: [at(1, 0, opened), at(2, 500)],
    log: ['1 opened 0', '2 passed 100', '3 passed 200', '4 held 500'],
  },
  {
    when: 'an event comes late, time stands still',
    wakes: [],
    comes: [at(1, 0, opened), at(2, 500), at(3, 200)],
    log: ['1 opened 0', '2 held 500', '3 held 500'],
  },
  {
    when: 'after the close no time passes',
    wakes: [700],
    comes: [at(1, 0, opened), at(2, 500, { kind: 'closed', by: 'agent' }), at(3, 900)],
    log: ['1 opened 0', '2 closed 500', '3 held 900'],
  },
] as const;

test.each(cases)('$when', ({ wakes, comes, log }) => {
  const ledger = new Ledger(wakingAt(wakes));
  expect(comes.flatMap(coming => lines(ledger.add(coming)))).toEqual(log);
});

test('the same events give the same hash, one by one, in between wake-ups rung by a clock, and folded again from the log', () => {
  const engine = wakingAt([300, 800]);
  const come = [at(1, 0, opened), at(2, 500), at(3, 900)];
  const once = new Ledger(engine);
  const entries = come.flatMap(coming => once.add(coming));

  const rung = new Ledger(engine);
  rung.add(come[0] as Coming);
  rung.pass(310);
  rung.pass(310);
  rung.add(come[1] as Coming);
  rung.pass(850);
  rung.add(come[2] as Coming);

  const again = new Ledger(engine);
  for (const { event, seq, advice } of entries) again.restore(event, seq, null, advice);

  expect([
    rung.hash,
    again.hash,
    again.agrees,
    again.position,
    again.atMs,
    again.wakeAtMs,
    again.nextSeq(source),
    again.nextSeq(timer),
  ]).toEqual([once.hash, once.hash, true, 5, 900, undefined, 4, 3]);
});

test('the hash goes on from what was stored, and the ledger says that this engine advises otherwise', () => {
  const ledger = new Ledger(wakingAt([]));
  ledger.restore({ position: Position.parse(1), atMs: 0, source, what: opened }, 1, null, []);
  expect([ledger.hash, ledger.agrees]).toEqual(['0'.repeat(64), false]);
});

test('an engine that never stops asking to be woken is stopped', () => {
  const ledger = new Ledger({ ...wakingAt([]), attend: mind => ({ mind, advice: [], wakeAtMs: 1 }) });
  ledger.add(at(1, 0, opened));
  expect(() => ledger.add(at(2, 5))).toThrow('keeps asking');
});
