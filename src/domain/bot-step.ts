import { z } from 'zod';
import { BrowserAction, FrameStep, Selector, Typed } from '#domain/browser-action.ts';

/**
 * What a step does to the world. After a crash a read is done again, a write is verified and done again where it did not take, and a
 * commit is never repeated: it is in doubt until a reading or a person says what happened.
 */
export const Effect = z.enum(['read', 'write', 'commit']);
export type Effect = z.infer<typeof Effect>;

/** A CEL expression over inputs, vars and run: `size(vars.rows) > 0 && inputs.amount < 5000.0`. */
export const Expression = z.string().min(1).max(1000);
/** Text with expressions inside: `挂失-{{ inputs.cardTail }}`. */
export const Template = z.string().max(4000);

const variable = z.string().regex(/^[a-z][A-Za-z0-9]{0,63}$/, 'a name in camelCase');
const name = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'a name in kebab-case');

const bare = {
  id: name, // unique in the bot; journal, evidence and approvals name it
  if: Expression.optional(),
  timeoutMs: z.number().int().min(100).max(600_000).optional(), // of one attempt
  tries: z.number().int().min(1).max(10).default(1), // system errors only; a commit is tried once
};

const common = { ...bare, title: z.string().min(1).max(80).optional(), titleEn: z.string().min(1).max(120).optional() };

/** How to find out what became of a write or a commit: read, then judge what was read. */
export const Verification = z
  .object({
    actions: z.array(BrowserAction).max(60).default([]), // on the page …
    request: z
      .object({ path: Template, status: z.array(z.number().int().min(100).max(599)).min(1).default([200]), into: variable })
      .strict()
      .optional(), // … or a GET of the target, with the step's own headers
    took: Expression, // true: it took effect
    not: Expression.optional(), // true: it surely did not; neither: a person looks
  })
  .strict();
export type Verification = z.infer<typeof Verification>;

/** What a commit must bring: what names it for good, and how to read whether it took effect. */
const commits = {
  effect: Effect,
  key: Template.optional(), // two runs with one key are one deed
  verify: Verification.optional(),
};

