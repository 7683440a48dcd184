import type { Bot } from '#domain/bot.ts';
import { ProblemError } from '#domain/problem.ts';
import { type Limits, mended, type TargetUse, unused } from '#robots/limits.ts';
import type { InputProblem } from '#robots/read-inputs.ts';
import { audit } from '#server/audit/audit.ts';
import type { Trx } from '#server/db/schema.ts';
import { wakeRunners } from '#server/robots/runs/wake.ts';

/**
 * Makes sure that every target of these bots is known here. The first bot that names a target brings its origin and limits; from then on
 * they are the installation's: a bot that says another origin is refused, since that is where credentials are typed.
 */
export async function knowTargets(
  trx: Trx,
  bots: readonly Bot[],
): Promise<{ readonly names: readonly string[] } | { readonly problems: readonly InputProblem[] }> {
  const named = bots.flatMap(bot => Object.entries(bot.targets).map(([name, target]) => ({ name, target })));
  const names = [...new Set(named.map(({ name }) => name))].sort();
  const problems: InputProblem[] = [];
  for (const { name, target } of named) {
    const limits: Limits = target;
    await trx
      .insertInto('robot_targets')
      .values({
        name,
        title: target.title,
        origin: target.origin ?? null,
        hosts: [...target.hosts],
        named_by: null,
        concurrent: target.concurrent,
        per_minute: target.perMinute,
        failed_logins: target.breaker.failedLogins,
        slow_ms: target.breaker.slowMs,
        use: JSON.stringify(unused(limits, Date.now())),
      })
      .onConflict(row => row.doNothing())
      .execute();
  }
  const rows = new Map(
    (
      await trx
        .selectFrom('robot_targets')
        .selectAll()
        .where('name', 'in', names.length > 0 ? names : [''])
        .execute()
    ).map(row => [row.name, row]),
  );
  for (const { name, target } of named) {
    const row = rows.get(name);
    if (!row) continue;
    if (row.origin === null && target.origin !== undefined) {
      await trx.updateTable('robot_targets').set({ origin: target.origin, changed_at: new Date() }).where('name', '=', name).execute();
    } else if (row.origin === null)
      problems.push({ field: 'targets', why: `nobody has said where ${name} is: name its origin under targets` });
    else if (row.named_by === null && target.origin !== undefined && originOf(target.origin) !== originOf(row.origin))
      problems.push({
        field: 'targets',
        why: `${name} is ${row.origin} here, and the bot says ${target.origin}: name its origin under targets`,
      });
  }
  return problems.length > 0 ? { problems } : { names };
}

/** What an installation says of a target; what it does not name stays. */
export interface TargetNamed {
  readonly title?: string;
  readonly origin?: string;
  readonly hosts?: readonly string[];
  readonly concurrent?: number;
  readonly perMinute?: number;
  readonly failedLogins?: number;
  readonly slowMs?: number;
}

/** Names where a target is in this installation and how hard it may be pressed; made when it is new. */
export async function nameTarget(
  trx: Trx,
  name: string,
  given: TargetNamed,
  who: { readonly id: string; readonly staffNo: string },
): Promise<void> {
  const old = await trx.selectFrom('robot_targets').selectAll().where('name', '=', name).forUpdate().executeTakeFirst();
  const row = {
    title: given.title ?? old?.title ?? name,
    origin: given.origin === undefined ? (old?.origin ?? null) : originOf(given.origin),
    hosts: [...(given.hosts ?? old?.hosts ?? [])],
    named_by: given.origin === undefined ? (old?.named_by ?? null) : who.staffNo,
    concurrent: given.concurrent ?? old?.concurrent ?? 1,
    per_minute: given.perMinute ?? old?.per_minute ?? 60,
    failed_logins: given.failedLogins ?? old?.failed_logins ?? 2,
    slow_ms: given.slowMs ?? old?.slow_ms ?? 20_000,
    changed_at: new Date(),
  };
  if (old) await trx.updateTable('robot_targets').set(row).where('name', '=', name).execute();
  else
    await trx
      .insertInto('robot_targets')
      .values({ name, ...row, use: JSON.stringify(unused(limitsOf(row), Date.now())) })
      .execute();
  await wakeRunners(trx);
  await audit(trx, { who: who.id, action: 'robot-target-named', subject: `robot-target/${name}`, details: { ...given } });
}

/** A person has looked at a target that was left alone, and it may be used again. */
export async function mendTarget(trx: Trx, name: string, who: { readonly id: string }, reason: string): Promise<void> {
  const row = await trx.selectFrom('robot_targets').select('use').where('name', '=', name).forUpdate().executeTakeFirst();
  if (!row) throw new ProblemError({ kind: 'not-found', what: 'target', id: name });
  await writeUse(trx, name, mended(row.use));
  await wakeRunners(trx);
  await audit(trx, { who: who.id, action: 'robot-target-mended', subject: `robot-target/${name}`, details: { reason } });
}

/** What may be switched off: everything, a target, a bot. */
export interface Switch {
  readonly kind: 'all' | 'target' | 'bot';
  readonly name: string; // * for all
}

/** The kill switch. Off: nothing new begins, and what runs stops between two steps; a commit under way is finished. */
export async function switchRobots(
  trx: Trx,
  { kind, name }: Switch,
  turn: { readonly kind: 'off' | 'on'; readonly reason: string },
  who: { readonly id: string; readonly staffNo: string },
): Promise<void> {
  if (turn.kind === 'off')
    await trx
      .insertInto('robot_switches')
      .values({ kind, name, off_by: who.staffNo, off_at: new Date(), reason: turn.reason })
      .onConflict(row => row.doNothing())
      .execute();
  else await trx.deleteFrom('robot_switches').where('kind', '=', kind).where('name', '=', name).execute();
  await wakeRunners(trx);
  await audit(trx, {
    who: who.id,
    action: `robots-switched-${turn.kind}`,
    subject: `robot-switch/${kind}/${name}`,
    details: { reason: turn.reason },
  });
}

/** A target's limits as the rules read them. */
export function limitsOf(row: { concurrent: number; per_minute: number; failed_logins: number; slow_ms: number }): Limits {
  return { concurrent: row.concurrent, perMinute: row.per_minute, breaker: { failedLogins: row.failed_logins, slowMs: row.slow_ms } };
}

/** Writes down who is at a target; its row is locked by the caller. */
export async function writeUse(trx: Trx, name: string, use: TargetUse): Promise<void> {
  await trx
    .updateTable('robot_targets')
    .set({ use: JSON.stringify(use) })
    .where('name', '=', name)
    .execute();
}

function originOf(address: string): string {
  try {
    return new URL(address).origin;
  } catch {
    return address;
  }
}
