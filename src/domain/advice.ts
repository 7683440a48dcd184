import { z } from 'zod';
import { ContentRef, Evidence } from '#domain/evidence.ts';
import { Loudness, Severity } from '#domain/loudness.ts';
import { SlotForm } from '#domain/slot-form.ts';
import { SummaryPart } from '#domain/summary-part.ts';
import { TimeLeft } from '#domain/time-left.ts';
import { Where } from '#domain/where.ts';

const ms = z.number().int().nonnegative();
const confidence = z.number().min(0).max(1); // rounded to 3 decimals

/** A stretch of a script: words to read, or a blank that a slot fills. An unfilled blank is never copied. */
export const ScriptPart = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('words'), text: z.string() }),
  z.object({ kind: z.literal('blank'), slot: z.string(), label: z.string(), value: z.string().optional() }),
]);
export type ScriptPart = z.infer<typeof ScriptPart>;

/** A phrase that has to be said, and whether it has been. */
export const Chip = z.object({ label: z.string(), said: z.boolean(), evidence: Evidence.optional() });
export type Chip = z.infer<typeof Chip>;

/** Where a process node stands. unknown: a leg was deaf or the call joined late. */
export const StepState = z.enum(['pending', 'in-progress', 'done', 'out-of-order', 'skipped', 'not-applicable', 'unknown']);
export type StepState = z.infer<typeof StepState>;

/** A category with the names on its way down. */
export const FiledLeaf = z.object({ code: z.string(), path: z.array(z.string()) });
export type FiledLeaf = z.infer<typeof FiledLeaf>;

const RankedLeaf = FiledLeaf.extend({ confidence, because: z.string() });

const common = {
  key: z.string(), // names this advice in its conversation: the same key again is an update
  evidence: z.array(Evidence),
  from: ContentRef.optional(),
  loudness: Loudness, // set by attention; aides propose
  into: z.string().optional(), // shown inside the advice with that key, not by itself
  shadow: z.boolean().optional(), // counted, shown to nobody
  struck: z.boolean().optional(), // its content was recalled: stays, crossed out
};

