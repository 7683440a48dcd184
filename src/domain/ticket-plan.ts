import { z } from 'zod';
import { CallBackEnd } from '#domain/call-back.ts';
import { Term } from '#domain/term.ts';

const key = z.string().regex(/^[a-z][A-Za-z0-9-]{0,39}$/, 'is a key: letters, digits and -, a small letter first');
const name = z.string().min(1).max(60);

/** One more field of a ticket beyond title and description; one named like a wrap-up slot takes its value. `required`: when it has to be filled. */
const TicketField = z.strictObject({
  key,
  zh: name,
  en: name,
  type: z.enum(['text', 'choice', 'date', 'amount']),
  choices: z
    .array(z.strictObject({ value: key, zh: name, en: name }))
    .max(30)
    .default([]),
  required: z.enum(['never', 'made', 'closed']).default('never'),
});
export type TicketField = z.infer<typeof TicketField>;

/** How a ticket may end, and what has to be known then. `callBack`: of what call-back it tells, and after another it may not end so; empty: of none. */
const TicketResult = z.strictObject({
  key,
  zh: name,
  en: name,
  needs: z.array(key).max(10).default([]),
  callBack: z.array(CallBackEnd).max(CallBackEnd.options.length).default([]),
});

/** The clocks of a kind: until somebody has begun, until it is done, and how far the end may be put off. */
const TicketClocks = z.strictObject({
  begin: Term.optional(),
  done: Term,
  warnBeforeHours: z.number().positive().max(5000), // how long before the end a ticket counts as due soon
  /** The whole term from the beginning, after each extension; `by: lead` needs somebody who leads and does not handle it. */
  extensions: z
    .array(z.strictObject({ done: Term, by: z.enum(['handler', 'lead']), zh: name, en: name }))
    .max(5)
    .default([]),
  pausesWhileWaiting: z.boolean().default(false),
});

/** A kind of ticket as a bank runs it. */
const TicketKind = z.strictObject({
  key,
  zh: name,
  en: name,
  suggestFor: z.strictObject({ categories: z.array(z.string().max(32)).default([]) }).default({ categories: [] }), // beginnings of codes
  recusal: z.boolean().default(false), // whom it is about may not handle it
  callBack: z.boolean().default(false), // closed only with a call-back that has a result
  callBackTries: z.number().int().min(1).max(10).default(3), // calls nobody answered, after which it may be closed
  callBackHoursApart: z.number().min(0).max(72).default(1), // those sooner after one another count as one
  clocks: TicketClocks,
  fields: z.array(TicketField).max(20).default([]),
  results: z.array(TicketResult).min(1).max(20),
});
export type TicketKind = z.infer<typeof TicketKind>;

/** Where tickets go: the first route that fits wins. What a route does not name fits anything. */
const TicketRoute = z.strictObject({
  kind: key.optional(),
  categories: z.array(z.string().max(32)).max(200).default([]), // beginnings of codes
  madeIn: z.array(z.string().max(64)).max(50).default([]), // units, with all below them
  to: z.string().min(1).max(64), // unit
  urgent: z.boolean().default(false),
});

