import { sql } from 'kysely';
import type { AttentionAsked, AttentionReport, AttentionRow } from '#protocol/reports.ts';
import { liveItems } from '#server/content/live-items.ts';
import { readPieces } from '#server/content/pieces.ts';
import { titleOf } from '#server/content/title.ts';
import type { Db } from '#server/db/schema.ts';

const mostRows = 1000;

/** Reads the report of some days, of one queue and one tenure band if asked. */
export async function readAttention(db: Db, asked: AttentionAsked): Promise<AttentionReport> {
  const [from, to] = [dayOf(asked.from), dayOf(asked.to)];
  const sum = (column: string) => sql<string>`sum(${sql.ref(column)})`;
  let counts = db.selectFrom('attention_counts').where('day', '>=', from).where('day', '<=', to);
  let calls = db.selectFrom('attention_calls').where('day', '>=', from).where('day', '<=', to);
  if (asked.queue !== undefined) {
    counts = counts.where('queue', '=', asked.queue);
    calls = calls.where('queue', '=', asked.queue);
  }
  if (asked.band !== undefined) {
    counts = counts.where('band', '=', asked.band);
    calls = calls.where('band', '=', asked.band);
  }
  const columns = ['shown', 'used', 'used_then_said', 'said', 'dismissed', 'ignored'] as const;
  const found = await counts
    .select(['kind', 'origin', ...columns.map(column => sum(column).as(column))])
    .groupBy(['kind', 'origin'])
    .orderBy('shown', 'desc')
    .orderBy('kind')
    .orderBy('origin')
    .limit(mostRows)
    .execute();
  const titles = await titlesOf(
    db,
    found.map(({ origin }) => origin),
  );
  const rows = found.map(
    (row): AttentionRow => ({
      kind: row.kind,
      origin: row.origin,
      title: titles.get(row.origin) ?? row.origin,
      shown: Number(row.shown),
      used: Number(row.used),
      usedThenSaid: Number(row.used_then_said),
      said: Number(row.said),
      dismissed: Number(row.dismissed),
      ignored: Number(row.ignored),
    }),
  );
  const total = await calls.select(sum('calls').as('calls')).executeTakeFirst();
  const queues = await db
    .selectFrom('attention_calls')
    .select('queue')
    .distinct()
    .where('day', '>=', from)
    .where('day', '<=', to)
    .where('queue', '<>', '')
    .orderBy('queue')
    .limit(500)
    .execute();
  return { calls: Number(total?.calls ?? 0), kinds: byKind(rows), rows, queues: queues.map(({ queue }) => queue) };
}

function byKind(rows: readonly AttentionRow[]): AttentionRow[] {
  const kinds = Map.groupBy(rows, ({ kind }) => kind);
  return [...kinds].map(([kind, its]) => {
    const sum = (field: 'shown' | 'used' | 'usedThenSaid' | 'said' | 'dismissed' | 'ignored') =>
      its.reduce((total, row) => total + row[field], 0);
    return {
      kind,
      origin: '',
      title: '',
      shown: sum('shown'),
      used: sum('used'),
      usedThenSaid: sum('usedThenSaid'),
      said: sum('said'),
      dismissed: sum('dismissed'),
      ignored: sum('ignored'),
    };
  });
}

async function titlesOf(db: Db, origins: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const wanted = new Set(origins);
  const pieces = await readPieces(
    db,
    (await liveItems(db)).filter(({ kind, key }) => wanted.has(`${kind}/${key}`)),
  );
  return new Map(pieces.map(({ kind, key, body }) => [`${kind}/${key}`, titleOf(body, key)]));
}

function dayOf(date: string): number {
  return Number(date.replaceAll('-', ''));
}
