import type { Advice } from '#domain/advice.ts';
import type { Evidence } from '#domain/evidence.ts';
import type { Content } from '#engine/content.ts';
import type { Moment } from '#engine/moment.ts';
import { slotsListed } from '#engine/wrapup/slots/slot-index.ts';
import { type Filled, stateOf } from '#engine/wrapup/slots/slot-state.ts';
import { fillNote, formOfNote, type Known, type Note, type NoteForm, toldValue } from '#engine/wrapup/summary/note-wording.ts';
import type { StoryMemory, Told } from '#engine/wrapup/summary/story.ts';

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

function reason(story: StoryMemory, known: KnownOf, { content }: Moment, write: Wording): Clause | null {
  const told = story.topics.flatMap(({ name, evidence }) => {
    const form = notesOf(content, name, write)?.about;
    return form ? [tellOf(form, known(name), evidence)] : [];
  });
  if (told.length > 0)
    return { part: 'reason', text: write.reason(told.map(({ text }) => text)), evidence: told.flatMap(one => one.evidence) };
  return story.need ? { part: 'reason', text: write.asked(story.need.name), evidence: [story.need.evidence] } : null;
}

function done(story: StoryMemory, known: KnownOf, { content }: Moment, write: Wording): Clause | null {
  const told = story.steps.flatMap(({ name, evidence }) => {
    const process = name.slice(0, name.indexOf('/'));
    const form = notesOf(content, process, write)?.steps.get(name);
    return form ? [tellOf(form, known(process), evidence)] : [];
  });
  if (told.length === 0) return null;
  return { part: 'process', text: write.done([...new Set(told.map(({ text }) => text))]), evidence: told.flatMap(one => one.evidence) };
}

/** What happened in the words of its note, and what it rests on. */
function tellOf(form: NoteForm, known: (slot: string) => Known | null, evidence: Evidence): Note {
  const { text, evidence: values } = fillNote(form, known);
  return { text, evidence: [evidence, ...values] };
}

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
    return tellOf(notesOf(content, process, write)?.results.get(name) ?? formOfNote(name), known(process), evidence);
  });
  const evidence = told.flatMap(one => one.evidence);
  const texts = told.map(({ text }) => text);
  if (handedOver) return { part: 'result', text: write.handedOver(handedOver.to, texts), evidence: [...evidence, handedOver.evidence] };
  if (told.length > 0) return { part: 'result', text: write.result(texts), evidence };
  const last = story.steps.at(-1) ?? story.topics.at(-1);
  return isFinal && last ? { part: 'result', text: write.open, evidence: [last.evidence] } : null;
}

/** How what happens in a process is told, taken apart once a release. */
interface Notes {
  readonly about: NoteForm;
  readonly steps: ReadonlyMap<string, NoteForm>; // by process/node; without those that are not told
  readonly results: ReadonlyMap<string, NoteForm>; // by title; of two alike the first
}

function notesOf(content: Content, process: string, write: Wording): Notes | undefined {
  const known = notes.get(content) ?? new Map<string, Notes>();
  notes.set(content, known);
  const kept = known.get(process);
  const read = content.processes.get(process);
  if (kept || !read) return kept;

  const made: Notes = {
    about: formOfNote(read.note ?? write.about(read.title)),
    steps: new Map(
      read.nodes
        .filter(({ key, note }) => note !== '' && !everyCall.includes(key))
        .map(({ key, note, title }) => [`${process}/${key}`, formOfNote(note ?? write.step(title))]),
    ),
    results: new Map(read.results.toReversed().map(({ title, note }) => [title, formOfNote(note ?? title)])),
  };
  known.set(process, made);
  return made;
}

const notes = new WeakMap<Content, Map<string, Notes>>();

/** Steps every call has. */
const everyCall: readonly string[] = ['greet', 'close', 'thanks', 'listen', 'soothe'];

/** What may be told of a slot in the words of a process. */
type KnownOf = (process: string) => (slot: string) => Known | null;

/** A business is known by what is said a little later than that it is meant: so many positions. */
const before = 3;

/** What is surely known, was heard and may be told; its latest words show it. */
function knownIn({ topics }: StoryMemory, slots: Filled, content: Content): KnownOf {
  return process => key => {
    const state = stateOf(slots, key);
    const evidence = state?.evidence.at(-1);
    if (!state || !evidence || state.status === 'unsure') return null; // typed, it was heard from nobody
    if (!isToldBy(process, key, evidence.position, topics, content)) return null;
    const slot = content.slots.get(key);
    const text = slot ? toldValue(slot, state.value) : null;
    return text === null || text === '' ? null : { text, evidence: [evidence] };
  };
}

/** Of what several businesses ask for, each tells what was said in its time; what none asks for is told by all. */
function isToldBy(process: string, slot: string, said: number, topics: StoryMemory['topics'], content: Content): boolean {
  let teller: string | null = null;
  let isAsked = false;
  for (let at = 0; at < topics.length; at++) {
    const { name, evidence: began } = topics[at] as Told;
    if (!slotsListed(content, name).has(slot)) continue;
    isAsked = true;
    if (at === 0 || began.position <= said + before) teller = name;
  }
  return teller === null ? !isAsked : teller === process;
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
