import { sql } from 'kysely';
import type { Clock } from '#ports/clock.ts';
import type { Db } from '#server/db/schema.ts';
import { pauseAfter } from '#server/deliver/back-off.ts';
import { answerWithinMs, type Posted, post } from '#server/deliver/post.ts';
import { signed } from '#server/deliver/sign.ts';
import type { Log } from '#server/log.ts';
import { type KeyRing, unseal } from '#server/vault/seal.ts';

/** What delivering needs. */
export interface DeliverParts {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly ring: KeyRing;
  readonly withinMs?: number; // a receiver is waited for; absent: ten seconds
}

const atOnce = 8; // for one receiver
const leaseMs = 30_000; // longer than a try may take: after a crash the note is tried again, under the same webhook-id
const lookEveryMs = 1_000;

/** What a receiver's secret is sealed for. */
export function purposeOf(webhook: string): string {
  return `webhook ${webhook}`;
}

/** Sends what is due until stopped. A slow receiver holds up nobody but itself; notes about one subject keep their order. */
export function keepDelivering(parts: DeliverParts): () => Promise<void> {
  const { clock, log } = parts;
  const busy = new Map<string, Promise<void>>();
  const ending = new AbortController();
  let stop = () => {};
  const again = () => {
    if (!ending.signal.aborted) stop = clock.after(lookEveryMs, () => void look());
  };
  const look = async () => {
    try {
      for (const id of await dueReceivers(parts)) {
        if (busy.has(id) || ending.signal.aborted) continue;
        const work = deliverTo(parts, id, ending.signal)
          .catch(error => log.warn({ err: error, webhook: id }, 'notes not delivered; tried again'))
          .finally(() => busy.delete(id));
        busy.set(id, work);
      }
    } catch (error) {
      log.warn({ err: error }, 'due notes not read; tried again');
    }
    again();
  };
  again();
  return async () => {
    ending.abort();
    stop();
    await Promise.allSettled(busy.values());
  };
}

async function dueReceivers({ db, clock }: DeliverParts): Promise<readonly string[]> {
  const now = new Date(clock.now());
  const rows = await db
    .selectFrom('deliveries')
    .innerJoin('webhooks', 'webhooks.id', 'deliveries.webhook')
    .select('deliveries.webhook')
    .distinct()
    .where('deliveries.state', '=', 'queued')
    .where('deliveries.next_at', '<=', now)
    .where('webhooks.is_on', '=', true)
    .limit(200)
    .execute();
  return rows.map(row => row.webhook);
}

/** Sends everything that is due to one receiver, a few at once, until nothing is left or a try did not succeed. */
async function deliverTo(parts: DeliverParts, webhook: string, signal: AbortSignal): Promise<void> {
  for (let more = true; more && !signal.aborted; ) {
    const claimed = await claim(parts, webhook);
    const ends = await Promise.all(claimed.map(note => deliver(parts, note, signal)));
    more = claimed.length > 0 && ends.every(end => end === 'taken');
  }
}

interface Note {
  readonly id: number;
  readonly key: string;
  readonly body: string;
  readonly tries: number;
  readonly url: string;
  readonly secret: Buffer;
  readonly webhook: string;
}

/** The next notes of a receiver, leased to this process. Behind an undelivered one about the same subject nothing overtakes. */
async function claim({ db, clock }: DeliverParts, webhook: string): Promise<readonly Note[]> {
  const now = new Date(clock.now());
  const { rows } = await sql<Note>`
    with due as (
      select d.id from deliveries d
      where d.webhook = ${webhook} and d.state = 'queued' and d.next_at <= ${now} and (d.leased_until is null or d.leased_until < ${now})
        and not exists (select from deliveries e where e.webhook = d.webhook and e.subject = d.subject and e.state = 'queued' and e.id < d.id)
      order by d.next_at, d.id limit ${atOnce} for update skip locked)
    update deliveries d set leased_until = ${new Date(now.getTime() + leaseMs)}, tries = d.tries + 1
    from due, webhooks w where d.id = due.id and w.id = d.webhook
    returning d.id, d.key, d.body::text as body, d.tries, w.url, w.secret, d.webhook`.execute(db);
  return rows;
}

async function deliver(parts: DeliverParts, note: Note, signal: AbortSignal): Promise<Posted['kind']> {
  const { clock, log, ring } = parts;
  const headers = signed(unseal(ring, purposeOf(note.webhook), note.secret), note.key, clock.now(), note.body);
  const end = await post(note.url, headers, note.body, { withinMs: parts.withinMs ?? answerWithinMs, signal });
  if (end.kind !== 'taken') log.info({ delivery: note.id, webhook: note.webhook, tries: note.tries, why: end.why }, 'note not taken');
  await writeDown(parts, note, end);
  return end.kind;
}

async function writeDown({ db, clock }: DeliverParts, { id, tries }: Note, end: Posted): Promise<void> {
  const now = clock.now();
  const open = db.updateTable('deliveries').where('id', '=', id).where('state', '=', 'queued');
  if (end.kind === 'taken') {
    await open.set({ state: 'delivered', delivered_at: new Date(now), leased_until: null, trouble: null }).execute();
    return;
  }
  const pause = end.kind === 'later' ? pauseAfter(tries, end.retryAfterMs) : null;
  if (pause === null) await open.set({ state: 'failed', leased_until: null, trouble: end.why }).execute();
  else await open.set({ next_at: new Date(now + pause), leased_until: null, trouble: end.why }).execute();
}
