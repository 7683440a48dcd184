import type { BrowserAction } from '#domain/browser-action.ts';
import type { Given, RobotContext } from '#ports/robot-browser.ts';
import { BadExpression, type Scope } from '#robots/expression.ts';
import type { Order } from '#robots/orders.ts';
import { writeOut } from '#robots/write-out.ts';
import { keepFile, openFile } from '#server/robots/runs/evidence.ts';
import { metTarget } from '#server/robots/runs/met.ts';
import type { Performed, Ride } from '#server/robots/runs/ride.ts';
import { systemTrouble } from '#server/robots/runs/system-trouble.ts';

/** What a browser step's actions were, as evidence: which selector won, how long it took, what was typed by its hash. */
interface ActionTrace {
  readonly act: string;
  readonly tookMs: number;
  readonly selector?: number;
  readonly matches?: readonly number[];
}

/** Does actions one after the other on the pages of a run; each sees what the ones before it read. */
export async function doActions(
  ride: Ride,
  order: Extract<Order, { target: string }>,
  context: RobotContext,
  actions: readonly BrowserAction[],
  known: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<Performed> {
  const target = ride.targets.get(order.target);
  const found: Record<string, unknown> = {};
  const traces: ActionTrace[] = [];
  let touched = false;
  const end = (trouble: Extract<Performed, { ok: false }>['trouble']): Performed => ({
    ok: false,
    trouble: ride.hidden.within(trouble),
    touched,
    found,
    details: { actions: traces },
  });
  if (!target) return end(systemTrouble('BAD_INPUT', `there is no target ${order.target}`));
  for (const action of actions) {
    if (signal.aborted) return end(systemTrouble('TIME_OUT', 'the step took too long'));
    const given = await givenFor(ride, order, action, { ...order.scope, vars: { ...order.scope.vars, ...known, ...found } });
    if ('trouble' in given) return end(given.trouble);
    const acted = await context.act({ origin: target.origin }, action, given.given, signal);
    traces.push({
      act: action.act,
      tookMs: Math.round(acted.tookMs),
      ...(acted.ok && acted.selector !== undefined ? { selector: acted.selector } : {}),
      ...(!acted.ok && acted.matches !== undefined ? { matches: acted.matches } : {}),
    });
    if (!acted.ok) {
      if (!untouched(action, acted.trouble)) touched = true;
      if (acted.trouble.kind === 'system' && acted.trouble.code === 'LOGIN_FAILED')
        await metTarget(ride, order.target, { kind: 'login-failed' });
      return end(acted.trouble);
    }
    if (changes(action)) touched = true;
    await metTarget(ride, order.target, { kind: 'answered', tookMs: acted.tookMs });
    if (acted.signedIn) await metTarget(ride, order.target, { kind: 'signed-in' });
    if ('into' in action) {
      if (action.act === 'download' && acted.file) {
        const kept = await keepFile(ride.parts.db, ride.run.id, order.path, acted.file);
        if ('why' in kept) return end(systemTrouble('FAILED', kept.why));
        found[action.into] = kept;
      } else found[action.into] = acted.read ?? '';
    }
  }
  return { ok: true, found, details: { actions: traces } };
}

/** What an action types, opens or expects, its expressions written out and its secrets opened. */
async function givenFor(
  ride: Ride,
  order: Extract<Order, { target: string }>,
  action: BrowserAction,
  scope: Scope,
): Promise<{ readonly given: Given } | { readonly trouble: Extract<Performed, { ok: false }>['trouble'] }> {
  try {
    switch (action.act) {
      case 'open':
        return { given: { path: writeOut(action.path, scope), hidden: false } };
      case 'expect':
        return { given: { says: writeOut(action.says, scope), hidden: false } };
      case 'upload': {
        const file = await openFile(ride.parts.db, ride.run.id, scope.vars[action.file]);
        return file ? { given: { file, hidden: false } } : { trouble: systemTrouble('BAD_INPUT', `there is no file ${action.file}`) };
      }
      case 'fill': {
        if (typeof action.value !== 'string') {
          const secret = await ride.secrets.open(order, action.value.secret);
          return secret.ok ? { given: { text: secret.value, hidden: true } } : { trouble: secret.trouble };
        }
        const text = writeOut(action.value, scope);
        return { given: { text, hidden: ride.hidden.text(text) !== text } };
      }
      default:
        return { given: { hidden: false } };
    }
  } catch (error) {
    if (error instanceof BadExpression) return { trouble: systemTrouble('BAD_EXPRESSION', error.message) };
    throw error;
  }
}

/** What may change something in the other system. Opening a page may: an old system does things by GET. */
function changes({ act }: BrowserAction): boolean {
  return act === 'click' || act === 'double-click' || act === 'press' || act === 'open' || act === 'download';
}

const beforeTouching = new Set(['NOT_FOUND', 'AMBIGUOUS', 'NOT_VISIBLE', 'BAD_INPUT', 'BAD_EXPRESSION']);

/** Trouble that was met before anything was touched. */
function untouched(action: BrowserAction, trouble: Extract<Performed, { ok: false }>['trouble']): boolean {
  if (!changes(action)) return true;
  return trouble.kind === 'system' && beforeTouching.has(trouble.code);
}
