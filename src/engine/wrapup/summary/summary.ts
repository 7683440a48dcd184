import type { Advice } from '#domain/advice.ts';
import type { Evidence } from '#domain/evidence.ts';
import type { Slot } from '#domain/slot.ts';
import type { Content } from '#engine/content.ts';
import type { Moment } from '#engine/moment.ts';
import { type Filled, type SlotState, stateOf } from '#engine/wrapup/slots/slot-state.ts';
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
  const clauses = [reason(story, slots, moment, write), done(story, moment, write), result(story, isFinal, handedOver, write)].filter(
    clause => clause !== null,
  );
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

const mostDetails = 5;
/** Steps every call has, and values no summary may hold. */
const everyCall = /\/(?:greet|close|thanks|listen|soothe)$/;
const secret: readonly Slot['type'][] = ['phone', 'card', 'id', 'email', 'person'];

function reason(story: StoryMemory, slots: Filled, moment: Moment, write: Wording): Clause | null {
  const titles = titlesOf(story.topics, name => moment.content.processes.get(name)?.title);
  const details = detailsOf(story, slots, moment.content);
  if (titles.length === 0) {
    if (!story.need) return null;
    return { part: 'reason', text: write.asked(story.need.name), evidence: [story.need.evidence] };
  }
  const evidence = story.topics.map(topic => topic.evidence);
  for (const { state } of details) evidence.push(...state.evidence.slice(-1));
  return {
    part: 'reason',
    text: write.reason(
      titles,
      details.map(({ slot, state }) => write.detail(slot.label, state.value)),
    ),
    evidence,
  };
}

function detailsOf(story: StoryMemory, slots: Filled, content: Content): readonly { slot: Slot; state: SlotState }[] {
  const last = story.topics.at(-1);
  const wanted = last ? (content.processes.get(last.name)?.slots ?? []) : [];
  const details: { slot: Slot; state: SlotState }[] = [];
  for (const key of wanted) {
    const state = stateOf(slots, key);
    const slot = state && state.status !== 'unsure' ? content.slots.get(key) : undefined;
    if (state && slot && !secret.includes(slot.type) && details.length < mostDetails) details.push({ slot, state });
  }
  return details;
}

function titlesOf(told: StoryMemory['topics'], titleOf: (name: string) => string | undefined): string[] {
  const titles: string[] = [];
  for (const { name } of told) {
    const title = titleOf(name);
    if (title !== undefined) titles.push(title);
  }
  return titles;
}

function done(story: StoryMemory, moment: Moment, write: Wording): Clause | null {
  const steps = story.steps.filter(({ name }) => !everyCall.test(name));
  const titles = titlesOf(steps, name => titleOf(moment.content, name));
  if (titles.length === 0) return null;
  return { part: 'process', text: write.done([...new Set(titles)]), evidence: steps.map(step => step.evidence) };
}

function titleOf(content: Content, step: string): string | undefined {
  const known = titles.get(content) ?? new Map<string, string>();
  titles.set(content, known);
  const kept = known.get(step);
  if (kept !== undefined) return kept;
  const [process, node] = step.split('/');
  const title = content.processes.get(process ?? '')?.nodes.find(({ key }) => key === node)?.title;
  if (title !== undefined) known.set(step, title);
  return title;
}

const titles = new WeakMap<Content, Map<string, string>>(); // of steps, as they are first done

function result(story: StoryMemory, isFinal: boolean, handedOver: HandedOver | null, write: Wording): Clause | null {
  if (handedOver) {
    const told = story.result ? [story.result] : [];
    return {
      part: 'result',
      text: write.handedOver(handedOver.to, told[0]?.name),
      evidence: [...told.map(({ evidence }) => evidence), handedOver.evidence],
    };
  }
  if (story.result) return { part: 'result', text: write.result(story.result.name), evidence: [story.result.evidence] };
  const last = story.steps.at(-1) ?? story.topics.at(-1);
  return isFinal && last ? { part: 'result', text: write.open, evidence: [last.evidence] } : null;
}

interface Wording {
  readonly reason: (titles: readonly string[], details: readonly string[]) => string;
  readonly detail: (label: string, value: string) => string;
  readonly asked: (words: string) => string;
  readonly done: (titles: readonly string[]) => string;
  readonly result: (title: string) => string;
  readonly handedOver: (to: string, result: string | undefined) => string;
  readonly open: string;
}

const chinese: Wording = {
  reason: (titles, details) => `客户来电:${titles.join(',后转为')}${details.length > 0 ? `(${details.join(',')})` : ''}。`,
  detail: (label, value) => `${label}${value}`,
  asked: words => `客户来电:「${words}」。`,
  done: titles => `已完成${titles.join('、')}。`,
  result: title => `${title}。`,
  handedOver: (to, result) => `${result ? `${result},` : ''}已转出${to ? `至${to}` : ''}。`,
  open: '通话中未听到办理结果。',
};

const english: Wording = {
  reason: (titles, details) =>
    `The customer called about: ${titles.join(', then ')}${details.length > 0 ? ` (${details.join('; ')})` : ''}.`,
  detail: (label, value) => `${label}: ${value}`,
  asked: words => `The customer said: “${words}”.`,
  done: titles => `${titles.join('; ')}.`,
  result: title => `${title}.`,
  handedOver: (to, result) => `${result ? `${result}; ` : ''}${result ? 'handed' : 'Handed'} over${to ? ` to ${to}` : ''}.`,
  open: 'No outcome was heard on the call.',
};