/** All a bank decides about its tickets, as one piece of content. */
export const TicketPlan = z
  .strictObject({
    prefix: z.string().regex(/^[A-Z]{1,4}$/),
    reopenWithinDays: z.number().int().min(1).max(365), // also how long sealed values outlive the closing
    kinds: z.array(TicketKind).min(1).max(20),
    routes: z.array(TicketRoute).min(1).max(500),
  })
  .superRefine((plan, context) => {
    const wrong = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    const kinds = new Set<string>();
    plan.kinds.forEach((kind, at) => {
      if (kinds.has(kind.key)) wrong(['kinds', at, 'key'], `${kind.key} stands here twice`);
      kinds.add(kind.key);
      const fields = new Set<string>();
      kind.fields.forEach((field, one) => {
        if (fields.has(field.key)) wrong(['kinds', at, 'fields', one, 'key'], `${field.key} stands here twice`);
        fields.add(field.key);
        if ((field.type === 'choice') !== field.choices.length > 0)
          wrong(['kinds', at, 'fields', one, 'choices'], 'a choice has choices, and nothing else has');
      });
      kind.results.forEach((result, one) => {
        if (kind.results.findIndex(other => other.key === result.key) !== one)
          wrong(['kinds', at, 'results', one, 'key'], `${result.key} stands here twice`);
        for (const need of result.needs)
          if (!fields.has(need)) wrong(['kinds', at, 'results', one, 'needs'], `${kind.key} has no field ${need}`);
        if (result.callBack.length > 0 && !kind.callBack)
          wrong(['kinds', at, 'results', one, 'callBack'], `${kind.key} is closed without a call-back`);
      });
      for (const end of CallBackEnd.options)
        if (kind.callBack && !kind.results.some(({ callBack }) => callBack.length === 0 || callBack.includes(end)))
          wrong(
            ['kinds', at, 'results'],
            `${kind.key} could not be closed after a call-back that ended as ${end}: let a result tell of it`,
          );
    });
    plan.routes.forEach((route, at) => {
      if (route.kind !== undefined && !kinds.has(route.kind)) wrong(['routes', at, 'kind'], `no kind ${route.kind}`);
      const earlier = plan.routes.findIndex(
        (other, one) =>
          one < at &&
          (other.kind === undefined || other.kind === route.kind) &&
          covers(other.categories, route.categories) &&
          other.madeIn.length === 0,
      );
      if (earlier >= 0) wrong(['routes', at], `is never reached: route ${earlier + 1} takes all of it`);
    });
    plan.kinds.forEach((kind, at) => {
      const last = plan.routes.some(
        route => (route.kind === undefined || route.kind === kind.key) && route.categories.length === 0 && route.madeIn.length === 0,
      );
      if (!last) wrong(['kinds', at], `no route takes every ${kind.key}: end the routes with one for it, or for all`);
    });
  });
export type TicketPlan = z.infer<typeof TicketPlan>;

/** What decides where a ticket goes. `units` is where it was made, then what is above that. */
export interface Routed {
  readonly kind: string;
  readonly category: string | null;
  readonly units: readonly string[];
}

/** Where a ticket goes, and whether it is urgent. A checked plan has a way for everything. */
export function routeOf(plan: TicketPlan, asked: Routed): { readonly to: string; readonly urgent: boolean } {
  const fits = plan.routes.find(
    route =>
      (route.kind === undefined || route.kind === asked.kind) &&
      (route.categories.length === 0 || route.categories.some(code => asked.category?.startsWith(code))) &&
      (route.madeIn.length === 0 || route.madeIn.some(unit => asked.units.includes(unit))),
  );
  if (!fits) throw new Error(`no route for ${asked.kind}`);
  return { to: fits.to, urgent: fits.urgent };
}

/** The kind a conversation of this category most likely needs; the first kind when none claims it. */
export function suggestedKind(plan: TicketPlan, category: string | null): string {
  const claimed = plan.kinds.find(kind => kind.suggestFor.categories.some(code => category?.startsWith(code)));
  return (claimed ?? plan.kinds[0])?.key ?? '';
}

/** What is missing or wrong among a ticket's fields at a moment, by field key. */
export function fieldsWrong(
  kind: TicketKind,
  fields: Readonly<Record<string, string>>,
  at: { readonly moment: 'made' } | { readonly moment: 'closed'; readonly result: string },
): Readonly<Record<string, 'missing' | 'unknown' | 'no-choice' | 'no-date' | 'no-amount'>> {
  const found: Record<string, 'missing' | 'unknown' | 'no-choice' | 'no-date' | 'no-amount'> = {};
  const needs = at.moment === 'closed' ? (kind.results.find(({ key: one }) => one === at.result)?.needs ?? []) : [];
  for (const field of kind.fields) {
    const value = fields[field.key]?.trim() ?? '';
    const isDue = field.required === 'made' || (at.moment === 'closed' && (field.required === 'closed' || needs.includes(field.key)));
    if (value === '') {
      if (isDue) found[field.key] = 'missing';
    } else if (field.type === 'choice' && !field.choices.some(choice => choice.value === value)) found[field.key] = 'no-choice';
    else if (field.type === 'date' && !z.iso.date().safeParse(value).success) found[field.key] = 'no-date';
    else if (field.type === 'amount' && !/^\d{1,12}(\.\d{1,2})?$/.test(value)) found[field.key] = 'no-amount';
  }
  for (const given of Object.keys(fields)) if (!kind.fields.some(field => field.key === given)) found[given] = 'unknown';
  return found;
}

function covers(earlier: readonly string[], later: readonly string[]): boolean {
  if (earlier.length === 0) return true;
  return later.length > 0 && later.every(code => earlier.some(beginning => code.startsWith(beginning)));
}
