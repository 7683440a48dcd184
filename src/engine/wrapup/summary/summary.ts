import type { Advice } from '#domain/advice.ts';
import type { Evidence } from '#domain/evidence.ts';
import type { Content } from '#engine/content.ts';
import type { Moment } from '#engine/moment.ts';
import { type Filled, stateOf } from '#engine/wrapup/slots/slot-state.ts';
import { fillNote, type Known, toldValue } from '#engine/wrapup/summary/note-wording.ts';
import type { StoryMemory } from '#engine/wrapup/summary/story.ts';

type Clause = Extract<Advice, { kind: 'summary' }>['clauses'][number];

/** Why the customer came, what was done, how it ended: one clause each, none without the words that show it. */
export function summaryAdvice(
  story: StoryMemory,
  slots: Filled,
  moment: Moment,
  { isFinal, handedOver, rewritten }: Ending,
): Advice | null {
  const write = moment.meta.lang === 'zh' ? chinese : english;
  const known = knownIn(story, slots, moment.content);
  const clauses = [
    reason(story, known, moment, write),
    done(story, known, moment, write),
    result(story, { isFinal, handedOver }, known, moment, write),
  ].filter(clause => clause !== null);
  if (clauses.length === 0) return null;
  const worded = rewritten ? clauses.map(clause => reworded(clause, rewritten)) : clauses;
  return {
    key: 'summary',
    kind: 'summary',
    clauses: worded,
    final: isFinal,
    evidence: clauses.flatMap(clause => clause.evidence).slice(0, 12),
    loudness: 'quiet',
    ...(rewritten && worded.some((clause, at) => clause !== clauses[at]) ? { generated: rewritten.model } : {}),
  };
}

/** How the conversation stands besides what was told in it. */
interface Ending {
  readonly isFinal: boolean;
  readonly handedOver: HandedOver | null;
  readonly rewritten: Rewritten | null;
}

/** Whom outside the call went to, and the words it went with. */
export interface HandedOver {
  readonly to: string;
  readonly evidence: Evidence;
}

/** Clauses as a language model worded them. */
export interface Rewritten {
  readonly clauses: readonly { readonly part: Clause['part']; readonly was: string; readonly text: string }[];
  readonly model: string;
}

/** Another wording stands only for the very clause it was made of, and keeps its evidence: what was said later makes it fall. */
function reworded(clause: Clause, { clauses }: Rewritten): Clause {
  const other = clauses.find(({ part, was }) => part === clause.part && was === clause.text);
  return other ? { ...clause, text: other.text } : clause;
}

/** Steps every call has. */
const everyCall = /\/(?:greet|close|thanks|listen|soothe)$/;

function reason(story: StoryMemory, known: KnownOf, { content }: Moment, write: Wording): Clause | null {
  const told = story.topics.flatMap(({ name, evidence }) => {
    const process = content.processes.get(name);
    if (!process) return [];
    const { text, evidence: values } = fillNote(process.note ?? write.about(process.title), known(name));
    return [{ text, evidence: [evidence, ...values] }];
  });
  if (told.length > 0)
    return { part: 'reason', text: write.reason(told.map(({ text }) => text)), evidence: told.flatMap(one => one.evidence) };
  return story.need ? { part: 'reason', text: write.asked(story.need.name), evidence: [story.need.evidence] } : null;
}

function done(story: StoryMemory, known: KnownOf, { content }: Moment, write: Wording): Clause | null {
  const told = story.steps.flatMap(({ name, evidence }) => {
    const note = everyCall.test(name) ? undefined : noteOf(content, name, write);
    if (!note) return [];
    const { text, evidence: values } = fillNote(note, known(name.slice(0, name.indexOf('/'))));
    return [{ text, evidence: [evidence, ...values] }];
  });
  if (told.length === 0) return null;
  return { part: 'process', text: write.done([...new Set(told.map(({ text }) => text))]), evidence: told.flatMap(one => one.evidence) };
}

function noteOf(content: Content, step: string, write: Wording): string | undefined {
  const known = notes.get(content) ?? new Map<string, string>();
  notes.set(content, known);
  const kept = known.get(step);
  if (kept !== undefined) return kept;
  const [process, key] = step.split('/');
  const node = content.processes.get(process ?? '')?.nodes.find(one => one.key === key);
  const note = node && (node.note ?? write.step(node.title));
  if (note !== undefined) known.set(step, note);
  return note;
}

