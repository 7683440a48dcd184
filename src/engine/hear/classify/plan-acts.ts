import type { Concept } from '#domain/concept.ts';
import type { Process } from '#domain/process.ts';
import type { Release } from '#domain/release.ts';
import type { Lang } from '#domain/speaker.ts';
import { byKey } from '#engine/by-key.ts';
import { type ByLang, byLang } from '#engine/by-lang.ts';
import type { ClassRange, Example } from '#engine/hear/classify/example-set.ts';
import { type Actor, isAct, noBreachConcept, noCustomerActConcept } from '#engine/hear/classify/learned-cues.ts';
import { brisk, type Plan } from '#engine/hear/classify/plan.ts';
import { readable } from '#engine/hear/classify/readable.ts';

type Parts = Pick<Release, 'concepts' | 'processes'>;

/** What one classifier a language is to learn of one side's acts. Every act is judged by itself: an example tells of the acts it was written for. */
export function actPlans(release: Parts, speaker: Actor): ByLang<Plan> {
  return byLang(lang => actsOf(release, lang, speaker));
}

function actsOf({ concepts, processes }: Parts, lang: Lang, speaker: Actor): Plan | undefined {
  const inLang = concepts.filter(concept => concept.lang === lang && concept.speaker === speaker);
  const acts = inLang.filter(isAct).sort(byKey);
  if (acts.length === 0) return undefined;
  const told = new Told(lang);
  for (const [act, { examples, unlike }] of acts.entries()) {
    for (const text of examples) told.note(text, act, true);
    for (const text of unlike) told.note(text, act, false);
  }
  const ofLang = processes.filter(process => process.lang === lang).sort(byKey);
  for (const [act, { examplesOf }] of acts.entries()) for (const text of saidAt(examplesOf, ofLang)) told.note(text, act, true);
  const rightful = rightfulOf(inLang);
  const besides = inLang.find(({ key }) => key === noCustomerActConcept)?.examples ?? [];
  for (const [act, concept] of acts.entries()) {
    for (const text of saidAtSteps(concept, ofLang)) told.note(text, act, false);
    if (isBreach(concept)) for (const text of rightful) told.note(text, act, false);
    for (const text of besides) told.note(text, act, false);
  }
  const breaches = acts.flatMap((concept, act) => (isBreach(concept) ? [act] : []));
  return {
    learned: acts.map(({ key, sureFrom }) => ({ key, speaker, ...(sureFrom && { sureFrom }) })),
    examples: told.examples(),
    course: { ...brisk, leastRounds, kind: 'many', leastSure: leastSure[speaker] },
    rivals: breaches,
    doubted: { classes: speaker === 'agent' ? breaches : acts.map((_, act) => act), below: clearlyUnlike[speaker] },
  };
}

/** An act that nothing rightful does: what is rightful beside one of them is rightful beside all. */
function isBreach({ steps }: Concept): boolean {
  return steps?.length === 0;
}

/** What an agent may say: whole turns in order, what only comes close to a breach, and acts that belong to steps. */
function rightfulOf(concepts: readonly Concept[]): readonly string[] {
  return concepts.flatMap(concept => {
    const { key, examples, unlike, steps } = concept;
    if (key === noBreachConcept) return examples;
    if (!isAct(concept) || steps === undefined) return [];
    return isBreach(concept) ? unlike : [...examples, ...unlike];
  });
}

/** What an agent says at these nodes. */
function saidAt(nodes: readonly string[], processes: readonly Process[]): readonly string[] {
  if (nodes.length === 0) return [];
  const isNamed = (process: string, node: string) => nodes.includes(`*/${node}`) || nodes.includes(`${process}/${node}`);
  return processes.flatMap(({ key, nodes: all }) => all.filter(node => isNamed(key, node.key)).flatMap(({ done }) => done.examples));
}

/** What an agent says at steps that are not this act: one sentence of three tells it as well as all, for a third of the time. */
function saidAtSteps({ steps }: Concept, processes: readonly Process[]): readonly string[] {
  if (steps === undefined) return [];
  return processes.flatMap(process => {
    const doing = new Set(saidAt(steps, [process]));
    const said = [...process.nodes.flatMap(({ done }) => done.examples), ...process.unlike];
    return said.filter((text, at) => at % 3 === 0 && !doing.has(text));
  });
}

/** Texts with the acts they do and those they were judged for. */
class Told {
  readonly #lang: Lang;
  readonly #texts = new Map<string, Map<number, boolean>>();
  readonly #normal = new Map<string, string>(); // what is rightful is told of every breach: it is read once

  constructor(lang: Lang) {
    this.#lang = lang;
  }

  note(text: string, act: number, is: boolean): void {
    const normal = this.#normalOf(text);
    const known = this.#texts.get(normal) ?? new Map<number, boolean>();
    known.set(act, is || known.get(act) === true);
    this.#texts.set(normal, known);
  }

  #normalOf(text: string): string {
    const known = this.#normal.get(text);
    if (known !== undefined) return known;
    const normal = readable(text, this.#lang);
    this.#normal.set(text, normal);
    return normal;
  }

  examples(): readonly Example[] {
    return [...this.#texts].map(([text, acts]) => ({
      text,
      labels: [...acts].filter(([, is]) => is).map(([act]) => act),
      judged: rangesOf([...acts.keys()].sort((a, b) => a - b)),
    }));
  }
}

/** Ascending numbers as ranges. */
function rangesOf(numbers: readonly number[]): readonly ClassRange[] {
  const ranges: { from: number; to: number }[] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last?.to === number) last.to = number + 1;
    else ranges.push({ from: number, to: number + 1 });
  }
  return ranges;
}

/** Less likely than this is no breach, whatever a pattern heard: in 140 calls by hands not yet learned from, patterns below 0.3 were right about none. */
const clearlyUnlike: Readonly<Record<Actor, number>> = { agent: 0.2, customer: 0.01 };
const leastRounds = 4;
/** From here on less than one rightful turn in a hundred of another hand was taken for a breach. */
const leastSure: Readonly<Record<Actor, number>> = { agent: 0.7, customer: 0.7 };
