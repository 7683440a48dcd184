import type { CodesTaken } from '#protocol/deliveries.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import { readCsv } from '#server/people/csv.ts';

/** A bank's own codes: ours to theirs, by kind. */
export interface Codes {
  readonly leaf: ReadonlyMap<string, string>;
  readonly field: ReadonlyMap<string, string>;
}

interface CodeRow {
  readonly kind: 'leaf' | 'field';
  readonly ours: string;
  readonly bank: string;
}

const mostRows = 20_000;

/** Reads a mapping table: kind, ours, bank. Every bad row is named by its line. */
export function readCodes(csv: string): { readonly rows: readonly CodeRow[]; readonly problems: CodesTaken['problems'] } {
  const records = readCsv(csv.replace(/^\uFEFF/, ''));
  const problems: { line: number; why: string }[] = [];
  const rows: CodeRow[] = [];
  const seen = new Map<string, number>();
  const [head, ...rest] = records;
  if (head && head.fields.join(',').toLowerCase() !== 'kind,ours,bank') {
    problems.push({ line: head.line, why: 'the first line must be kind,ours,bank' });
  }
  if (rest.length > mostRows) problems.push({ line: 1, why: `${rest.length} rows; at most ${mostRows}` });
  for (const { line, fields } of rest.slice(0, mostRows)) {
    const [kind = '', ours = '', bank = ''] = fields;
    const where = `${kind} ${ours}`;
    const before = seen.get(where);
    if (fields.length !== 3) problems.push({ line, why: `${fields.length} columns, not 3` });
    else if (kind !== 'leaf' && kind !== 'field') problems.push({ line, why: `kind is ${kind || 'empty'}: leaf or field` });
    else if (ours === '' || bank === '') problems.push({ line, why: 'ours and bank may not be empty' });
    else if (ours.length > 64 || bank.length > 120) problems.push({ line, why: 'a code is too long (ours 64, bank 120 characters)' });
    else if (before !== undefined) problems.push({ line, why: `${where} stands on line ${before} already` });
    else {
      seen.set(where, line);
      rows.push({ kind, ours, bank });
    }
  }
  return { rows, problems };
}

/** Replaces the whole table of a receiver. */
export async function putCodes(trx: Trx, webhook: string, rows: readonly CodeRow[]): Promise<void> {
  await trx.deleteFrom('webhook_codes').where('webhook', '=', webhook).execute();
  for (let from = 0; from < rows.length; from += 1000) {
    const some = rows.slice(from, from + 1000).map(row => ({ webhook, ...row }));
    await trx.insertInto('webhook_codes').values(some).execute();
  }
}

/** The codes one note needs, not the whole table. */
export async function codesOf(
  db: Db | Trx,
  webhook: string,
  wanted: { readonly leaves: readonly string[]; readonly fields: readonly string[] },
): Promise<Codes> {
  const rows = await db
    .selectFrom('webhook_codes')
    .select(['kind', 'ours', 'bank'])
    .where('webhook', '=', webhook)
    .where(eb =>
      eb.or([
        eb.and([eb('kind', '=', 'leaf'), eb('ours', 'in', ['', ...wanted.leaves])]),
        eb.and([eb('kind', '=', 'field'), eb('ours', 'in', ['', ...wanted.fields])]),
      ]),
    )
    .execute();
  const of = (kind: CodeRow['kind']) => new Map(rows.filter(row => row.kind === kind).map(({ ours, bank }) => [ours, bank]));
  return { leaf: of('leaf'), field: of('field') };
}
