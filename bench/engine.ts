import { ConversationMeta } from '#domain/conversation.ts';
import type { LogEvent } from '#domain/event.ts';
import type { Release } from '#domain/release.ts';
import { aides } from '#engine/aides.ts';
import { build } from '#engine/build.ts';
import { admit, doorStart } from '#engine/door/door.ts';
import { cuesOf } from '#engine/hear/cues.ts';
import { loadHearing } from '#engine/hear/hear.ts';
import { load } from '#engine/load.ts';
import type { Call } from '#server/demo/call.ts';

/** What the engine bench measured. Times are wall times of one core; µs per stage are means over utterances. */
export interface EngineBench {
  readonly utterancesPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly usPerStage: Readonly<Record<string, number>>;
  readonly rules: number;
  readonly phrases: number;
  readonly utterances: number;
  readonly buildMs: number;
  readonly loadMs: number;
  readonly artefactBytes: number;
}

/**
 * Folds the written calls through door and engine again and again for `seconds`, as one node would: every utterance of every
 * call, in order, nothing kept between rounds. The first round warms up and is not counted.
 */
export function benchEngine(release: Release, calls: readonly Call[], seconds: number): EngineBench {
  const [artefact, buildMs] = timed(() => build(release));
  const [engine, loadMs] = timed(() => load(artefact));
  const spent = new Map<string, number>();
  const stop = measureAides(spent);
  const eachMs: number[] = [];

  const round = (counted: boolean) => {
    for (const call of calls) {
      let door = doorStart;
      let mind = engine.open();
      let position = 1;
      mind = engine.attend(mind, opened(call)).mind;
      for (const turn of heardIn(call)) {
        position++;
        const began = performance.now();
        const said = admit(door, { speaker: turn.speaker, text: turn.text, lang: call.lang, atMs: turn.endMs });
        const doorMs = performance.now() - began;
        door = said.memory;
        mind = engine.attend(mind, heard(position, { ...turn, text: said.text })).mind;
        if (!counted) continue;
        add(spent, 'door', doorMs);
        eachMs.push(performance.now() - began);
      }
    }
  };

  round(false);
  spent.clear();
  const endAt = performance.now() + seconds * 1000;
  while (performance.now() < endAt) round(true);
  stop();
  hearAlone(release, calls, spent, eachMs.length);

  eachMs.sort((a, b) => a - b);
  const totalMs = eachMs.reduce((sum, ms) => sum + ms, 0);
  return {
    utterancesPerSecond: Math.round((eachMs.length / totalMs) * 1000),
    p50Ms: rounded(eachMs[Math.floor(eachMs.length * 0.5)] ?? 0),
    p99Ms: rounded(eachMs[Math.floor(eachMs.length * 0.99)] ?? 0),
    usPerStage: Object.fromEntries([...spent].map(([stage, ms]) => [stage, Math.round((ms * 10_000) / eachMs.length) / 10])),
    rules: release.rules.length,
    phrases: cuesOf(release).length + release.concepts.reduce((sum, concept) => sum + concept.phrases.length, 0),
    utterances: eachMs.length,
    buildMs: Math.round(buildMs),
    loadMs: Math.round(loadMs),
    artefactBytes: JSON.stringify(artefact).length,
  };
}

/** Times every aide's attend while it runs; answers how to stop. */
function measureAides(spent: Map<string, number>): () => void {
  const originals = aides.map(aide => aide.attend);
  aides.forEach((aide, index) => {
    aide.attend = (memory, moment) => {
      const began = performance.now();
      const answer = originals[index]?.call(aide, memory, moment);
      add(spent, aide.name, performance.now() - began);
      if (!answer) throw new Error(`no aide at ${index}`);
      return answer;
    };
  });
  return () => {
    aides.forEach((aide, index) => {
      const original = originals[index];
      if (original) aide.attend = original;
    });
  };
}

/** Hearing by itself, on fresh utterance objects, because the engine remembers what it read of the same one. */
function hearAlone(release: Release, calls: readonly Call[], spent: Map<string, number>, wanted: number): void {
  const ears = loadHearing(build(release).hearing);
  for (let counted = 0; counted < wanted; ) {
    for (const call of calls) {
      for (const turn of heardIn(call)) {
        const event = heard(2, turn);
        if (event.what.kind !== 'heard') continue;
        const began = performance.now();
        ears.hear(event.what.utterance, call.lang);
        add(spent, 'hear', performance.now() - began);
        if (++counted === wanted) return;
      }
    }
  }
}

function heardIn(call: Call) {
  return call.script.lines.flatMap(({ event }) => (event.kind === 'heard' ? [event] : []));
}

function opened(call: Call): LogEvent {
  const meta = ConversationMeta.parse({
    channel: call.channel,
    direction: 'inbound',
    layout: call.channel === 'voice' ? 'dual' : 'text',
    lang: call.lang,
    timeZone: 'Asia/Shanghai',
    openedAt: '2026-11-22T10:00:00+08:00',
    arm: 'assisted',
  });
  return { position: 1, atMs: 0, source: 'telephony', what: { kind: 'opened', meta } } as LogEvent;
}

function heard(
  position: number,
  { speaker, text, startMs, endMs }: { speaker: string; text: string; startMs: number; endMs: number },
): LogEvent {
  const utterance = { position, revision: 0, speaker, text, startMs, endMs };
  return { position, atMs: endMs, source: 'asr', what: { kind: 'heard', utterance } } as LogEvent;
}

function timed<T>(work: () => T): [T, number] {
  const began = performance.now();
  const result = work();
  return [result, performance.now() - began];
}

function add(spent: Map<string, number>, stage: string, ms: number): void {
  spent.set(stage, (spent.get(stage) ?? 0) + ms);
}

function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