const flat = [
  z.object({ ...common, ...commits, do: z.literal('browser'), target: name, actions: z.array(BrowserAction).min(1).max(200) }).strict(),
  z
    .object({
      ...common,
      ...commits,
      do: z.literal('http'),
      target: name,
      method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
      path: Template,
      headers: z.record(z.string().max(100), Typed).default({}),
      json: z.unknown().optional(), // strings in it are templates
      status: z.array(z.number().int().min(100).max(599)).min(1).default([200]),
      into: variable.optional(),
    })
    .strict(),
  z
    .object({
      ...common,
      do: z.literal('extract'), // a table on the page into rows
      target: name,
      at: z.array(Selector).min(1).max(12),
      frame: z.array(FrameStep).max(6).default([]),
      page: variable.default('main'),
      columns: z.record(variable, z.string().min(1).max(100)), // variable: the column's heading
      next: z.array(Selector).max(12).default([]), // pressed for the next page while it is there and enabled
      atMost: z.number().int().min(1).max(100_000).default(10_000),
      into: variable,
    })
    .strict(),
  z
    .object({
      ...common,
      do: z.literal('save'), // rows into a file
      rows: Expression,
      columns: z.record(z.string().min(1).max(100), variable), // heading: variable
      file: Template, // its name; .csv or .xlsx decides the format
      into: variable,
    })
    .strict(),
  z
    .object({
      ...common,
      effect: Effect.default('commit'), // a mail is never taken back
      key: Template,
      do: z.literal('mail'),
      to: z.array(Template).min(1).max(50),
      subject: Template,
      text: Template,
      files: z.array(variable).max(10).default([]),
    })
    .strict(),
  z.object({ ...common, do: z.literal('wait'), ms: z.number().int().min(1).max(3_600_000) }).strict(),
  z.object({ ...common, do: z.literal('set'), values: z.record(variable, Expression) }).strict(),
  z
    .object({
      ...common,
      do: z.literal('call'), // another bot, in this very run
      bot: name,
      inputs: z.record(variable, Expression).default({}),
      into: variable.optional(),
    })
    .strict(),
  z
    .object({
      ...bare, // its title is the announcement's
      effect: Effect.default('commit'),
      key: Template,
      do: z.literal('announce'),
      kind: z.enum(['product-change', 'activity', 'case', 'voice-of-customer', 'urgent']),
      title: Template,
      text: Template,
      queues: z.array(z.string().max(64)).default([]),
      teams: z.array(z.string().max(64)).default([]),
    })
    .strict(),
  z
    .object({
      ...bare,
      effect: Effect.default('commit'),
      key: Template,
      do: z.literal('ticket'),
      kind: z.string().max(40),
      title: Template,
      text: Template,
      leaf: Template.optional(),
      fields: z.record(z.string().min(1).max(40), Template).optional(), // of its kind, by key
      into: variable.optional(), // its number
    })
    .strict(),
  z
    .object({
      ...common,
      do: z.literal('approve'), // somebody else than who asked for the run
      title: z.string().min(1).max(80),
      show: z
        .array(
          z
            .object({
              label: z.string().min(1).max(40),
              labelEn: z.string().min(1).max(80).optional(),
              value: Template,
              valueEn: Template.optional(),
              was: Template.optional(), // what it is compared with
            })
            .strict(),
        )
        .min(1)
        .max(30),
      withinMs: z
        .number()
        .int()
        .min(1000)
        .max(7 * 86_400_000),
      otherwise: z.enum(['abort', 'hand-over']).default('abort'),
    })
    .strict(),
  z.object({ ...common, do: z.literal('hand-over'), why: Template, whyEn: Template.optional() }).strict(), // a person finishes the run, or hands it back
  z
    .object({
      ...common,
      do: z.literal('ask'), // the agent of the call, or the operator of the run
      question: Template,
      questionEn: Template.optional(),
      options: z.array(z.string().min(1).max(60)).min(2).max(6),
      optionsEn: z.array(z.string().min(1).max(80)).max(6).optional(), // how they read, one by one
      withinMs: z.number().int().min(1000).max(600_000),
      into: variable,
    })
    .strict(),
  z
    .object({
      ...common,
      do: z.literal('fail'),
      kind: z.enum(['business', 'system']),
      code: z.string().regex(/^[A-Z][A-Z0-9_]{1,39}$/),
      message: Template,
      messageEn: Template.optional(),
    })
    .strict(),
] as const;

const FlatStep = z.discriminatedUnion('do', flat);
type FlatStep = z.infer<typeof FlatStep>;

interface Nesting {
  readonly id: string;
  readonly title?: string | undefined;
  readonly titleEn?: string | undefined;
  readonly if?: string | undefined;
  readonly timeoutMs?: number | undefined;
  readonly tries: number;
}

/** The first case that holds, else the rest. */
export interface BranchStep extends Nesting {
  readonly do: 'branch';
  readonly cases: readonly { readonly when: string; readonly steps: readonly BotStep[] }[];
  readonly otherwise: readonly BotStep[];
}

/** The same steps for each element of a list, in order; a business error ends the element, not the loop, where it is told so. */
export interface LoopStep extends Nesting {
  readonly do: 'loop';
  readonly over: string;
  readonly as: string;
  readonly atMost: number;
  readonly onBusinessError: 'stop' | 'next';
  readonly steps: readonly BotStep[];
}

/** One step of a bot. */
export type BotStep = FlatStep | BranchStep | LoopStep;

const steps = z.array(z.lazy(() => BotStep)).max(200);

export const BotStep: z.ZodType<BotStep> = z.discriminatedUnion('do', [
  ...flat,
  z
    .object({
      ...common,
      do: z.literal('branch'),
      cases: z
        .array(z.object({ when: Expression, steps }).strict())
        .min(1)
        .max(20),
      otherwise: steps.default([]),
    })
    .strict(),
  z
    .object({
      ...common,
      do: z.literal('loop'),
      over: Expression,
      as: variable,
      atMost: z.number().int().min(1).max(10_000).default(1000),
      onBusinessError: z.enum(['stop', 'next']).default('stop'),
      steps: steps.min(1),
    })
    .strict(),
]);
