import type { Evidence } from '#domain/evidence.ts';
import type { Utterance } from '#domain/utterance.ts';
import type { Moment } from '#engine/moment.ts';
import { openly } from '#engine/shadow.ts';
import { resultsOf } from '#engine/wrapup/summary/results.ts';

/** Something that happened, and the words that show it. */
export interface Told {
  readonly name: string; // process, process/node or a result's title
  readonly evidence: Evidence;
}

/** How a process ended. */
export interface Outcome extends Told {
  readonly process: string;
}

/** What the summary is made of, as it comes up. */
export interface StoryMemory {
  readonly topics: readonly Told[]; // processes in the order they came up
  readonly steps: readonly Told[]; // process/node done
  readonly results: readonly Outcome[]; // the latest of each process, in the order they came up
  readonly need: Told | null; // the customer's first own words of substance, while no process is known
}

export const noStory: StoryMemory = { topics: [], steps: [], results: [], need: null };

/** Adds what this turn brought: a topic, steps done, a result. The same memory when it brought nothing. */
export function tell(story: StoryMemory, moment: Moment, utterance: Utterance): StoryMemory {
  const { topic, process } = moment.facts;
  let next = story;
  const evidence = whole(utterance);

  const running = openly(topic.process, moment.content);
  if (running !== null && !next.topics.some(({ name }) => name === running)) {
    const kept = next.topics.filter(({ name }) => topic.suspended.includes(name)); // a wrong guess is no reason of the call
    next = { ...next, topics: [...kept, { name: running, evidence }] };
  }
  if (next.need === null && utterance.speaker === 'customer' && hearsNeed(moment))
    next = { ...next, need: { name: firstClauses(utterance.text), evidence } };

  const done = process.changed.filter(
    node => isDone(process.steps[node]) && isOpen(node, moment) && !next.steps.some(({ name }) => name === node),
  );
  const undone = next.steps.filter(({ name }) => !isDone(process.steps[name]));
  if (done.length > 0 || undone.length > 0)
    next = { ...next, steps: [...next.steps.filter(step => !undone.includes(step)), ...done.map(name => ({ name, evidence }))] };

  const result = resultOf(moment, evidence, done);
  return result ? { ...next, results: [...next.results.filter(({ process }) => process !== result.process), result] } : next;
}

function hearsNeed({ content, hears }: Moment): boolean {
  return (hears(content.own.askNeed) ?? hears(content.own.askQuestion)) !== null;
}

function isOpen(node: string, { content }: Moment): boolean {
  return openly(node.slice(0, node.indexOf('/')), content) !== null;
}

function isDone(state: string | undefined): boolean {
  return state === 'done' || state === 'out-of-order';
}

/** A result counts once its words are said by the side that serves, or its node is done. The last one of a process stands. */
function resultOf(moment: Moment, evidence: Evidence, done: readonly string[]): Outcome | null {
  const process = openly(moment.facts.topic.process, moment.content);
  if (process === null) return null;
  for (const result of resultsOf(moment.content, process)) {
    const hit = moment.hears(result.when);
    if (hit) return { process, name: result.title, evidence: { ...evidence, span: [hit.span[0], hit.span[1]], concept: hit.concept } };
    const said = result.isBare ? ownWords(result.title, evidence, moment) : null;
    if (said) return { process, ...said };
    if (result.fact !== null && done.includes(result.fact)) return { process, name: result.title, evidence };
  }
  return null;
}

/** A result nobody wrote cues for is heard by its own title (挂失成功), said by the side that serves. */
function ownWords(title: string, evidence: Evidence, moment: Moment): Told | null {
  const { what } = moment.event;
  if (what.kind !== 'heard' || what.utterance.speaker === 'customer') return null;
  const at = what.utterance.text.indexOf(title);
  return at < 0 ? null : { name: title, evidence: { ...evidence, span: [at, at + title.length] } };
}

/** All of an utterance, as evidence. */
export function whole(utterance: Utterance): Evidence {
  return { position: utterance.position, revision: utterance.revision, span: [0, utterance.text.length] };
}

function firstClauses(text: string): string {
  const plain = text.replace(/⟦[^⟧]*⟧/gu, '').replace(/^(?:喂|你好|您好|那个|嗯|呃|[,,。\s])+/u, '');
  const words = /\p{Script=Han}/u.test(plain) ? plain.slice(0, 40) : (/^.{0,90}(?![\w'])/su.exec(plain)?.[0] ?? plain.slice(0, 90));
  return words.replace(/[.,,。!!??\s]+$/u, '');
}
