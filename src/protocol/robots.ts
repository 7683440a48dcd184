import { z } from 'zod';
import { Bot } from '#domain/bot.ts';
import { Named } from '#protocol/content.ts';

const BotName = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'a name in kebab-case');
const reason = z.string().trim().min(1).max(500);
const yaml = z.string().min(1).max(1_000_000);

/** Where a version of a bot stands. Only an approved one becomes live, and only one of a bot is. */
export const BotState = z.enum(['draft', 'submitted', 'approved', 'live', 'refused', 'withdrawn', 'retired']);
export type BotState = z.infer<typeof BotState>;

/** What is wrong with a bot's text, and where. */
export const BotFault = z.object({ line: z.number(), column: z.number(), field: z.string(), why: z.string() });
export type BotFault = z.infer<typeof BotFault>;

/** GET /v1/robots/bots: every bot, by name. */
export const BotList = z.object({
  bots: z.array(
    z.object({
      bot: z.string(),
      title: z.string(),
      titleEn: z.string().optional(),
      purpose: Bot.shape.purpose.optional(), // of a draft that cannot be read yet: unknown
      live: z.number().optional(), // the number of the version
      liveAt: z.string().optional(),
      submitted: z.array(z.number()), // versions that wait for an approver
      drafts: z.number(),
      versions: z.number(),
      triggers: z.array(z.string()),
    }),
  ),
});
export type BotList = z.infer<typeof BotList>;

/** A version without its text. */
export const BotVersionHead = z.object({
  number: z.number(),
  hash: z.string().optional(),
  state: BotState,
  author: Named,
  note: z.string(),
  savedAt: z.string(),
  submittedAt: z.string().optional(),
  approver: Named.optional(), // who approved or refused
  decidedAt: z.string().optional(),
  reason: z.string().optional(),
  liveAt: z.string().optional(),
  liveBy: Named.optional(),
});
export type BotVersionHead = z.infer<typeof BotVersionHead>;

/** GET /v1/robots/bots/:bot: its versions, newest first. */
export const BotWhole = z.object({ bot: z.string(), versions: z.array(BotVersionHead) });
export type BotWhole = z.infer<typeof BotWhole>;

/** GET /v1/robots/bots/:bot/versions/:number */
export const BotVersionWhole = BotVersionHead.extend({
  yaml: z.string(),
  revision: z.number(),
  problems: z.array(BotFault),
  bot: Bot.optional(), // as it is run, when it can be read
});
export type BotVersionWhole = z.infer<typeof BotVersionWhole>;

/** PUT /v1/robots/bots/:bot/draft: the caller's own draft of the bot. `revision` is the one it was opened at; none for a new draft. */
export const SaveBotDraft = z.strictObject({ yaml, revision: z.number().int().positive().optional() });
export type SaveBotDraft = z.infer<typeof SaveBotDraft>;

/** What became of a draft's text: it is kept, whatever is wrong with it. */
export const SavedBotDraft = z.object({
  number: z.number(),
  revision: z.number(),
  hash: z.string().optional(),
  problems: z.array(BotFault),
});
export type SavedBotDraft = z.infer<typeof SavedBotDraft>;

/** POST /v1/robots/bots/check: reads a text and keeps nothing. */
export const CheckBotText = z.strictObject({ yaml });
export const CheckedBot = z.object({ bot: z.string().optional(), hash: z.string().optional(), problems: z.array(BotFault) });
export type CheckedBot = z.infer<typeof CheckedBot>;

/** POST /v1/robots/bots/import: a Chrome DevTools recording becomes the text of a bot with blanks; nothing typed gets into it. */
export const ImportBotRecording = z.strictObject({
  recording: z.string().min(2).max(5_000_000), // the file's JSON text
  target: BotName.optional(),
});
export const ImportedBot = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('imported'),
    yaml: z.string(),
    gaps: z.array(z.object({ step: z.number(), why: z.string() })),
    problems: z.array(BotFault),
  }),
  z.object({ kind: z.literal('refused'), problems: z.array(z.object({ step: z.number(), why: z.string() })) }),
]);
export type ImportedBot = z.infer<typeof ImportedBot>;

/** POST /v1/robots/bots/:bot/versions/:number/submit */
export const SubmitBot = z.strictObject({ note: z.string().trim().max(500).default('') });
/** POST …/decide: approve or refuse a submitted version; its author may only withdraw it. */
export const DecideBot = z.strictObject({
  decision: z.enum(['approved', 'refused', 'withdrawn']),
  reason: z.string().trim().max(500).default(''),
});
export type DecideBot = z.infer<typeof DecideBot>;
/** POST …/live and …/retire: an approved version goes live, or never does again. */
export const BotReason = z.strictObject({ reason });

