import { type AnnouncementDoc, type AnnouncementKind, emptyDoc, textLimits } from '#domain/announcement.ts';
import type { Person } from '#domain/person.ts';
import { ProblemError } from '#domain/problem.ts';
import { makeDraft, saveDraft } from '#server/announce/drafts.ts';
import type { LiveArticles } from '#server/announce/live-articles.ts';
import { sendAnnouncement } from '#server/announce/send.ts';
import type { Db } from '#server/db/schema.ts';
import { personByStaffNo } from '#server/people/people.ts';
import type { PersonWho } from '#server/people/who.ts';
import { liveBot } from '#server/robots/bots/live-bot.ts';
import { shaOf } from '#server/robots/runs/evidence.ts';
import type { Behalf, Made, RunnerParts } from '#server/robots/runs/parts.ts';
import { systemTrouble } from '#server/robots/runs/system-trouble.ts';
import { makeTicket } from '#server/tickets/make-ticket.ts';
import type { TicketParts } from '#server/tickets/parts.ts';

const lastsMs = 30 * 86_400_000;

const kinds: Readonly<Record<string, AnnouncementKind>> = {
  'product-change': 'product',
  activity: 'activity',
  case: 'case',
  'voice-of-customer': 'voice',
  urgent: 'urgent',
};

/**
 * What robots make inside Deskside, by the very functions the screens call. It is made on behalf of whoever asked for the run, else of
 * the bot's author; what a bot may announce and where was approved with the bot. An urgent announcement waits for its approver all the same.
 */
export function robotMakes(tickets: TicketParts, articles: Pick<LiveArticles, 'referable'>): Pick<RunnerParts, 'announce' | 'ticket'> {
  const { db, clock } = tickets;
  return {
    announce: (order, behalf, made) =>
      honestly(async () => {
        const author = await personFor(db, behalf);
        if (!author) return nobody();
        const before = (made as { made?: { announcement?: number } } | null)?.made?.announcement;
        const now = clock.now();
        const doc: AnnouncementDoc = {
          ...emptyDoc,
          kind: kinds[order.kind] ?? 'product',
          lang: author.lang,
          title: order.says.slice(0, textLimits.title * 10),
          body: order.text.slice(0, textLimits.body * 10),
          targets: { ...emptyDoc.targets, units: [...order.teams], queues: [...order.queues] },
          expiresAt: new Date(now + lastsMs).toISOString(),
        };
        const id = before ?? (await draftOf(db, author, behalf, doc, now));
        const row = await db.selectFrom('announcements').select(['state', 'revision']).where('id', '=', id).executeTakeFirst();
        if (row?.state === 'draft')
          await sendAnnouncement(
            db,
            id,
            { id: author.id, scope: null },
            { revision: row.revision, reason: `${behalf.bot} ${behalf.run}` },
            await articles.referable(),
            now,
          );
        return { kind: 'made', made: { announcement: id }, found: {} };
      }),
    ticket: (order, behalf) =>
      honestly(async () => {
        const person = await personFor(db, behalf);
        if (!person) return nobody();
        const { number } = await makeTicket(tickets, asWho(person), {
          request: requestOf(behalf),
          kind: order.kind,
          title: order.says.slice(0, 200),
          description: order.text.slice(0, 8000),
          ...(order.leaf === undefined ? {} : { category: order.leaf }),
          ...(order.fields === undefined ? {} : { fields: order.fields }),
        });
        return { kind: 'made', made: { ticket: number }, found: order.into === undefined ? {} : { [order.into]: number } };
      }),
  };
}

/** The draft and that the deed has it in one transaction: after a crash the same one is sent. */
async function draftOf(db: Db, author: Person, { run, path }: Behalf, doc: AnnouncementDoc, nowMs: number): Promise<number> {
  const now = new Date(nowMs);
  return await db.transaction().execute(async trx => {
    const id = await makeDraft(trx, author, undefined, now);
    await saveDraft(trx, id, author.id, { revision: 1, doc }, now);
    await trx
      .updateTable('robot_deeds')
      .set({ made: JSON.stringify({ made: { announcement: id } }) })
      .where('run', '=', run)
      .where('path', '=', path)
      .execute();
    return id;
  });
}

async function personFor(db: Db, { staffNo, bot }: Behalf): Promise<Person | undefined> {
  return await personByStaffNo(db, staffNo ?? (await liveBot(db, bot))?.author ?? '');
}

/** Somebody a robot acts for, who is not here: no session, and no rights beyond the deed itself. */
function asWho({ id, staffNo, name, unit, queues, lang, roles }: Person): PersonWho {
  const session = { tokenHash: Buffer.alloc(0), csrf: '', expiresAt: 0 };
  return { kind: 'person', id, staffNo, name, unit, queues, lang, roles, grants: [], may: new Set(), session };
}

function requestOf({ run, path }: Behalf): string {
  return `${run} ${shaOf(path).slice(0, 24)}`;
}

function nobody(): Made {
  return { kind: 'failed', trouble: systemTrouble('BAD_INPUT', 'there is nobody it could be made for') };
}

/** A refusal of the feature is the step's trouble, in its own words. */
async function honestly(work: () => Promise<Made>): Promise<Made> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const { problem } = error;
    const why = problem.kind === 'invalid' ? `${problem.field} ${problem.why}` : problem.kind === 'conflict' ? problem.why : problem.kind;
    return { kind: 'failed', trouble: systemTrouble('BAD_INPUT', why) };
  }
}
