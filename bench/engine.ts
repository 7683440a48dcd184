import { type Played, play } from '#bench/playback.ts';
import { type Profile, profile } from '#bench/stages.ts';
import type { Release } from '#domain/release.ts';
import type { Artefact } from '#engine/artefact.ts';
import { build } from '#engine/build.ts';
import type { Engine } from '#engine/engine.ts';
import { noneClass } from '#engine/hear/classify/classifier-part.ts';
import { leastExamples } from '#engine/hear/classify/learned-cues.ts';
import { cuesOf } from '#engine/hear/cues.ts';
import { loadHearing } from '#engine/hear/hear.ts';
import { load } from '#engine/load.ts';
import type { Script } from '#server/live/script.ts';

/** What the engine bench measured, on one core, with how much content and how many utterances. */
export interface EngineBench {
  readonly utterancesPerSecond: number; // by wall clock, of the fastest half of the rounds
  readonly utterancesPerCpuSecond: number; // by the process's own processor time, helper threads of the runtime included
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly usPerUtterance: number;
  readonly cpuUsPerUtterance: number;
  readonly usPerStage: Readonly<Record<string, number>>; // adds up to usPerUtterance
  readonly cpuUsPerStage: Readonly<Record<string, number>>; // adds up to cpuUsPerUtterance; to compare on a busy machine
  readonly rules: number;
  readonly phrases: number;
  readonly cues: number;
  readonly concepts: number;
  readonly intents: number; // concepts the classifier knows
  readonly examples: number; // it learned from
  readonly articles: number;
  readonly processes: number;
  readonly leaves: number;
  readonly slots: number;
  readonly hitsPerUtterance: number;
  readonly silentShare: number; // of utterances without any hit
  readonly utterances: number;
  readonly distinctUtterances: number;
  readonly eventsPerUtterance: number;
  readonly rounds: number;
  readonly buildMs: number;
  readonly loadMs: number;
  readonly artefactBytes: number;
}

/** Builds, loads and plays the conversations again and again for `seconds` after a warm-up; then once more to see where the time goes. */
export async function benchEngine(
  release: Release,
  scripts: readonly Script[],
  seconds: number,
  tell: (news: string) => void = () => {},
): Promise<{ readonly result: EngineBench; readonly top: Profile['top'] }> {
  tell('building');
  const { artefact, engine, buildMs, loadMs } = made(release);
  tell(`built in ${Math.round(buildMs)} ms, loaded in ${Math.round(loadMs)} ms; ${warmRounds} rounds to warm up`);
  const rounds = playFor(engine, scripts, seconds);
  tell(`${rounds.length} rounds of ${rounds[0]?.utterances} utterances; looking where the time goes`);
  const { shares, top } = await profile(() => {
    for (const endAt = performance.now() + 3000; performance.now() < endAt; ) play(engine, scripts);
  });
  const { us, eachMs } = fastest(rounds);
  const perStage = (all: number) => Object.fromEntries(Object.entries(shares).map(([stage, share]) => [stage, rounded(share * all, 10)]));
  return {
    result: {
      utterancesPerSecond: Math.round(1e6 / us.wall),
      utterancesPerCpuSecond: Math.round(1e6 / us.cpu),
      p50Ms: rounded(quantile(eachMs, 0.5), 1000),
      p99Ms: rounded(quantile(eachMs, 0.99), 1000),
      usPerUtterance: rounded(us.wall, 10),
      cpuUsPerUtterance: rounded(us.cpu, 10),
      usPerStage: perStage(us.wall),
      cpuUsPerStage: perStage(us.cpu),
      ...sizesOf(release),
      ...density(artefact, scripts),
      utterances: rounds.reduce((sum, round) => sum + round.utterances, 0),
      distinctUtterances: new Set(heardIn(scripts).map(({ text }) => text)).size,
      eventsPerUtterance: rounded((rounds[0]?.events ?? 0) / (rounds[0]?.utterances ?? 1), 100),
      rounds: rounds.length,
      buildMs: Math.round(buildMs),
      loadMs: Math.round(loadMs),
      artefactBytes: Buffer.byteLength(JSON.stringify(artefact)),
    },
    top,
  };
}

/** Builds and loads, with the time of each. */
export function made(release: Release): { artefact: Artefact; engine: Engine; buildMs: number; loadMs: number } {
  const began = performance.now();
  const artefact = build(release);
  const built = performance.now();
  const engine = load(artefact);
  return { artefact, engine, buildMs: built - began, loadMs: performance.now() - built };
}

/** Until then the runtime still compiles what runs often: an engine that has run for minutes, let alone days, is past that. */
const warmRounds = 15;

/** Uncounted rounds, then whole rounds until the time is up: at least three. */
export function playFor(engine: Engine, scripts: readonly Script[], seconds: number): readonly Played[] {
  for (let round = 0; round < warmRounds; round++) play(engine, scripts);
  const rounds: Played[] = [];
  const endAt = performance.now() + seconds * 1000;
  while (rounds.length < 3 || performance.now() < endAt) rounds.push(play(engine, scripts));
  return rounds;
}

/** What others do on the machine slows some rounds: the fastest half shows the program. */
export function fastest(rounds: readonly Played[]): { readonly us: { wall: number; cpu: number }; readonly eachMs: readonly number[] } {
  const half = [...rounds].sort((a, b) => a.wallMs - b.wallMs).slice(0, Math.ceil(rounds.length / 2));
  const utterances = half.reduce((sum, round) => sum + round.utterances, 0);
  const us = (of: (round: Played) => number): number => (half.reduce((sum, round) => sum + of(round), 0) * 1000) / utterances;
  return {
    us: { wall: us(round => round.wallMs), cpu: us(round => round.cpuMs) },
    eachMs: half.flatMap(round => round.eachMs).sort((a, b) => a - b),
  };
}

/** How much there is to listen for. */
export function sizesOf(release: Release) {
  const { concepts, articles, processes, rules, leaves, slots } = release;
  return {
    rules: rules.length,
    phrases: concepts.reduce((sum, concept) => sum + concept.phrases.length, 0),
    cues: cuesOf(release).length,
    concepts: concepts.length,
    intents: concepts.filter(({ key, examples }) => key !== noneClass && examples.length >= leastExamples).length,
    examples: concepts.reduce((sum, { examples }) => sum + examples.length, 0),
    articles: articles.length,
    processes: processes.length,
    leaves: leaves.length,
    slots: slots.length,
  };
}

/** How much of what there is to hear is heard. */
export function density({ hearing, learned }: Artefact, scripts: readonly Script[]): { hitsPerUtterance: number; silentShare: number } {
  const ears = loadHearing(hearing, learned);
  const counts = heardIn(scripts).map(({ speaker, text, lang }, index) => {
    const utterance = { position: index + 1, revision: 0, speaker, text, startMs: 0, endMs: 0 };
    return ears.hear(utterance as Parameters<typeof ears.hear>[0], lang).hits.length;
  });
  const n = Math.max(1, counts.length);
  return {
    hitsPerUtterance: rounded(counts.reduce((sum, count) => sum + count, 0) / n, 100),
    silentShare: rounded(counts.filter(count => count === 0).length / n, 1000),
  };
}

function heardIn(scripts: readonly Script[]) {
  return scripts.flatMap(({ lines, lang }) => lines.flatMap(({ event }) => (event.kind === 'heard' ? [{ ...event, lang }] : [])));
}

function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

function rounded(value: number, to: number): number {
  return Math.round(value * to) / to;
}
