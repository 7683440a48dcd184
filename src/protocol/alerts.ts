import { z } from 'zod';
import { AdviceChange } from '#domain/advice.ts';
import { AlertDeed, AlertStatus } from '#domain/alert.ts';
import { LogEvent } from '#domain/event.ts';
import { ConversationId, Position } from '#domain/ids.ts';
import { Severity } from '#domain/loudness.ts';
import { Speaker } from '#domain/speaker.ts';
import { Named } from '#protocol/content.ts';
import { Stamps } from '#protocol/down.ts';

/** One claim that a rule was broken, as the list shows it. */
export const Alert = z.object({
  id: z.number().int(),
  conversation: ConversationId,
  advice: z.string(), // its key among the conversation's advice
  rule: z.object({ key: z.string(), version: z.number().int().optional(), title: z.string() }),
  severity: Severity,
  agent: Named.optional(), // absent: nobody was assigned
  unit: z.string().optional(),
  position: Position, // of the row that raised it
  atMs: z.number().int(), // conversation clock
  firedAt: z.string(),
  status: AlertStatus,
  times: z.number().int().positive(),
  recovered: z.boolean(),
  shadow: z.boolean(), // the agent never saw it: the rule runs in shadow, or the conversation is silent
  contest: z.string().optional(), // the agent's reason
  decidedBy: Named.optional(),
});
export type Alert = z.infer<typeof Alert>;

/** GET /v1/alerts?state=unsettled|settled&severity=&rule=&after=&limit=: serious first, then the oldest. */
export const AlertList = z.object({
  alerts: z.array(Alert),
  unsettled: z.number().int(),
  serious: z.number().int(),
  next: z.string().optional(),
});
export type AlertList = z.infer<typeof AlertList>;

/** Something somebody did about an alert. */
export const AlertStep = z.object({ by: Named, what: AlertDeed, reason: z.string().optional(), at: z.string() });
export type AlertStep = z.infer<typeof AlertStep>;

/** GET /v1/alerts/:id: the alert, its rule as it stood, what was done about it, and the conversation up to a little after it. */
export const AlertDetail = z.object({
  alert: Alert,
  rule: z.unknown().optional(), // the rule's content at that version; absent when it cannot be read any more
  steps: z.array(AlertStep),
  /** The log from its beginning: folding the advice up to `alert.position` gives what the desk showed at that second. */
  rows: z.array(z.object({ event: LogEvent, advice: z.array(AdviceChange), stamps: Stamps.optional() })),
  mayDecide: z.boolean(), // false for one's own
});
export type AlertDetail = z.infer<typeof AlertDetail>;

/** POST /v1/alerts/:id/settle */
export const SettleAlert = z.strictObject({ outcome: z.enum(['confirmed', 'dismissed']), reason: z.string().trim().max(300).optional() });
export type SettleAlert = z.infer<typeof SettleAlert>;

/** POST /v1/alerts/:id/suggest: words beside which the rule should keep quiet, for the editors. The alert becomes their test. */
export const SuggestExemption = z.strictObject({ unless: z.string().trim().min(1).max(200), note: z.string().trim().max(300).optional() });
export type SuggestExemption = z.infer<typeof SuggestExemption>;

/** An exemption somebody suggests, with the alert that is its test. */
export const Suggestion = z.object({
  id: z.number().int(),
  rule: z.string(),
  title: z.string(), // of the rule, as the claim had it
  unless: z.string(), // the words the inspector handed over; what else was said stays with the call
  note: z.string().optional(),
  alert: z.number().int(),
  conversation: ConversationId,
  by: Named,
  at: z.string(),
  state: z.enum(['open', 'taken', 'declined']),
  draft: z.number().int().optional(), // taken up in it
  reason: z.string().optional(), // declined because
  settledBy: Named.optional(),
});
export type Suggestion = z.infer<typeof Suggestion>;

/** GET /v1/alerts/suggestions/:id/words: the turns that end with the claim. */
export const SuggestionWords = z.object({
  conversation: ConversationId,
  lines: z.array(z.object({ speaker: Speaker, text: z.string(), startMs: z.number().int() })),
});
export type SuggestionWords = z.infer<typeof SuggestionWords>;

/** POST /v1/alerts/suggestions/:id/take */
export const SuggestionTaken = z.object({ draft: z.number().int() });

/** POST /v1/alerts/suggestions/:id/decline */
export const DeclineSuggestion = z.strictObject({ reason: z.string().trim().min(1).max(200) });

/** GET /v1/alerts/suggestions */
export const SuggestionList = z.object({ suggestions: z.array(Suggestion) });
export type SuggestionList = z.infer<typeof SuggestionList>;

/** GET /v1/alerts/rules?days=: how often a rule was right, of what has been decided. */
export const RulePrecision = z.object({
  rule: z.string(),
  title: z.string(),
  fired: z.number().int(),
  confirmed: z.number().int(),
  dismissed: z.number().int(),
  contested: z.number().int(),
  recovered: z.number().int(), // put right by the agent's own words; counted apart from what stands
  unsettled: z.number().int(),
  precision: z.number().nullable(), // null: nothing decided yet
});
export type RulePrecision = z.infer<typeof RulePrecision>;
export const RulePrecisionList = z.object({
  rules: z.array(RulePrecision),
  /** Rules of the live release that cannot be judged yet, and what each waits for. */
  notEvaluable: z.array(z.object({ rule: z.string(), title: z.string(), needs: z.string() })),
});
export type RulePrecisionList = z.infer<typeof RulePrecisionList>;

/** GET /v1/conversations/:id/alerts: every claim of a conversation. `answerUntil` is there where the asker may still answer. */
export const ClaimsOfConversation = z.object({
  claims: z.array(z.object({ alert: Alert, steps: z.array(AlertStep), answerUntil: z.string().optional() })),
});
export type ClaimsOfConversation = z.infer<typeof ClaimsOfConversation>;

/** GET /v1/alerts/mine: one's own conversations of the last month that have claims. */
export const OwnClaims = z.object({
  conversations: z.array(
    z.object({
      conversation: ConversationId,
      claims: z.number().int(),
      waiting: z.number().int(), // not decided yet
      contested: z.number().int(),
    }),
  ),
});
export type OwnClaims = z.infer<typeof OwnClaims>;

/** POST /v1/alerts/:id/answer: the agent, after the call. */
export const AnswerAlert = z.strictObject({
  answer: z.enum(['acknowledged', 'contested']),
  reason: z.string().trim().min(1).max(200).optional(), // needed to contest
});
export type AnswerAlert = z.infer<typeof AnswerAlert>;
