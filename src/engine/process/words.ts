import type { Evidence } from '#domain/evidence.ts';
import type { Cues } from '#engine/cues.ts';
import { isWritten } from '#engine/letters.ts';
import type { Moment } from '#engine/moment.ts';
import type { Plan } from '#engine/process/plan.ts';
import { bookOf, type ProcessBook } from '#engine/process/process-book.ts';
import type { Words } from '#engine/process/track.ts';

/** The part of an utterance that processes care about; null when the event is not speech of a person. */
export function wordsOf(moment: Moment, agentTurn: number): Words | null {
  const { what } = moment.event;
  if (what.kind !== 'heard' || !moment.heard || what.utterance.speaker === 'bot') return null;

  const { known, doneBy } = bookOf(moment.content);
  const { utterance } = what;
  const hits: Hit[] = [];
  const ends = sentenceEnds(utterance.text);
  for (const { cue, concept, span, confidence } of moment.heard.hits) {
    if (hits.length >= mostHits || !known.has(cue)) continue;
    hits.push({ cue, concept, span, confidence, sentences: [endsBefore(ends, span[0]), endsBefore(ends, span[1] - 1)] });
  }
  const words: Words = {
    turn: moment.turn,
    position: utterance.position,
    revision: utterance.revision,
    speaker: utterance.speaker === 'customer' ? 'customer' : 'agent',
    atMs: utterance.endMs,
    length: utterance.text.length,
    isAnswer: saysSomething(moment.heard.normal),
    agentTurn,
    hits,
  };
  const unlike = doubted(hits, moment.heard.unlike ?? nothing, doneBy);
  return unlike.length > 0 ? { ...words, unlike } : words;
}

const mostHits = 240;

/** The steps of which nothing but patterns speaks, and what was learned against them. */
function doubted(hits: readonly Hit[], unlike: Cues, doneBy: ProcessBook['doneBy']): readonly string[] {
  if (unlike.length === 0) return nothing;
  const names: string[] = [];
  for (const { cue } of hits)
    for (const step of doneBy.at(cue) ?? nothing) if (unlike.includes(step.cue) && !names.includes(step.name)) names.push(step.name);
  return names;
}

const nothing: readonly never[] = [];

function sentenceEnds(text: string): readonly number[] {
  const ends: number[] = [];
  for (let at = 0; at < text.length; at++) if (sentenceEnd.has(text.charCodeAt(at))) ends.push(at);
  return ends;
}

const sentenceEnd: ReadonlySet<number> = new Set(Array.from('。！？!?；;\n', end => end.charCodeAt(0)));

function endsBefore(ends: readonly number[], place: number): number {
  let count = 0;
  while (count < ends.length && (ends[count] as number) < place) count++;
  return count;
}

function saysSomething(text: string): boolean {
  let written = 0;
  for (let at = 0; at < text.length && written < 2; at++) if (isWritten(text.charCodeAt(at))) written++;
  return written === 2;
}

/** Words as one process hears them. */
export interface Told extends Words {
  /** Places of the nodes that have anything to do with them: true where one has. */
  readonly touched: readonly boolean[];
}

/** The part of words that a process cares about. */
export function toldTo(plan: Plan, words: Words): Told {
  let touched: boolean[] | null = null;
  const hits: Hit[] = [];
  for (const hit of words.hits) {
    const places = plan.byCue.get(hit.cue);
    if (!places) continue;
    hits.push(hit);
    touched ??= plan.untouched.slice();
    for (const place of places) touched[place] = true;
  }
  return { ...words, hits, touched: touched ?? untouched };
}

/** Words without what only resembles examples of a process: said while another one was active, more is alike than is meant. */
export function inSoManyWords({ steps }: Plan, words: Words): Words {
  const hits = words.hits.filter(({ concept }) => !steps.some(({ likeness }) => likeness === concept));
  return hits.length === words.hits.length ? words : { ...words, hits };
}

const untouched: readonly boolean[] = [];

/** The first hit of any of the cues, as evidence. */
export function said(words: Words, cues: Cues): Evidence | null {
  for (const cue of cues) for (const hit of words.hits) if (hit.cue === cue) return evidenceOf(words, hit);
  return null;
}

/** Every cue that was heard, with where: not what stands in one sentence with an exemption. */
export function allSaid(words: Words, cues: Cues, unless: Cues = none): readonly { readonly cue: string; readonly evidence: Evidence }[] {
  const found: { cue: string; evidence: Evidence }[] = [];
  const exempt = unless.length === 0 ? [] : words.hits.filter(({ cue }) => unless.includes(cue));
  for (const cue of cues) {
    const hit = words.hits.find(each => each.cue === cue && !exempt.some(other => inOneSentence(each, other)));
    if (hit) found.push({ cue: hit.concept, evidence: evidenceOf(words, hit) });
  }
  return found;
}

const none: Cues = [];

function inOneSentence({ sentences: [from, to] }: Hit, { sentences: [first, last] }: Hit): boolean {
  return first <= to && from <= last;
}

/** All of an utterance, as evidence. */
export function allOf({ position, revision, length }: Words): Evidence {
  return { position, revision, span: [0, length] };
}

type Hit = Words['hits'][number];

/** A hit as evidence. */
export function evidenceOf({ position, revision }: Words, hit: Hit): Evidence {
  return { position, revision, span: [hit.span[0], hit.span[1]], concept: hit.concept };
}