/** What the engine says. The board of a conversation is its advice by key. */
export const Advice = z.discriminatedUnion('kind', [
  z.object({
    ...common,
    kind: z.literal('card'),
    card: z.enum(['script', 'article']), // script: the process' next sentence; article: an answer from knowledge
    title: z.string(),
    tag: z.string().optional(), // the process' short name
    script: z.array(ScriptPart),
    mustSay: z.array(Chip),
    nodes: z.array(z.string()), // P01/tellUnloss …: what saying it satisfies
    question: z.string().optional(), // 「客户在问: …」
    verbatim: z.boolean().optional(), // to be read as it stands
    where: Where.optional(), // where it is done in the bank's systems
    rank: z.number(), // larger is nearer the top
  }),
  z.object({
    ...common,
    kind: z.literal('topic'),
    process: z.string(),
    title: z.string(),
    state: z.enum(['active', 'suspended', 'finished']),
    by: z.enum(['heard', 'picked']),
    confidence,
  }),
  z.object({
    ...common,
    kind: z.literal('step'),
    process: z.string(),
    node: z.string(),
    seq: z.number().int(), // place in the process, from 1
    title: z.string(),
    required: z.boolean(),
    state: StepState,
    current: z.boolean(), // the one to do now
    note: z.string().optional(), // 前两步说完后, 客户说没有异常交易 …
    atMs: ms.optional(), // when it got there
    verbatim: z.boolean().optional(), // its script is to be read as it stands
    where: Where.optional(), // of the current one only: where it is done in the bank's systems
    establishes: z.string().optional(), // 'verified': done means the customer is who they say
  }),
  z.object({
    ...common,
    kind: z.literal('prompt'), // 事前: to be said before a moment, or a cue to watch
    title: z.string(), // 确认前必说
    sentence: z.string(), // the whole obligation as one sentence
    deadline: z.string().optional(), // 办理挂失之前
    chips: z.array(Chip),
    severity: Severity,
    doNow: z.string().optional(),
  }),
  z.object({
    ...common,
    kind: z.literal('warning'), // 事中: owed since its premise was heard, and still time
    title: z.string(), // 还来得及:风险提示
    severity: Severity,
    doNow: z.string(),
    left: TimeLeft.optional(), // of the window; absent once said
    said: z.boolean().optional(), // in time: stays a moment, green
  }),
  z.object({
    ...common,
    kind: z.literal('violation'),
    title: z.string(),
    severity: Severity,
    why: z.string(), // the rule in words
    quote: z.string().optional(),
    skipped: z.object({ steps: z.array(z.string()), done: z.string().optional() }).optional(), // 先…再…: what was left out, and the step done instead; none: words
    doNow: z.string(), // the recovery sentence
    recovered: z.boolean(),
    times: z.number().int().positive(), // repeats inside the cooldown count here
    settled: z.enum(['fired', 'acknowledged', 'contested']),
  }),
  z.object({
    ...common,
    kind: z.literal('slot'),
    slot: z.string(),
    label: z.string(),
    value: z.string().optional(), // for secret types the mark, never the value
    suggested: z.string().optional(), // what was heard, where the agent put something else or nothing
    on: z.string().optional(), // a date or time: what the words mean on the day of the call, ISO 8601 (2026-11-21T15:00)
    status: z.enum(['empty', 'unsure', 'filled', 'edited']),
    required: z.boolean(),
    confidence,
    source: z.literal('profile').optional(), // no turn: it came with the call
    form: SlotForm.optional(), // what may be typed for it; absent in logs older than this
  }),
  z.object({
    ...common,
    kind: z.literal('category'),
    ranking: z.array(RankedLeaf),
    chosen: z.string().optional(), // the agent's choice, or ours above the threshold
    by: z.enum(['nobody', 'engine', 'agent']),
    most: z.number().int().min(2).optional(), // under so many categories the call may be filed; absent: one
    further: z.array(FiledLeaf).optional(), // beside the main one, by the agent
    offered: z.array(RankedLeaf.extend({ process: z.string(), evidence: z.array(Evidence) })).optional(), // for another business of the call
  }),
  z.object({
    ...common,
    kind: z.literal('summary'),
    clauses: z.array(z.object({ part: SummaryPart, text: z.string(), evidence: z.array(Evidence) })),
    final: z.boolean(),
    generated: z.string().optional(), // the language model that worded at least one clause
  }),
  z.object({
    ...common,
    kind: z.literal('handoff'),
    action: z.enum(['hand-over', 'call-specialist']),
    reason: z.string(), // one of the closed reasons of content
    urgency: z.enum(['normal', 'high', 'critical']),
    summary: z.string(),
    slots: z.record(z.string(), z.string()),
    routeTo: z.string(),
  }),
  z.object({ ...common, kind: z.literal('offer'), title: z.string(), script: z.array(ScriptPart) }),
  z.object({
    ...common,
    kind: z.literal('metric'),
    name: z.enum(['answer', 'silence', 'talk-over', 'speech-rate', 'hold', 'unanswered']),
    value: z.number(), // ms; speech-rate: characters a minute; unanswered: questions so far that no card answered
    startMs: ms,
    endMs: ms.optional(), // absent while it runs
    level: z.enum(['calm', 'amber', 'red']),
    fillerMs: ms.optional(), // answer: when a filler (请稍等) stopped the silence but not the answer
  }),
]);
export type Advice = z.infer<typeof Advice>;

/** How the board changed: a key appeared, got another value, or left. */
export const AdviceChange = z.discriminatedUnion('op', [
  z.object({ op: z.literal('raised'), advice: Advice }),
  z.object({ op: z.literal('updated'), advice: Advice }),
  z.object({ op: z.literal('withdrawn'), key: z.string(), kind: z.string() }),
]);
export type AdviceChange = z.infer<typeof AdviceChange>;
