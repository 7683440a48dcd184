import { z } from 'zod';
import { BotStep, Expression } from '#domain/bot-step.ts';
import { ContentKey } from '#domain/ids.ts';

const variable = z.string().regex(/^[a-z][A-Za-z0-9]{0,63}$/, 'a name in camelCase');
const name = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'a name in kebab-case');
const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day, HH:MM');

/** What a run is given, and where a call may take it from. Secret types hold a mark of the door; only the runner opens it. */
export const BotInput = z
  .object({
    title: z.string().min(1).max(40),
    titleEn: z.string().min(1).max(80).optional(), // as all …En: for screens in English, where it is missing they show the other
    type: z.enum(['text', 'number', 'amount', 'date', 'choice', 'yes-no', 'phone', 'card', 'id', 'rows']),
    from: z.string().max(64).optional(), // a slot of the wrap-up: prefilled with the sentence it came from
    required: z.boolean().default(true),
    digits: z
      .object({ min: z.number().int().min(1).max(64), max: z.number().int().min(1).max(64) })
      .strict()
      .optional(), // the whole value is so many digits
    choices: z.array(z.string().min(1).max(60)).max(100).default([]),
    choicesEn: z.array(z.string().min(1).max(80)).max(100).optional(), // how they read, one by one; what is sent stays the choice
    max: z.number().int().min(1).max(10_000).default(500), // characters, or rows
    initial: z.union([z.string().max(500), z.number(), z.boolean()]).optional(),
  })
  .strict();
export type BotInput = z.infer<typeof BotInput>;

/** A system the bot works in: where it is, and how hard it may be pressed. An installation may name another origin and tighter limits. */
export const BotTarget = z
  .object({
    title: z.string().min(1).max(40),
    titleEn: z.string().min(1).max(80).optional(),
    origin: z.url().max(300).optional(),
    hosts: z.array(z.string().min(1).max(200)).max(20).default([]), // others its pages may reach
    concurrent: z.number().int().min(1).max(100).default(1),
    perMinute: z.number().int().min(1).max(6000).default(60), // runs begun
    breaker: z
      .object({ failedLogins: z.number().int().min(1).max(10).default(2), slowMs: z.number().int().min(100).default(20_000) })
      .strict()
      .prefault({}),
  })
  .strict();
export type BotTarget = z.infer<typeof BotTarget>;

/** A credential by name; whoever writes the bot never sees it. */
export const BotSecret = z.object({ target: name, role: z.string().min(1).max(60), roleEn: z.string().min(1).max(80).optional() }).strict();
export type BotSecret = z.infer<typeof BotSecret>;

/** What sets a run off. */
export const BotTrigger = z.discriminatedUnion('on', [
  z
    .object({
      on: z.literal('schedule'),
      at: z.array(localTime).min(1).max(48), // local times of the bank
      days: z.enum(['every-day', 'working-days', 'days-off']).or(z.array(z.number().int().min(1).max(7)).min(1)), // 1 Monday … 7 Sunday
      dayOfMonth: z.array(z.number().int().min(1).max(31)).default([]), // only on these; empty: any
    })
    .strict(),
  z.object({ on: z.literal('queue'), queue: name }).strict(),
  z.object({ on: z.literal('api') }).strict(),
  z
    .object({
      on: z.enum(['process-started', 'node-reached', 'slot-filled', 'wrap-up-confirmed', 'hand-off-raised']),
      process: ContentKey.optional(),
      node: ContentKey.optional(),
      slot: z.string().max(64).optional(),
      mode: z.enum(['offer', 'start']).default('offer'), // offer: a card on the desk; start: a run of its own
    })
    .strict(),
]);
export type BotTrigger = z.infer<typeof BotTrigger>;

/** What must have happened on the call before the card unlocks. A retraction locks it again. */
export const BotGate = z
  .object({
    nodes: z.array(ContentKey).max(20).default([]), // P01/tellValidity: done
    verified: z.boolean().default(false),
    consented: z.boolean().default(false), // the customer's own words; the run keeps which
  })
  .strict();
export type BotGate = z.infer<typeof BotGate>;

/** One robot as its author writes it: what it is given, where it works, what it does step by step. The version is the hash of its text. */
export const Bot = z
  .object({
    format: z.literal(1),
    bot: name,
    title: z.string().min(1).max(40),
    titleEn: z.string().max(80).optional(),
    purpose: z.enum(['process', 'customer-care', 'product-sale', 'extraction', 'publishing']),
    inputs: z.record(variable, BotInput).default({}),
    secrets: z.record(variable, BotSecret).default({}),
    targets: z.record(name, BotTarget).default({}),
    triggers: z.array(BotTrigger).max(20).default([]),
    gate: BotGate.prefault({}),
    queue: z
      .object({
        priority: z.number().int().min(0).max(9).default(5), // 9 goes first
        reference: z.string().max(200).optional(), // template: unique among runs that are not over
        withinMs: z
          .number()
          .int()
          .min(1000)
          .max(30 * 86_400_000)
          .optional(), // deadline, from being asked for
      })
      .strict()
      .prefault({}),
    retry: z
      .object({
        times: z.number().int().min(0).max(10).default(2),
        firstMs: z.number().int().min(100).default(5000),
        factor: z.number().min(1).max(10).default(2),
      })
      .strict()
      .prefault({}),
    maxRunMs: z.number().int().min(1000).max(86_400_000).default(600_000),
    byHand: z
      .object({
        minutes: z.number().positive().max(600),
        source: z.string().min(1).max(120),
        sourceEn: z.string().min(1).max(160).optional(),
        on: z.iso.date(),
      })
      .strict()
      .optional(), // what a person needs for it; without it no time saved is shown
    checklist: z.array(z.string().min(1).max(200)).max(40).default([]), // how a person does it instead
    checklistEn: z.array(z.string().min(1).max(300)).max(40).optional(), // line by line
    say: z.string().max(300).optional(), // what the agent may say while it runs
    sayEn: z.string().max(500).optional(), // in a call held in English
    steps: z.array(BotStep).min(1).max(200),
    outputs: z.record(variable, Expression).default({}),
  })
  .strict();
export type Bot = z.infer<typeof Bot>;
