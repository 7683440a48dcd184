import type { Release } from '#domain/release.ts';
import { audit } from '#server/audit/audit.ts';
import { approveDraft, type Imported, importDraft, submitDraft } from '#server/content/draft.ts';
import { type Published, publishDraft } from '#server/content/publish.ts';
import { orderRecall, type Recall } from '#server/content/recall.ts';
import type { Db } from '#server/db/schema.ts';

/** Who does something to content. */
export interface Editor {
  readonly id: string; // in the audit
  readonly staffNo: string;
}

/** Stores content as a draft, hands it to the approvers and records it. */
export function bringContent(db: Db, release: Release, title: string, who: Editor): Promise<Imported> {
  return db.transaction().execute(async trx => {
    const imported = await importDraft(trx, release, title, who.staffNo);
    await submitDraft(trx, imported.draft, who.staffNo);
    const { draft, items, changed } = imported;
    await audit(trx, { who: who.id, action: 'content-imported', subject: `draft/${draft}`, details: { items, changed } });
    return imported;
  });
}

/** Approves a draft and records it; never one's own. */
export function approveContent(db: Db, draft: number, who: Editor): Promise<void> {
  return db.transaction().execute(async trx => {
    await approveDraft(trx, draft, who.staffNo);
    await audit(trx, { who: who.id, action: 'content-approved', subject: `draft/${draft}`, details: {} });
  });
}

/** Makes an approved draft the live release and records it. */
export function publishContent(db: Db, draft: number, who: Editor): Promise<Published> {
  return publishDraft(db, draft, (trx, { release }) =>
    audit(trx, { who: who.id, action: 'content-published', subject: `draft/${draft}`, details: { release } }),
  );
}

/** Stops the live version of one piece on running conversations and records it. */
export function recallContent(db: Db, what: Omit<Parameters<typeof orderRecall>[1], 'by'>, who: Editor): Promise<Recall> {
  return db.transaction().execute(async trx => {
    const recall = await orderRecall(trx, { ...what, by: who.staffNo });
    const { id, kind, key, version, act } = recall;
    const action = act === 'recalled' ? 'content-recalled' : 'content-suspended';
    await audit(trx, { who: who.id, action, subject: `${kind}/${key}`, details: { recall: id, version } });
    return recall;
  });
}
