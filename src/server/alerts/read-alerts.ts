import { sql } from 'kysely';
import { type AlertStatus, unsettled } from '#domain/alert.ts';
import { ConversationId, Position } from '#domain/ids.ts';
import type { Severity } from '#domain/loudness.ts';
import { ProblemError } from '#domain/problem.ts';
import { Rule } from '#domain/rule.ts';
import type { Alert, AlertDetail, AlertList, RulePrecisionList } from '#protocol/alerts.ts';
import { liveItems } from '#server/content/live-items.ts';
import { namesOf } from '#server/content/names.ts';
import { readPieces } from '#server/content/pieces.ts';
import type { Db } from '#server/db/schema.ts';
import { readLog } from '#server/live/read-rows.ts';

/** Whose alerts somebody may see: those of agents in these units, or all. */
export type Scope = readonly string[] | 'all';

/** What of the list is wanted. `after` is what the last page gave as next. */
export interface Asked {
  readonly state: 'unsettled' | 'settled';
  readonly severity?: Severity | undefined;
  readonly rule?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

const settled: readonly AlertStatus[] = ['confirmed', 'dismissed', 'withdrawn'];
const rowsAfter = 40; // of the log, after the alert: enough to see how it went on

/** A page of alerts: what waits, serious first and then the oldest; or what was settled, newest first. */
export async function listAlerts(db: Db, scope: Scope, asked: Asked): Promise<AlertList> {
  const isOpen = asked.state === 'unsettled';
  let query = inScope(db, scope).where('alerts.status', 'in', isOpen ? unsettled : settled);
  if (asked.severity) query = query.where('alerts.severity', '=', asked.severity);
  if (asked.rule) query = query.where('alerts.rule', '=', asked.rule);
  const cursor = asked.after === undefined ? null : cursorOf(asked.after);
  if (cursor)
    query = isOpen
      ? query.where(sql<boolean>`(not alerts.serious, alerts.fired_at, alerts.id) > (${!cursor.serious}, ${cursor.firedAt}, ${cursor.id})`)
      : query.where(sql<boolean>`(alerts.fired_at, alerts.id) < (${cursor.firedAt}, ${cursor.id})`);
  const rows = await (isOpen
    ? query.orderBy('alerts.serious', 'desc').orderBy('alerts.fired_at').orderBy('alerts.id')
    : query.orderBy('alerts.fired_at', 'desc').orderBy('alerts.id', 'desc')
  )
    .limit(asked.limit + 1)
    .execute();
  let waiting = inScope(db, scope).where('alerts.status', 'in', unsettled);
  if (asked.rule) waiting = waiting.where('alerts.rule', '=', asked.rule);
  const counts = await waiting
    .clearSelect()
    .select(row => [row.fn.countAll<string>().as('all'), row.fn.countAll<string>().filterWhere('alerts.serious', '=', true).as('serious')])
    .executeTakeFirstOrThrow();
  const shown = rows.slice(0, asked.limit);
  const last = shown.at(-1);
  return {
    alerts: await named(db, shown),
    unsettled: Number(counts.all),
    serious: Number(counts.serious),
    ...(rows.length > asked.limit && last ? { next: `${last.serious ? 1 : 0}.${last.fired_at.getTime()}.${last.id}` } : {}),
  };
}

/** One alert with the conversation around it and everything that was done about it. */
export async function readAlert(db: Db, scope: Scope, id: number, asker: string): Promise<AlertDetail> {
  const row = await inScope(db, scope).where('alerts.id', '=', id).executeTakeFirst();
  if (!row) throw new ProblemError({ kind: 'not-found', what: 'alert', id: String(id) });
  const [alert] = await named(db, [row]);
  const steps = await db.selectFrom('alert_steps').selectAll().where('alert', '=', id).orderBy('number').execute();
  const nameOf = await namesOf(
    db,
    steps.map(({ by }) => by),
  );
  const [piece] = row.version === null ? [] : await readPieces(db, [{ kind: 'rule', key: row.rule, version: row.version }]);
  return {
    alert: alert as Alert,
    ...(piece ? { rule: piece.body } : {}),
    steps: steps.map(({ by, what, reason, at }) => ({ by: nameOf(by), what, at: at.toISOString(), ...(reason ? { reason } : {}) })),
    rows: (await readLog(db, ConversationId.parse(row.conversation), row.position + rowsAfter)).map(({ event, advice, stamps }) => ({
      event,
      advice,
      stamps,
    })),
    mayDecide: row.agent !== asker && unsettled.includes(row.status),
  };
}

/** How often each rule was right, of what was decided since a moment. */
export async function rulePrecision(db: Db, scope: Scope, since: Date): Promise<RulePrecisionList> {
  const rows = await inScope(db, scope)
    .clearSelect()
    .select(row => [
      'alerts.rule',
      row.fn.max('alerts.title').as('title'),
      row.fn.countAll<string>().as('fired'),
      row.fn.countAll<string>().filterWhere('alerts.status', '=', 'confirmed').as('confirmed'),
      row.fn.countAll<string>().filterWhere('alerts.status', '=', 'dismissed').as('dismissed'),
      row.fn.countAll<string>().filterWhere('alerts.contest', 'is not', null).as('contested'),
      row.fn.countAll<string>().filterWhere('alerts.recovered', '=', true).filterWhere('alerts.status', '<>', 'withdrawn').as('recovered'),
      row.fn.countAll<string>().filterWhere('alerts.status', 'in', unsettled).as('unsettled'),
    ])
    .where('alerts.fired_at', '>=', since)
    .groupBy('alerts.rule')
    .orderBy('fired', 'desc')
    .orderBy('alerts.rule')
    .limit(500)
    .execute();
  return {
    rules: rows.map(({ rule, title, ...counts }) => {
      const [confirmed, dismissed] = [Number(counts.confirmed), Number(counts.dismissed)];
      const decided = confirmed + dismissed;
      return {
        rule,
        title: title ?? rule,
        fired: Number(counts.fired),
        confirmed,
        dismissed,
        contested: Number(counts.contested),
        recovered: Number(counts.recovered),
        unsettled: Number(counts.unsettled),
        precision: decided === 0 ? null : Math.round((confirmed * 1000) / decided) / 1000,
      };
    }),
    notEvaluable: await rulesNotEvaluable(db),
  };
}

async function rulesNotEvaluable(db: Db): Promise<RulePrecisionList['notEvaluable']> {
  const rules = await readPieces(
    db,
    (await liveItems(db)).filter(({ kind }) => kind === 'rule'),
  );
  return rules.flatMap(({ body }) => {
    const rule = Rule.parse(body);
    return rule.kind === 'not-evaluable' ? [{ rule: rule.key, title: rule.title, needs: rule.needs }] : [];
  });
}

/** Alerts of agents somebody may see. An alert of nobody, or of a 工号 no person has, is for those who may see all. */
export function inScope(db: Db, scope: Scope) {
  const query = db.selectFrom('alerts').leftJoin('person', 'person.staff_no', 'alerts.agent').selectAll('alerts').select('person.unit');
  return scope === 'all' ? query : query.where('person.unit', 'in', scope.length === 0 ? [''] : scope);
}

type AlertRow = Awaited<ReturnType<ReturnType<typeof inScope>['execute']>>[number];

/** Alerts as they go out, with names for 工号. */
export async function named(db: Db, rows: readonly AlertRow[]): Promise<Alert[]> {
  const nameOf = await namesOf(
    db,
    rows.flatMap(row => [row.agent, row.decided_by]),
  );
  return rows.map(row => ({
    id: row.id,
    conversation: ConversationId.parse(row.conversation),
    advice: row.advice,
    rule: { key: row.rule, title: row.title, ...(row.version === null ? {} : { version: row.version }) },
    severity: row.severity,
    ...(row.agent === null ? {} : { agent: nameOf(row.agent) }),
    ...(row.unit === null ? {} : { unit: row.unit }),
    position: Position.parse(row.position),
    atMs: row.at_ms,
    firedAt: row.fired_at.toISOString(),
    status: row.status,
    times: row.times,
    recovered: row.recovered,
    shadow: row.shadow,
    ...(row.contest === null ? {} : { contest: row.contest }),
    ...(row.decided_by === null ? {} : { decidedBy: nameOf(row.decided_by) }),
  }));
}

function cursorOf(text: string): { serious: boolean; firedAt: Date; id: number } | null {
  const [, serious, at, id] = /^([01])\.(\d{1,15})\.(\d{1,15})$/.exec(text) ?? [];
  return id === undefined ? null : { serious: serious === '1', firedAt: new Date(Number(at)), id: Number(id) };
}
