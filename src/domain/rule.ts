import { z } from 'zod';
import { MustSay } from '#domain/article.ts';
import { Cue } from '#domain/concept.ts';
import { EnglishName } from '#domain/english-name.ts';
import { ContentKey } from '#domain/ids.ts';
import { Loudness, Severity } from '#domain/loudness.ts';
import { Lang } from '#domain/speaker.ts';

const speaker = z.enum(['customer', 'agent', 'any']);

/** Words of one side: any cue, none of the exemptions. */
export const Said = z.object({
  by: speaker,
  says: z.array(Cue).default([]),
  atLeast: z.number().int().positive().default(1), // distinct cues needed in one utterance
  unless: z.array(Cue).default([]), // negation, quotation: in the same clause, or overlapping
  unlessNear: z.array(Cue).default([]), // exempts anywhere in the same utterance
  replyTo: z.array(Cue).default([]), // only as an answer: the other side's last words held one of these
  unlessReplyTo: z.array(Cue).default([]), // never as an answer to these: who has just been warned of something only repeats it
  lastTurns: z.number().int().positive().optional(), // as a condition: only if said within so many turns
  reveals: z.enum(['nothing', 'marks', 'values']).default('nothing'), // only when it holds a mark (phone, card …), or an amount, number or date, that the customer has not said in this conversation
});
export type Said = z.infer<typeof Said>;

/** How long a rule waits for what it needs. The window opens at the trigger (or the conversation's opening). */
export const Window = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('agent-turns'), n: z.number().int().positive() }),
  z.object({ kind: z.literal('turns'), n: z.number().int().positive() }),
  z.object({ kind: z.literal('seconds'), n: z.number().positive() }),
  z.object({ kind: z.literal('before-node'), nodes: z.array(z.string()).min(1) }), // P01/confirmDo, */consent, or verified | consented
  z.object({ kind: z.literal('before-said'), said: Said, nodes: z.array(z.string()).default([]) }), // closes on these words (已经给您办好了), or where one of these nodes is done
  z.object({ kind: z.literal('first-agent-turn') }),
  z.object({ kind: z.literal('last-agent-turns'), n: z.number().int().positive() }), // closes on the agent's goodbye, or the end
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

/** What has to hold before: a node reference, or one of the words verified, consented, must-follow, obligations. */
export const Before = z.string().min(1).max(120);
export type Before = z.infer<typeof Before>;

const common = {
  key: ContentKey,
  title: z.string().max(60),
  titleEn: EnglishName.optional(),
  lang: Lang.default('zh'),
  severity: Severity,
  category: z.string().max(40),
  categoryEn: EnglishName.optional(),
  description: z.string().max(600), // the rule in words
  descriptionEn: z.string().max(1200).optional(),
  when: RuleCondition.prefault({}),
  doNow: z.string().max(200), // the recovery sentence, or what to do
  doNowEn: z.string().max(400).optional(), // only of what to do: a sentence to say stays in the language of the call
  recoveredBy: z.array(Cue).default([]), // said within 3 agent turns: recovered
  cooldownSeconds: z.number().nonnegative().default(60),
  deduct: z.number().nonnegative(),
  veto: z.boolean().default(false),
  basis: z.string().max(200).default(''),
  /** Short talks: 客户:… and 坐席:… lines. The first must fire the rule, the second must not. */
  examples: z.object({ violation: z.string(), ok: z.string() }).partial().default({}),
};

/** A compliance rule in the temporal algebra: forbid, require, order, metric, prompt, fact. */
export const Rule = z.discriminatedUnion('kind', [
  z.object({ ...common, kind: z.literal('forbid'), said: Said }),
  z.object({
    ...common,
    kind: z.literal('require'),
    trigger: Said.optional(), // absent: as soon as the condition holds
    need: z.array(Said).min(1), // any of these
    owed: z.string().max(40).optional(), // what that is, in a few words, for the warning: 风险提示
    owedEn: EnglishName.optional(),
    needEarlier: z.boolean().default(false), // said before the trigger counts too
    window: Window,
  }),
  z.object({
    ...common,
    kind: z.literal('order'),
    said: Said.optional(), // these words, before …
    after: z.array(Before).default([]), // … all of this holds: a violation
    orSaid: z.array(Said).default([]), // said earlier, any of these excuses as well
    steps: z.array(z.object({ node: z.string(), after: z.array(Before).min(1) })).default([]), // a node done before …; *: any node
  }),
  z.object({
    ...common,
    kind: z.literal('metric'),
    metric: z.enum(['answer', 'silence', 'talk-over', 'speech-rate', 'hold', 'duration']),
    above: z.number().optional(), // ms; speech-rate: characters a minute
    below: z.number().optional(),
    always: z.number().optional(), // beyond this nothing excuses it
    minChars: z.number().int().optional(), // shorter utterances do not count
    inARow: z.number().int().positive().default(1), // so many utterances in a row
    average: z.boolean().default(false), // over the whole call, judged at its end
    strict: z.object({ processes: z.array(ContentKey), above: z.number() }).optional(), // another threshold in these processes
    unless: z.array(Said).default([]), // the last words of either side before it excuse it (请稍等)
  }),
  z.object({
    ...common,
    kind: z.literal('prompt'),
    trigger: Said.optional(),
    onProcess: z.array(ContentKey).default([]), // as soon as one of these is the process
    chips: z.array(MustSay).default([]),
    untilSaid: z.array(Cue).default([]), // said by the agent: done
    loud: Loudness.default('line'),
    lastsAgentTurns: z.number().int().positive().default(4),
    pinned: z.boolean().default(false), // stays until said, however many turns pass
  }),
  z.object({
    ...common,
    kind: z.literal('fact'), // values told otherwise than the articles' facts have them
    by: z
      .array(z.enum(['agent', 'bot']))
      .min(1)
      .default(['agent']), // whose words are compared
    aside: z.array(Cue).default([]), // a value these cover is mentioned, not told: 不是5天
    unless: z.array(Cue).default([]), // former times, quotation: as in Said
    unlessNear: z.array(Cue).default([]),
  }),
  z.object({ ...common, kind: z.literal('not-evaluable'), needs: z.string(), needsEn: EnglishName.optional() }), // listed, never fired, says why
]);
export type Rule = z.infer<typeof Rule>;
export type RuleOf<Kind extends Rule['kind']> = Extract<Rule, { kind: Kind }>;

/** Whether going on is no second time: what was done out of order, or left out before something was done, is so once. */
export function isClaimedOnce(rule: Rule): boolean {
  return rule.kind === 'order' || (rule.kind === 'require' && (rule.window.kind === 'before-said' || rule.window.kind === 'before-node'));
}