/** GET /v1/robots/bots/:bot/diff?from=&to=: what two versions do differently, in words and line by line. */
export const BotDiff = z.object({
  words: z.array(
    z.object({
      where: z.string(), // steps.register.effect
      change: z.enum(['added', 'removed', 'changed', 'moved']),
      before: z.string().optional(),
      after: z.string().optional(),
    }),
  ),
  lines: z.array(z.object({ kind: z.enum(['same', 'added', 'removed', 'left-out']), text: z.string() })), // left-out: so many same lines
});
export type BotDiff = z.infer<typeof BotDiff>;

const given = z.record(z.string().max(64), z.unknown()).default({});

/** POST /v1/robots/bots/:bot/runs: a person, or a program by API key, asks for a run of the live version. */
export const AskForRun = z.strictObject({ inputs: given, priority: z.number().int().min(0).max(9).optional() });
export type AskForRun = z.infer<typeof AskForRun>;
/** POST /v1/robots/bots/:bot/versions/:number/dry-run: everything but what commits, with pictures; also of a version that waits for an approver. */
export const AskForDryRun = z.strictObject({ inputs: given });
export type AskForDryRun = z.infer<typeof AskForDryRun>;
/** What becomes of it; every input that is wrong is named. */
export const AskedForRun = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('queued'), run: z.string(), again: z.boolean() }), // again: the reference was posted before; this is its run
  z.object({ kind: z.literal('refused'), problems: z.array(z.object({ field: z.string(), why: z.string() })) }),
]);
export type AskedForRun = z.infer<typeof AskedForRun>;

/** POST /v1/robots/queues/:queue/items: one item of work. A reference is taken once in a queue. */
export const PostQueueItem = z.strictObject({
  reference: z.string().trim().min(1).max(200),
  inputs: given,
  priority: z.number().int().min(0).max(9).optional(),
});
export type PostQueueItem = z.infer<typeof PostQueueItem>;

/** GET /v1/robots/credentials: what live and submitted bots sign in with, set or missing. No value is ever read back. */
export const CredentialList = z.object({
  credentials: z.array(
    z.object({
      bot: z.string(),
      botTitle: z.string(),
      botTitleEn: z.string().optional(),
      target: z.string(),
      targetTitle: z.string(),
      targetTitleEn: z.string().optional(),
      role: z.string(),
      roleEn: z.string().optional(),
      set: z
        .object({
          id: z.number(),
          owner: Named,
          setAt: z.string(),
          rotateBy: z.string(), // a date
          due: z.enum(['later', 'soon', 'overdue']),
          uses: z.number(),
          lastUsedAt: z.string().optional(),
        })
        .optional(),
      needed: z.boolean(), // no: no live or submitted version asks for it any more
      stopped: z.boolean(), // its target refused sign-ins and is left alone until a person looks
    }),
  ),
});
export type CredentialList = z.infer<typeof CredentialList>;

/** PUT /v1/robots/credentials: sets one, or replaces the one there is. */
export const SetCredential = z.strictObject({
  bot: BotName,
  target: BotName,
  role: z.string().trim().min(1).max(60),
  user: z.string().min(1).max(200),
  password: z.string().min(1).max(500),
  rotateBy: z.iso.date(),
});
export type SetCredential = z.infer<typeof SetCredential>;
export const CredentialSet = z.object({ id: z.number(), rotated: z.boolean() });

/** GET /v1/robots/credentials/:id/uses: who used it, newest first. */
export const CredentialUses = z.object({ uses: z.array(z.object({ run: z.string(), step: z.string(), at: z.string() })) });
export type CredentialUses = z.infer<typeof CredentialUses>;

/** What starts a robot by itself, and what came of it the last time. */
const startsByItself = {
  bot: z.string(),
  title: z.string(),
  titleEn: z.string().optional(),
  schedule: z.string(), // names it within its bot
  isOn: z.boolean(),
  switchedBy: Named.optional(),
  switchedAt: z.string().optional(),
  last: z
    .object({
      due: z.string(), // the moment, or the conversation
      at: z.string(),
      run: z.string().optional(),
      missed: z.number(), // moments that went by while nothing ran
      why: z.string().optional(), // not started
    })
    .optional(),
};

/** GET /v1/robots/schedules: the schedules of live bots with their next moments, and the events that start one. */
export const ScheduleList = z.object({
  utcOffsetMinutes: z.number(), // of the bank's clock
  known: z.number().optional(), // the last year whose days off are published; later ones are guessed by weekday. none: no calendar is live
  schedules: z.array(
    z.object({
      ...startsByItself,
      at: z.array(z.string()),
      days: z.union([z.enum(['every-day', 'working-days', 'days-off']), z.array(z.number())]),
      dayOfMonth: z.array(z.number()),
      next: z.array(z.string()),
    }),
  ),
  events: z.array(
    z.object({
      ...startsByItself,
      on: z.string(),
      process: z.string().optional(),
      node: z.string().optional(),
      slot: z.string().optional(),
    }),
  ),
});
export type ScheduleList = z.infer<typeof ScheduleList>;
/** POST /v1/robots/schedules/:bot/:schedule */
export const SwitchSchedule = z.strictObject({ on: z.boolean() });
