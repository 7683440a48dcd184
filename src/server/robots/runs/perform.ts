import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserAction } from '#domain/browser-action.ts';
import type { RobotContext } from '#ports/robot-browser.ts';
import { type Verified, verified } from '#robots/after-crash.ts';
import { BadExpression } from '#robots/expression.ts';
import { isFile, type Order } from '#robots/orders.ts';
import { holds, writeOut } from '#robots/write-out.ts';
import { canonical } from '#server/canonical.ts';
import { doActions } from '#server/robots/runs/do-browser.ts';
import { doRequest } from '#server/robots/runs/do-http.ts';
import { doMail } from '#server/robots/runs/do-mail.ts';
import { doSave } from '#server/robots/runs/do-save.ts';
import { keepPicture, shaOf } from '#server/robots/runs/evidence.ts';
import { writeJournal } from '#server/robots/runs/journal.ts';
import { keyed } from '#server/robots/runs/keyed.ts';
import type { PageOrder } from '#server/robots/runs/pages.ts';
import type { Behalf, Made } from '#server/robots/runs/parts.ts';
import type { Performed, Ride } from '#server/robots/runs/ride.ts';
import { systemTrouble } from '#server/robots/runs/system-trouble.ts';

/** Orders that are done by the runner itself; approvals, questions and hand-overs are for people. */
export type Doable = Exclude<Order, { do: 'approve' | 'hand-over' | 'ask' }>;

/** Does one step, once. Trouble is an answer. */
export async function perform(ride: Ride, order: Doable, made: unknown, signal: AbortSignal): Promise<Performed> {
  switch (order.do) {
    case 'browser': {
      const ready = await onPages(ride, order, order.actions[0] ?? null, signal, 'do');
      if (!ready.ok) return ready;
      const before = order.effect === 'read' ? ride.pages.last : await picture(ride, order.actions[0]?.page);
      const done = await doActions(ride, order, ready.context, order.actions, {}, signal);
      return withLook(ride, order, done, before);
    }
    case 'extract': {
      const ready = await onPages(ride, order, null, signal, 'do');
      if (!ready.ok) return ready;
      const extracted = await extract(ride, order, ready.context, signal);
      const done: Performed = extracted.ok
        ? { ok: true, found: { [order.into]: extracted.rows }, details: { rows: extracted.rows.length } }
        : { ok: false, trouble: ride.hidden.within(extracted.trouble), touched: false, found: {}, details: {} };
      return withLook(ride, order, done, ride.pages.last);
    }
    case 'http':
      return doRequest(ride, order, order, signal);
    case 'save':
      return doSave(ride, order);
    case 'mail':
      return doMail(ride, order);
    case 'wait':
      try {
        await pause(order.ms, undefined, { signal });
        return { ok: true, found: {}, details: { ms: order.ms } };
      } catch {
        return { ok: false, trouble: systemTrouble('STOPPED', 'stopped while it waited'), touched: false, found: {}, details: {} };
      }
    case 'announce':
      return ofMade(await ride.parts.announce(order, behalf(ride, order), made));
    case 'ticket':
      return ofMade(await ride.parts.ticket(order, behalf(ride, order)));
  }
}

function extract(ride: Ride, order: Extract<Order, { do: 'extract' }>, context: RobotContext, signal: AbortSignal) {
  const { target, at, frame, page, columns, next, atMost } = order;
  return context.extract({ origin: ride.targets.get(target)?.origin ?? '' }, { at, frame, page, columns, next, atMost }, signal);
}

/** Turns a table to its last page once more; what stands in it may have changed, and is not what the run goes by. */
async function pageOn(
  ride: Ride,
  order: Extract<Order, { do: 'extract' }>,
  context: RobotContext,
  signal: AbortSignal,
): Promise<Performed> {
  const extracted = await extract(ride, order, context, signal);
  if (extracted.ok) return { ok: true, found: {}, details: { rows: extracted.rows.length } };
  return { ok: false, trouble: ride.hidden.within(extracted.trouble), touched: false, found: {}, details: {} };
}

