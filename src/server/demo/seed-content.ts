import { hashOf } from '#server/canonical.ts';
import { checkFolder } from '#server/content/check.ts';
import { writeProblem } from '#server/content/content-problem.ts';
import { approveDraft, importDraft, readItems, submitDraft } from '#server/content/draft.ts';
import { folderHash } from '#server/content/folder-hash.ts';
import { itemsOf } from '#server/content/items.ts';
import type { Build } from '#server/content/kept-builds.ts';
import { liveItems } from '#server/content/live-items.ts';
import { publishDraft } from '#server/content/publish.ts';
import { readFolder } from '#server/content/read-folder.ts';
import type { Db } from '#server/db/schema.ts';

/**
 * Makes the demo bank's folder the live release when it is not: the demo's editor imports it, its approver approves. A folder whose
 * bytes are those the live release was made from is not even read.
 */
export async function seedContent(db: Db, dir: string, editor: string, approver: string, build?: Build): Promise<'kept' | 'published'> {
  const source = await folderHash(dir);
  const live = await db.selectFrom('live_release').select('source').executeTakeFirst();
  if (live?.source === source) return 'kept';

  const done = await seedFrom(db, dir, editor, approver, build);
  await db.updateTable('live_release').set({ source }).execute();
  return done;
}

async function seedFrom(db: Db, dir: string, editor: string, approver: string, build?: Build): Promise<'kept' | 'published'> {
  const folder = await readFolder(dir);
  const errors = [...folder.problems, ...checkFolder(folder)].filter(problem => problem.severity === 'error');
  if (errors.length > 0) throw new Error(`the demo content has errors:\n${errors.map(writeProblem).join('\n')}`);

  const live = await liveItems(db);
  if (live.length > 0 && hashOf(itemsOf(await readItems(db, live))) === hashOf(itemsOf(folder.release))) return 'kept';

  const { draft } = await importDraft(db, folder.release, 'demo bank', editor);
  await submitDraft(db, draft, editor);
  await approveDraft(db, draft, approver);
  await publishDraft(db, draft, undefined, build);
  return 'published';
}
