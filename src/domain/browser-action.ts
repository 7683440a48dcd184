import { z } from 'zod';

/**
 * One way to find an element, in the notation of Chrome DevTools Recorder: `aria/查询[role="button"]`, `text/确认`, `xpath///button`,
 * `pierce/#go`, or CSS. A list of them leads through shadow roots, host first.
 */
export const Selector = z.union([z.string().min(1).max(500), z.array(z.string().min(1).max(500)).min(1).max(8)]);
export type Selector = z.infer<typeof Selector>;

/** A frame on the way to the element, from the outside in. A name or address is safer than a place among its siblings. */
export const FrameStep = z.union([
  z.object({ name: z.string().min(1).max(120) }).strict(),
  z.object({ url: z.string().min(1).max(500) }).strict(),
  z.object({ index: z.number().int().nonnegative() }).strict(),
]);
export type FrameStep = z.infer<typeof FrameStep>;

/** What a person would type. Text may hold `{{ expressions }}`; a secret is named and opened inside the runner only. */
export const Typed = z.union([
  z.string().max(4000),
  z.object({ secret: z.string().regex(/^[a-z][A-Za-z0-9]*\.(user|password)$/) }).strict(),
]);
export type Typed = z.infer<typeof Typed>;

/** One of the browser's own dialogs and what is answered; `*` in its text stands for anything. */
const Dialog = z.object({ answer: z.enum(['accept', 'dismiss']), says: z.string().max(300).optional() }).strict();

const variable = z.string().regex(/^[a-z][A-Za-z0-9]{0,63}$/, 'a name in camelCase');
const on = {
  at: z.array(Selector).min(1).max(12), // best first; the first that matches exactly one element is taken
  frame: z.array(FrameStep).max(6).default([]),
};
const common = {
  page: variable.default('main'), // a popup this run has named
  timeoutMs: z.number().int().min(1).max(120_000).optional(),
  navigates: z
    .object({ url: z.string().max(500).optional(), title: z.string().max(200).optional() })
    .strict()
    .optional(), // asserted, * stands for anything
  opens: variable.optional(), // the popup this action opens gets this name
  dialog: z.union([Dialog, z.array(Dialog).min(1).max(5)]).optional(), // the browser's own that follow, in this order
};

/** One thing a robot does or looks at on a page. */
export const BrowserAction = z.discriminatedUnion('act', [
  z.object({ ...common, act: z.literal('open'), path: z.string().min(1).max(1000) }).strict(), // on the step's target; never another host
  z.object({ ...common, ...on, act: z.literal('click'), button: z.enum(['left', 'right', 'middle']).default('left') }).strict(),
  z.object({ ...common, ...on, act: z.literal('double-click') }).strict(),
  z.object({ ...common, ...on, act: z.literal('hover') }).strict(),
  z.object({ ...common, ...on, act: z.literal('fill'), value: Typed }).strict(), // a text field, a list (its option's value or label), a tick box (true, false)
  z.object({ ...common, act: z.literal('press'), key: z.string().min(1).max(40) }).strict(),
  z.object({ ...common, ...on, act: z.literal('upload'), file: z.string().min(1).max(200) }).strict(), // a file variable
  z.object({ ...common, ...on, act: z.literal('download'), into: variable }).strict(),
  z
    .object({
      ...common,
      ...on,
      act: z.literal('wait-for'),
      count: z.number().int().nonnegative().default(1),
      operator: z.enum(['>=', '==', '<=']).default('>='),
      visible: z.boolean().default(true),
    })
    .strict(),
  z.object({ ...common, ...on, act: z.literal('read'), attribute: z.string().max(60).optional(), into: variable }).strict(), // text, a field's value, or an attribute
  z
    .object({
      ...common,
      ...on,
      act: z.literal('expect'),
      says: z.string().min(1).max(500),
      else: z.string().max(200).optional(), // business error's message
      elseEn: z.string().max(300).optional(),
    })
    .strict(),
  z.object({ ...common, act: z.literal('close') }).strict(), // a popup
]);
export type BrowserAction = z.infer<typeof BrowserAction>;
