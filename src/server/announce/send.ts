import { sql } from 'kysely';
import type { AnnouncementDoc, AnnouncementState } from '#domain/announcement.ts';
import { readAudience, type Scope } from '#server/announce/audience.ts';
import { type Referable, whyNotSent, whyTooLate } from '#server/announce/check-announcement.ts';
import { countCurrent, lock, lockDraft, refuse } from '#server/announce/drafts.ts';
import { mostCurrent } from '#server/announce/read-notices.ts';
import { audit } from '#server/audit/audit.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import { decide, propose } from '#server/people/four-eyes.ts';

/** Who sends, and the units they may write to. */
export interface Sender {
  readonly id: string;
  readonly scope: Scope;
}

const action = 'announcement.send';
const subjectOf = (id: number) => `announcement/${id}`;

/** Checks everything and lets it out; an urgent one is proposed to somebody else instead. */
export async function sendAnnouncement(
  db: Db,
  id: number,
  sender: Sender,
  given: { readonly revision: number; readonly reason: string },
  live: Referable,
  nowMs: number,
): Promise<{ readonly state: AnnouncementState; readonly audience: number }> {
  const now = new Date(nowMs);
  return db.transaction().execute(async trx => {
    const { doc, revision } = await lockDraft(trx, id, sender.id);
    if (revision !== given.revision) refuse({ kind: 'conflict', why: `it was saved elsewhere as revision ${revision}` });
    const problem = whyNotSent(doc, live, nowMs) ?? whyTooLate(doc, nowMs);
    if (problem) refuse(problem);
    const { count } = await readAudience(trx, doc.targets, sender.scope, { limit: 0 }, now);
    if (count === 0) refuse({ kind: 'invalid', field: 'targets', why: 'reach nobody with a desk' });
    const scope = sender.scope === null ? null : [...sender.scope];
    await trx.updateTable('announcements').set({ scope }).where('id', '=', id).execute();
    if (doc.kind !== 'urgent') {
      await publish(trx, id, doc, sender.id, null, now);
      return { state: 'published' as const, audience: count };
    }
    const asked = await propose(trx, { action, subject: subjectOf(id), details: { revision, doc }, reason: given.reason, by: sender.id });
    if ('problem' in asked) refuse(asked.problem);
    await trx.updateTable('announcements').set({ state: 'waiting' }).where('id', '=', id).execute();
    return { state: 'waiting' as const, audience: count };
  });
}

/** Decides on an urgent one: approved it goes out at once, with what was asked for; otherwise it is a draft again. */
export async function decideAnnouncement(
  db: Db,
  id: number,
  approver: Sender,
  given: { readonly decision: 'approved' | 'refused' | 'withdrawn'; readonly note: string },
  live: Referable,
  nowMs: number,
): Promise<AnnouncementState> {
  return db.transaction().execute(async trx => {
    const { state, doc, author, scope } = await lock(trx, id);
    if (state !== 'waiting') refuse({ kind: 'conflict', why: 'it waits for no decision' });
    const open = await trx
      .selectFrom('proposal')
      .select('id')
      .where('action', '=', action)
      .where('subject', '=', subjectOf(id))
      .where('decision', 'is', null)
      .executeTakeFirstOrThrow();
    const decided = await decide(trx, { proposal: open.id, by: approver.id, decision: given.decision, note: given.note });
    if ('problem' in decided) refuse(decided.problem);
    if (given.decision !== 'approved') {
      await trx.updateTable('announcements').set({ state: 'draft' }).where('id', '=', id).execute();
      return 'draft';
    }
    await mustCover(trx, doc, scope ?? null, approver.scope, nowMs);
    // Meanwhile it may have expired, or an article may be gone. An hour that passed while it waited stops nobody: it goes out at once.
    const problem = whyNotSent(doc, live, nowMs);
    if (problem) refuse(problem);
    await publish(trx, id, doc, author, approver.id, new Date(nowMs));
    return 'published';
  });
}

/** Whoever approves answers for every unit it goes to. */
async function mustCover(trx: Trx, doc: AnnouncementDoc, sent: Scope, approver: Scope, nowMs: number): Promise<void> {
  if (approver === null) return;
  const now = new Date(nowMs);
  const both = sent === null ? approver : sent.filter(unit => approver.includes(unit));
  const [whole, covered] = [
    await readAudience(trx, doc.targets, sent, { limit: 0 }, now),
    await readAudience(trx, doc.targets, both, { limit: 0 }, now),
  ];
  if (whole.count > covered.count) refuse({ kind: 'not-allowed', action: 'approve what goes to units of others' });
}

/** Takes a sent announcement back: desks strike it within seconds, its figures stay. */
export async function recallAnnouncement(trx: Trx, id: number, by: string, reason: string, now: Date): Promise<void> {
  const { state } = await lock(trx, id);
  if (state !== 'published') refuse({ kind: 'conflict', why: `it is ${state}` });
  await trx
    .updateTable('announcements')
    .set({ state: 'recalled', ended_at: now, ended_by: by, reason, stamp: sql`stamp + 1` })
    .where('id', '=', id)
    .execute();
  await audit(trx, { who: by, action: 'announcement-recalled', subject: subjectOf(id), details: { reason } });
}

async function publish(trx: Trx, id: number, doc: AnnouncementDoc, author: string, approver: string | null, now: Date): Promise<void> {
  if ((await countCurrent(trx, now)) >= mostCurrent)
    refuse({ kind: 'conflict', why: `${mostCurrent} announcements are in force: recall some first` });
  const row = await trx
    .updateTable('announcements')
    .set({
      state: 'published',
      published_at: now,
      approved_by: approver,
      expires_at: new Date(doc.expiresAt ?? now),
      stamp: sql`stamp + 1`,
    })
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow();
  await audit(trx, {
    who: approver ?? author,
    action: 'announcement-sent',
    subject: subjectOf(id),
    details: { kind: doc.kind, version: row.version, author, expiresAt: doc.expiresAt },
  });
}
