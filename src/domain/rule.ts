import { z } from 'zod';
import { Cue } from '#domain/concept.ts';
import { ContentKey } from '#domain/ids.ts';
import { Severity } from '#domain/loudness.ts';
import { Lang } from '#domain/speaker.ts';

const speaker = z.enum(['customer', 'agent', 'any']);

/** Words of one side: any cue, none of the exemptions, in one sentence. */
export const Said = z.object({
  by: speaker,
  says: z.array(Cue).default([]),
  unless: z.array(Cue).default([]),
});
export type Said = z.infer<typeof Said>;

/** How long a rule waits for what it needs. The window opens at the trigger (or the conversation's opening). */
export const Window = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('agent-turns'), n: z.number().int().positive() }),
  z.object({ kind: z.literal('turns'), n: z.number().int().positive() }),
  z.object({ kind: z.literal('seconds'), n: z.number().positive() }),
  z.object({ kind: z.literal('before-node'), node: z.string() }), // P01/confirmDo, or */consented
  z.object({ kind: z.literal('first-agent-turn') }),
  z.object({ kind: z.literal('last-agent-turns'), n: z.number().int().positive() }),
  z.object({ kind: z.literal('before-close') }),
]);
export type Window = z.infer<typeof Window>;

/** What must hold for a rule to look at all. All given conditions hold together. */
export const RuleCondition = z.object({
  processes: z.array(ContentKey).default([]), // active process is one of these; empty: any
  verified: z.boolean().optional(),
  consented: z.boolean().optional(),
  heardBefore: z.array(Said).default([]), // each was said earlier in this conversation
  notHeardBefore: z.array(Said).default([]),
});
export type RuleCondition = z.infer<typeof RuleCondition>;

const common = {
  key: ContentKey,
  title: z.string().max(60),
  lang: Lang.default('zh'),
  severity: Severity,
  category: z.string().max(40),
  description: z.string().max(600), // the rule in words
  when: RuleCondition.prefault({}),
  doNow: z.string().max(200), // the recovery sentence, or what to do
  recoveredBy: z.array(Cue).default([]), // said within 3 agent turns: recovered
  cooldownSeconds: z.number().nonnegative().default(60),
  deduct: z.number().nonnegative(),
  veto: z.boolean().default(false),
  basis: z.string().max(200).default(''),
  examples: z.object({ violation: z.string(), ok: z.string() }).partial().default({}),
};

/** A compliance rule in the temporal algebra: forbid, require, order, metric, prompt. */
export const Rule = z.discriminatedUnion('kind', [
  z.object({ ...common, kind: z.literal('forbid'), said: Said }),
  z.object({ ...common, kind: z.literal('require'), trigger: Said.optional(), need: z.array(Said).min(1), window: Window }),
  z.object({
    ...common,
    kind: z.literal('order'),
    said: Said.optional(),
    node: z.string().optional(),
    after: z.array(z.string()).default([]),
  }),
  z.object({
    ...common,
    kind: z.literal('metric'),
    metric: z.enum(['answer', 'silence', 'talk-over', 'speech-rate', 'hold', 'duration']),
    above: z.number().optional(),
    below: z.number().optional(),
    minChars: z.number().int().optional(),
    unless: z.array(Said).default([]), // announced silence
  }),
  z.object({
    ...common,
    kind: z.literal('prompt'),
    trigger: Said.optional(),
    onProcess: z.array(ContentKey).default([]),
    untilSaid: z.array(Cue).default([]),
  }),
  z.object({ ...common, kind: z.literal('not-evaluable'), needs: z.string() }), // listed, never fired, says why
]);
export type Rule = z.infer<typeof Rule>;