const notes = new WeakMap<Content, Map<string, string>>(); // of steps, as they are first done

/** How each business of the call ended; what ended in one that was only touched on stands where nothing else does. */
function result(
  story: StoryMemory,
  { isFinal, handedOver }: Pick<Ending, 'isFinal' | 'handedOver'>,
  known: KnownOf,
  { content }: Moment,
  write: Wording,
): Clause | null {
  const own = story.results.filter(({ process }) => story.topics.some(({ name }) => name === process));
  const told = (own.length > 0 ? own : story.results.slice(-1)).map(({ process, name, evidence }) => {
    const note = content.processes.get(process)?.results.find(({ title }) => title === name)?.note ?? name;
    const { text, evidence: values } = fillNote(note, known(process));
    return { text, evidence: [evidence, ...values] };
  });
  const evidence = told.flatMap(one => one.evidence);
  const texts = told.map(({ text }) => text);
  if (handedOver) return { part: 'result', text: write.handedOver(handedOver.to, texts), evidence: [...evidence, handedOver.evidence] };
  if (told.length > 0) return { part: 'result', text: write.result(texts), evidence };
  const last = story.steps.at(-1) ?? story.topics.at(-1);
  return isFinal && last ? { part: 'result', text: write.open, evidence: [last.evidence] } : null;
}

/** What may be told of a slot in the words of a process. */
type KnownOf = (process: string) => (slot: string) => Known | null;

/** A business is known by what is said a little later than that it is meant: so many positions. */
const before = 3;

/** What is surely known, was heard and may be told; its latest words show it. Of what several businesses ask for, each tells what was said in its time. */
function knownIn({ topics }: StoryMemory, slots: Filled, content: Content): KnownOf {
  const asks = (process: string, key: string) => content.processes.get(process)?.slots.includes(key) ?? false;
  return process => key => {
    const state = stateOf(slots, key);
    const slot = state && state.status !== 'unsure' ? content.slots.get(key) : undefined;
    const text = state && slot ? toldValue(slot, state.value) : null;
    if (!state || text === null || text === '') return null;
    const evidence = state.evidence.slice(-1);
    const said = evidence[0]?.position;
    if (said === undefined) return null; // typed, and heard from nobody
    const asking = topics.filter(({ name, evidence: began }, at) => asks(name, key) && (at === 0 || began.position <= said + before));
    const isTold = asking.length > 0 ? asking.at(-1)?.name === process : !topics.some(({ name }) => asks(name, key));
    return isTold ? { text, evidence } : null;
  };
}

interface Wording {
  readonly about: (title: string) => string;
  readonly reason: (told: readonly string[]) => string;
  readonly asked: (words: string) => string;
  readonly step: (title: string) => string;
  readonly done: (told: readonly string[]) => string;
  readonly result: (told: readonly string[]) => string;
  readonly handedOver: (to: string, told: readonly string[]) => string;
  readonly open: string;
}

const chinese: Wording = {
  about: title => `客户来电:${title}`,
  reason: told => `${told.map((one, at) => (at === 0 ? one : one.replace(/^客户/u, '又'))).join(';')}。`,
  asked: words => `客户来电:「${words}」。`,
  step: title => title,
  done: told => `坐席${told.join('、')}。`,
  result: told => `${told.join(';')}。`,
  handedOver: (to, told) => `${told.map(one => `${one},`).join('')}已转出${to ? `至${to}` : ''}。`,
  open: '通话中未听到办理结果。',
};

const english: Wording = {
  about: title => `The customer called about: ${title}`,
  reason: told => `${told.map((one, at) => (at === 0 ? one : one.replace(/^The customer/u, 'then'))).join('; ')}.`,
  asked: words => `The customer said: “${words}”.`,
  step: title => `completed “${title}”`,
  done: told => `The agent ${listed(told)}.`,
  result: told => `${told.join('; ')}.`,
  handedOver: (to, told) => `${capital([...told, `handed over${to ? ` to ${to}` : ''}`].join('; '))}.`,
  open: 'No outcome was heard on the call.',
};

function listed(told: readonly string[]): string {
  const last = told.at(-1) ?? '';
  return told.length < 2 ? last : `${told.slice(0, -1).join(', ')} and ${last}`;
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
