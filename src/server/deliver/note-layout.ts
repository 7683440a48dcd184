import { layoutProblems } from '#domain/note-layout.ts';
import { ProblemError } from '#domain/problem.ts';
import type { Db, Trx } from '#server/db/schema.ts';

/** The bank's layout for copying a wrap-up, or null: as Deskside comes. */
export async function readLayout(db: Db): Promise<string | null> {
  return (await db.selectFrom('note_layout').select('layout').executeTakeFirst())?.layout ?? null;
}

/** Sets the layout, or with null goes back to ours. */
export async function putLayout(trx: Trx, layout: string | null, by: string): Promise<void> {
  await trx.deleteFrom('note_layout').execute();
  if (layout === null || layout.trim() === '') return;
  const [problem] = layoutProblems(layout);
  if (problem) throw new ProblemError({ kind: 'invalid', field: `layout:${problem.line}:${problem.column}`, why: problem.why });
  await trx.insertInto('note_layout').values({ layout, by }).execute();
}
