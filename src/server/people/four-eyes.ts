import { randomUUID } from 'node:crypto';
import type { Problem } from '#domain/problem.ts';
import { audit } from '#server/audit/audit.ts';
import type { Db, Trx } from '#server/db/schema.ts';

/** One thing that needs two people. */
export type Proposal = {
  readonly id: string;
  readonly action: string;
  readonly subject: string;
  readonly details: unknown;
  readonly reason: string;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly decision?: 'approved' | 'refused' | 'withdrawn';
  readonly decidedBy?: string;
};

/** Asks for something that somebody else must decide. A second open request for the same thing is a conflict. */
export async function propose(
  trx: Trx,
  asked: { action: string; subject: string; details: unknown; reason: string; by: string },
): Promise<{ readonly id: string } | { readonly problem: Problem }> {
  const id = randomUUID();
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('proposal')
    .values({
      id,
      action: asked.action,
      subject: asked.subject,
      details: JSON.stringify(asked.details),
      reason: asked.reason,
      asked_by: asked.by,
      decided_by: null,
      decision: null,
      note: null,
    })
    .onConflict(row => row.columns(['action', 'subject']).where('decision', 'is', null).doNothing())
    .executeTakeFirst();
  if (!numInsertedOrUpdatedRows)
    return { problem: { kind: 'conflict', why: `${asked.action} of ${asked.subject} is already waiting for a decision` } };
  await audit(trx, { who: asked.by, action: `${asked.action}.proposed`, subject: asked.subject, details: { proposal: id } });
  return { id };
}

/**
 * Decides a proposal. Whoever asked may only withdraw; the database refuses it too. What was approved is returned, so that the caller
 * does it in the same transaction.
 */
export async function decide(
  trx: Trx,
  given: { proposal: string; by: string; decision: 'approved' | 'refused' | 'withdrawn'; note?: string },
): Promise<{ readonly proposal: Proposal } | { readonly problem: Problem }> {
  const row = await trx.selectFrom('proposal').selectAll().where('id', '=', given.proposal).forUpdate().executeTakeFirst();
  if (!row) return { problem: { kind: 'not-found', what: 'proposal', id: given.proposal } };
  if (row.decision) return { problem: { kind: 'conflict', why: `it was ${row.decision} before` } };
  const bySelf = row.asked_by === given.by;
  if (bySelf && given.decision !== 'withdrawn') return { problem: { kind: 'four-eyes', action: row.action } };
  if (!bySelf && given.decision === 'withdrawn')
    return { problem: { kind: 'not-allowed', action: 'withdraw what somebody else asked for' } };

  await trx
    .updateTable('proposal')
    .set({ decision: given.decision, decided_by: given.by, decided_at: new Date(), note: given.note ?? null })
    .where('id', '=', given.proposal)
    .execute();
  await audit(trx, { who: given.by, action: `${row.action}.${given.decision}`, subject: row.subject, details: { proposal: row.id } });
  return { proposal: { ...proposalOf(row), decision: given.decision, decidedBy: given.by } };
}

/** What waits for a decision, oldest first. */
export async function openProposals(db: Db, action?: string): Promise<readonly Proposal[]> {
  let query = db.selectFrom('proposal').selectAll().where('decision', 'is', null).orderBy('asked_at').limit(500);
  if (action) query = query.where('action', '=', action);
  return (await query.execute()).map(proposalOf);
}

function proposalOf(row: {
  id: string;
  action: string;
  subject: string;
  details: unknown;
  reason: string;
  asked_by: string;
  asked_at: Date;
}): Proposal {
  return {
    id: row.id,
    action: row.action,
    subject: row.subject,
    details: row.details,
    reason: row.reason,
    askedBy: row.asked_by,
    askedAt: row.asked_at,
  };
}
