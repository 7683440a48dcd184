import type { Advice, AdviceChange } from '#domain/advice.ts';
import type { Happening, LogEvent } from '#domain/event.ts';
import type { Facts } from '#domain/facts.ts';
import { Release } from '#domain/release.ts';
import { build } from '#engine/build.ts';
import { boardOf, type Engine } from '#engine/engine.ts';
import { load } from '#engine/load.ts';

/** A line of talk (`a` agent, `c` customer, `b` bot), or something else that happened. */
export type Line = readonly ['a' | 'c' | 'b', string] | Happening;

/** What the engine said to the lines of a small conversation. */
export interface Played {
  /** By line; the first line has index 0. */
  readonly changes: readonly (readonly AdviceChange[])[];
  readonly board: Readonly<Record<string, Advice>>;
  readonly facts: Facts;
}

/** An engine of nothing but these parts of a release. */
export function engineOf(parts: Partial<Record<keyof Release, unknown>>): Engine {
  const empty = {
    concepts: [],
    articles: [],
    processes: [],
    rules: [],
    leaves: [],
    slots: [],
    handoffReasons: [],
    settings: {},
    versions: {},
  };
  return load(build(Release.parse({ bank: { key: 'test', name: 'test', fictional: true }, ...empty, ...parts })));
}

/** Plays lines in turn, three seconds apart, each two seconds long. */
export function playLines(engine: Engine, lines: readonly Line[], lang: 'zh' | 'en' = 'zh', queue?: string): Played {
  let mind = engine.open();
  let position = 0;
  const happen = (atMs: number, what: Happening): readonly AdviceChange[] => {
    position++;
    const answer = engine.attend(mind, { position, atMs, source: 'test', what } as unknown as LogEvent);
    mind = answer.mind;
    return answer.advice;
  };
  const meta = {
    channel: 'voice',
    direction: 'inbound',
    layout: 'dual',
    lang,
    timeZone: 'Asia/Shanghai',
    arm: 'assisted',
    ...(queue ? { queue } : {}),
  } as const;
  happen(0, { kind: 'opened', meta: { ...meta, openedAt: '2026-11-22T10:00:00+08:00' } });

  const changes = lines.map((line, index) => {
    const startMs = 1000 + index * 3000;
    if (!isSpoken(line)) return happen(startMs, line);
    const [who, text] = line;
    const speaker = who === 'a' ? 'agent' : who === 'c' ? 'customer' : 'bot';
    const utterance = { position: position + 1, revision: 0, speaker, text, startMs, endMs: startMs + 2000 };
    return happen(startMs + 2000, { kind: 'heard', utterance } as Happening);
  });
  return { changes, board: boardOf(mind), facts: mind.state.facts };
}

function isSpoken(line: Line): line is readonly ['a' | 'c' | 'b', string] {
  return Array.isArray(line);
}