/** What reading a write or commit again says: whether it took effect, and what was read. */
export interface Reading {
  readonly verdict: Verified;
  readonly found: Readonly<Record<string, unknown>>;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Reads whether a step took effect; trouble while reading is no verdict. null: the step cannot be read. */
export async function verify(
  ride: Ride,
  order: Order,
  found: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<Reading | null> {
  if (!('verify' in order) || !order.verify) return null;
  const { verify: how } = order;
  const read = await readAgain(ride, order, how.actions, found, signal);
  if (!read.ok) return { verdict: 'cannot-tell', found: {}, details: { ...read.details, trouble: ride.hidden.within(read.trouble) } };
  const all = { ...found, ...read.found };
  const scope = { ...order.scope, vars: { ...order.scope.vars, ...all } };
  try {
    const verdict = verified(holds(how.took, scope), how.not === undefined ? undefined : holds(how.not, scope));
    return { verdict, found: all, details: { ...read.details, verdict, read: shown(ride, read.found) } };
  } catch (error) {
    if (!(error instanceof BadExpression)) throw error;
    return {
      verdict: 'cannot-tell',
      found: all,
      details: { ...read.details, verdict: 'cannot-tell', read: shown(ride, read.found), why: ride.hidden.text(error.message) },
    };
  }
}

async function readAgain(
  ride: Ride,
  order: Extract<Order, { do: 'browser' | 'http' }>,
  actions: readonly BrowserAction[],
  found: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<Performed> {
  if (order.verify?.request) {
    const { path, status, into } = order.verify.request;
    const headers = order.do === 'http' ? order.headers : {};
    return doRequest(
      ride,
      order,
      { method: 'GET', address: writeOut(path, { ...order.scope, vars: { ...order.scope.vars, ...found } }), headers, status, into },
      signal,
    );
  }
  const place: PageOrder = order.do === 'browser' ? order : { ...order, do: 'browser', actions: [] };
  const ready = await onPages(ride, place, actions[0] ?? null, signal, 'read');
  if (!ready.ok) return ready;
  return withLook(ride, order, await doActions(ride, order, ready.context, actions, found, signal), null);
}

/** Goes back to the pages as the last step left them, where a crash or a wait closed them: whoever is asked next sees how they look. */
export async function backOnPages(ride: Ride, signal: AbortSignal): Promise<{ readonly ok: true } | Extract<Performed, { ok: false }>> {
  const { left } = ride.pages;
  return left ? onPages(ride, left, null, signal, 'read') : { ok: true };
}

/**
 * The run's pages as they stood before this step: in a new session the readings that led there are done again first. Where one of them
 * says something else than before, a commit is not done; reading what became of one goes on, since the commit itself may be why.
 */
async function onPages(
  ride: Ride,
  order: PageOrder,
  first: BrowserAction | null,
  signal: AbortSignal,
  purpose: 'do' | 'read',
): Promise<{ readonly ok: true; readonly context: RobotContext } | Extract<Performed, { ok: false }>> {
  const no = (trouble: Extract<Performed, { ok: false }>['trouble'], details = {}): Extract<Performed, { ok: false }> => ({
    ok: false,
    trouble,
    touched: false,
    found: {},
    details,
  });
  const ready = await ride.pages.ready(order, first);
  if (!ready.ok) return no(ready.trouble);
  for (const { order: before, found } of ready.again) {
    const again =
      before.do === 'browser'
        ? await doActions(ride, before, ready.context, before.actions, {}, signal)
        : await pageOn(ride, before, ready.context, signal);
    const differs = again.ok ? Object.keys(again.found).filter(name => !isSame(again.found[name], found[name])) : [];
    await writeJournal(ride.parts.db, ride.parts.ring, ride.holder, [
      {
        path: before.path,
        step: before.step,
        what: 'redone',
        effect: 'read',
        attempt: 1,
        details: { for: order.path, ...again.details, ...(differs.length > 0 ? { differs } : {}) },
      },
    ]);
    if (!again.ok) {
      await ride.pages.close();
      return no(again.trouble, { redoing: before.path });
    }
    if (differs.length > 0 && purpose === 'do' && order.effect === 'commit') {
      await ride.pages.close();
      return no(
        systemTrouble('WRONG_TEXT', `${differs.join(', ')} of ${before.path} is not what it was when the run decided: start it again`),
        { redoing: before.path },
      );
    }
  }
  return { ok: true, context: ready.context };
}

/** A file fetched once more is another file: what it holds is not looked at. */
function isSame(again: unknown, before: unknown): boolean {
  return canonical(again) === canonical(before) || (isFile(again) && isFile(before));
}

/** How a page looks now, kept as a picture: the one worked on last, unless another is named. */
export async function picture(ride: Ride, page = ride.pages.front): Promise<string | null> {
  const look = (await ride.pages.look(page)) ?? (await ride.pages.look());
  if (!look) return null;
  const sha = await keepPicture(ride.parts.db, look.picture);
  ride.pages.last = sha;
  return sha;
}

async function withLook(ride: Ride, order: Order, done: Performed, before: string | null): Promise<Performed> {
  const page = order.do === 'browser' ? (order.actions.at(-1)?.page ?? 'main') : 'main';
  const look = (await ride.pages.look(page)) ?? (await ride.pages.look());
  const after = look ? await keepPicture(ride.parts.db, look.picture) : null;
  ride.pages.last = after;
  const refused = ride.pages.refused();
  const details = {
    ...done.details,
    ...(before ? { before } : {}),
    ...(after ? { after } : {}),
    ...(look ? { digest: look.digest, address: ride.hidden.text(look.address), title: ride.hidden.text(look.title) } : {}),
    ...(refused.length > 0 ? { refused } : {}),
  };
  return { ...done, details };
}

/** What a step is given, named by a hash that says nothing about it. */
export function inputsHash(ride: Ride, order: Order): string {
  const { scope, ...rest } = order;
  return keyed(ride.parts.ring, canonical({ rest, inputs: scope.inputs, vars: shaOf(canonical(scope.vars)) }))[0].toString('hex');
}

/** What was found, as evidence: short values without secrets, of long ones their size and hash. */
export function shown(ride: Ride, found: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(found).map(([name, value]) => {
      const clean = ride.hidden.within(value);
      const text = JSON.stringify(clean) ?? 'null';
      if (text.length <= 400) return [name, clean];
      return [
        name,
        {
          ...(Array.isArray(value) ? { rows: value.length } : {}),
          characters: text.length,
          hash: keyed(ride.parts.ring, canonical(value))[0].toString('hex'),
        },
      ];
    }),
  );
}

function behalf({ run }: Ride, order: Order): Behalf {
  const person = run.asked_for ?? (run.asked_by === 'system' || run.asked_by.startsWith('key:') ? null : run.asked_by);
  return { run: run.id, bot: run.bot, path: order.path, staffNo: person, conversation: run.conversation };
}

function ofMade(made: Made): Performed {
  if (made.kind === 'made') return { ok: true, found: made.found, details: { made: made.made } };
  return { ok: false, trouble: made.trouble, touched: false, found: {}, details: {} };
}
