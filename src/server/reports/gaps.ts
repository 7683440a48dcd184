import { sql } from 'kysely';
import { ProblemError } from '#domain/problem.ts';
import { audit } from '#server/audit/audit.ts';
import type { Db } from '#server/db/schema.ts';
import { personByStaffNo } from '#server/people/people.ts';

/** Where something happened: a conversation and a place in its log. `text`, marked, only for whoever may read any conversation. */
export interface GapExample {
  readonly conversation: string;
  readonly position: number;
  readonly text?: string;
}

/** One kind of gap in a week: how often, per hundred conversations, and a few places to look at. */
export interface Gap {
  readonly n: number;
  readonly perHundred: number;
  readonly examples: readonly GapExample[];
}

/** What knowledge lacked in one week (from Monday on). */
export interface GapWeek {
  readonly from: string; // the Monday, 2026-11-16
  readonly conversations: number;
  readonly unanswered: Gap; // questions no card answered
  readonly dismissed: Gap & { readonly cards: readonly { readonly card: string; readonly n: number }[] }; // cards agents waved away
  readonly lookedUpInVain: Gap; // searches of agents without a result
}

/** Days from and to, both counted, as yyyymmdd: the days conversations were opened. */
export interface Days {
  readonly from: number;
  readonly to: number;
}

/** Reads the gaps of some days from the log, week by week. */
export async function readGaps(db: Db, days: Days, mostExamples: number): Promise<readonly GapWeek[]> {
  const { rows: weeks } = await sql<{ monday: string; conversations: number }>`
    select ${monday} as monday, count(*)::int as conversations
    from conversations where day between ${days.from} and ${days.to} group by 1 order by 1`.execute(db);
  const found = await findGaps(db, days);
  return weeks.map(({ monday: from, conversations }) => {
    const of = (kind: GapRow['kind']): readonly GapRow[] => found.filter(row => row.kind === kind && row.monday === from);
    const gap = (rows: readonly GapRow[]): Gap => ({
      n: rows.length,
      perHundred: Math.round((rows.length * 1000) / Math.max(1, conversations)) / 10,
      examples: rows.slice(0, mostExamples).map(({ conversation, position }) => ({ conversation, position })),
    });
    const dismissed = of('dismissed');
    return {
      from,
      conversations,
      unanswered: gap(of('unanswered')),
      dismissed: { ...gap(dismissed), cards: byCard(dismissed) },
      lookedUpInVain: gap(of('looked-up')),
    };
  });
}

/** The same with what was said, for somebody who may read any conversation; that it was read is recorded. */
export async function withTexts(db: Db, weeks: readonly GapWeek[], staffNo: string): Promise<readonly GapWeek[]> {
  const person = await personByStaffNo(db, staffNo);
  const roles = person?.active ? person.roles.map(({ role }) => role) : [];
  const allowed =
    roles.length > 0 && (await db.selectFrom('role').select('key').where('key', 'in', roles).where(mayReadAny).execute()).length > 0;
  if (!person || !allowed) throw new ProblemError({ kind: 'not-allowed', action: 'conversation.read.any' });

  const places = weeks.flatMap(({ unanswered, dismissed, lookedUpInVain }) =>
    [unanswered, dismissed, lookedUpInVain].flatMap(({ examples }) => examples),
  );
  const texts = await readTexts(db, places);
  const told = <Of extends Gap>(gap: Of): Of => ({
    ...gap,
    examples: gap.examples.map(place => {
      const text = texts.get(`${place.conversation} ${place.position}`);
      return text === undefined ? place : { ...place, text };
    }),
  });
  const conversations = [...new Set(places.map(({ conversation }) => conversation))];
  await db.transaction().execute(async trx => {
    for (const subject of conversations)
      await audit(trx, { who: person.id, action: 'conversation.read', subject, details: { report: 'gaps' } });
  });
  return weeks.map(week => ({
    ...week,
    unanswered: told(week.unanswered),
    dismissed: told(week.dismissed),
    lookedUpInVain: told(week.lookedUpInVain),
  }));
}

interface GapRow {
  readonly kind: 'unanswered' | 'dismissed' | 'looked-up';
  readonly monday: string;
  readonly conversation: string;
  readonly position: number;
  readonly card: string | null;
}

const monday = sql<string>`to_char(date_trunc('week', to_date(day::text, 'YYYYMMDD')), 'YYYY-MM-DD')`;
const mayReadAny = sql<boolean>`'conversation.read.any' = any(may)`;

/** One row a gap. A question stands where it was asked; a card or a search where the agent acted. */
async function findGaps(db: Db, { from, to }: Days): Promise<readonly GapRow[]> {
  const { rows } = await sql<GapRow>`
    select 'unanswered' as kind, ${monday} as monday, conversation,
      coalesce((change #>> '{advice,evidence,0,position}')::int, position) as position, null as card
    from events, jsonb_array_elements(events.advice) change
    where day between ${from} and ${to} and change ->> 'op' <> 'withdrawn' and change #>> '{advice,key}' = 'metric:unanswered'
    union all
    select what #>> '{act,kind}', ${monday}, conversation, position, what #>> '{act,key}'
    from events
    where day between ${from} and ${to} and what ->> 'kind' = 'acted'
      and (what #>> '{act,kind}' = 'dismissed' and what #>> '{act,key}' like 'card:%'
        or what #>> '{act,kind}' = 'looked-up' and what #>> '{act,article}' is null)
    order by 2, 3, 4 limit ${mostRows}`.execute(db);
  if (rows.length === mostRows) throw new Error(`more than ${mostRows} gaps: ask for fewer weeks`);
  return rows;
}

const mostRows = 200_000;

function byCard(rows: readonly GapRow[]): readonly { card: string; n: number }[] {
  const counts = new Map<string, number>();
  for (const { card } of rows) if (card !== null) counts.set(card, (counts.get(card) ?? 0) + 1);
  return [...counts]
    .map(([card, n]) => ({ card, n }))
    .sort((a, b) => b.n - a.n || (a.card < b.card ? -1 : 1))
    .slice(0, 20);
}

/** What was said last at or before each place, as stored: secrets are marks. */
async function readTexts(db: Db, places: readonly GapExample[]): Promise<ReadonlyMap<string, string>> {
  if (places.length === 0) return new Map();
  const { rows } = await sql<{ conversation: string; position: number; text: string | null }>`
    select place.conversation, place.position,
      (select what #>> '{utterance,text}' from events
        where day = left(place.conversation, 8)::int and conversation = place.conversation and position <= place.position and what ->> 'kind' = 'heard'
        order by position desc limit 1) as text
    from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as place(conversation text, position int)`.execute(db);
  return new Map(
    rows.flatMap(({ conversation, position, text }) => (text === null ? [] : [[`${conversation} ${position}`, text] as const])),
  );
}
