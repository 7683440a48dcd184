import type { Insertable } from 'kysely';
import { civilDateOf, dayNumberOf } from '#domain/civil-date.ts';
import { chanceOf } from '#engine/chance.ts';
import type { Db } from '#server/db/schema.ts';
import type { ValueTables } from '#server/db/tables/value.ts';
import { mondayOf, tenureOf } from '#server/value/tenure.ts';

type Counted = Insertable<ValueTables['call_facts']>;

const weeks = 8;
const callsOfWeek = { assisted: 10, silent: 4 } as const;
const leaves = ['010101', '010203', '020101', '030105'];
const rowsAtOnce = 400;
const dayMs = 86_400_000;

/** How invented calls of either arm go, on average. */
const going = {
  assisted: {
    within15: 0.9,
    answerMs: 8_500,
    talkMs: 236_000,
    afterMs: 21_000,
    omitted: 0.05,
    again: 0.05,
    silence: 0.035,
    talkOvers: 0.28,
  },
  silent: {
    within15: 0.77,
    answerMs: 11_800,
    talkMs: 259_000,
    afterMs: 46_000,
    omitted: 0.13,
    again: 0.08,
    silence: 0.06,
    talkOvers: 0.33,
  },
} as const;

/**
 * Invents what would have been counted of calls in the eight weeks before this one, of both arms, so that the demo's value page has something
 * to compare. Each is marked as invented, and the page says so. The same weeks always give the same calls, and none is written twice.
 */
export async function seedValue(db: Db, nowMs: number): Promise<void> {
  const agents = await db
    .selectFrom('person')
    .innerJoin('person_role', 'person_role.person', 'person.id')
    .select(['staff_no', 'person.unit', 'queues', 'hired_on'])
    .where('role', '=', 'agent')
    .where('active', '=', true)
    .orderBy('staff_no')
    .execute();
  const thisMonday = dayNumberOf(mondayOf(new Date(nowMs).toISOString().slice(0, 10)));
  const rows = Array.from({ length: weeks }, (_, back) => thisMonday - 7 * (back + 1)).flatMap(monday =>
    agents.flatMap(agent => weekOf(agent, monday)),
  );
  for (let at = 0; at < rows.length; at += rowsAtOnce)
    await db
      .insertInto('call_facts')
      .values(rows.slice(at, at + rowsAtOnce))
      .onConflict(row => row.column('conversation').doNothing())
      .execute();
}

interface Invented {
  readonly staff_no: string;
  readonly unit: string;
  readonly queues: readonly string[];
  readonly hired_on: string | null;
}

/** An agent's week: faster or slower than others, and each call by chance. */
function weekOf(agent: Invented, monday: number): readonly Counted[] {
  const own = 0.85 + 0.3 * chanceOf(Number(agent.staff_no))();
  const chance = chanceOf(monday * 10_000 + Number(agent.staff_no));
  const arms = (['assisted', 'silent'] as const).flatMap(arm => Array<'assisted' | 'silent'>(callsOfWeek[arm]).fill(arm));
  const rows: Counted[] = [];
  for (const [at, arm] of arms.entries()) rows.push(callOf(agent, monday, at, arm, own, chance, rows.at(-1)));
  return rows;
}

function callOf(
  { staff_no, unit, queues, hired_on }: Invented,
  monday: number,
  at: number,
  arm: 'assisted' | 'silent',
  own: number,
  chance: () => number,
  before: Counted | undefined,
): Counted {
  const { within15, answerMs, talkMs, afterMs, omitted, again, silence, talkOvers } = going[arm];
  const about = (mean: number) => Math.round(mean * (0.6 + 0.8 * chance()));
  const times = (n: number, share: number) => Array.from({ length: n }, chance).filter(one => one < share).length;
  const answers = 2 + Math.floor(chance() * 4);
  const [talk, after] = [about(talkMs * own), about(afterMs * own)];
  const lookUps = arm === 'assisted' ? times(2, 0.3) : 0;
  const isConfirmed = arm === 'assisted' && chance() < 0.97;
  const wrapMs = isConfirmed ? (chance() < 0.02 ? 700 : after) : null;
  const spoken = Math.round(talk * 0.42);
  const isAgain = before !== undefined && chance() < again;
  const openedAt = (monday + (at % 5)) * dayMs + Math.floor((1 + chance() * 8) * 3_600_000); // 09:00 to 17:00 in Shanghai
  const openedOn = civilDateOf(monday + (at % 5));
  return {
    conversation: `invented-${civilDateOf(monday)}-${staff_no}-${at}`,
    invented: true,
    day: Number(openedOn.replaceAll('-', '')),
    week: civilDateOf(monday),
    opened_at: new Date(openedAt),
    closed_at: new Date(openedAt + talk),
    agent: staff_no,
    unit,
    queue: queues[at % Math.max(1, queues.length)] ?? '',
    tenure: tenureOf(hired_on, openedOn),
    arm,
    answers,
    answers_15: times(answers, within15),
    unanswered: times(answers, (1 - within15) / 3),
    answer_ms: answers * about(answerMs),
    look_ups: lookUps,
    look_up_ms: lookUps * about(9_000),
    talk_ms: talk,
    after_ms: wrapMs ?? after,
    steps: 5,
    omitted: times(5, omitted),
    customer: isAgain ? (before.customer ?? null) : `invented ${monday} ${staff_no} ${at}`,
    leaf: isAgain ? (before.leaf ?? null) : (leaves[Math.floor(chance() * leaves.length)] as string),
    confirmed: isConfirmed,
    unchanged: isConfirmed && chance() < 0.82,
    wrap_ms: wrapMs,
    layout: 'dual',
    silence_ms: Math.round(talk * silence * (0.5 + chance())),
    hold_ms: chance() < 0.2 ? about(25_000) : 0,
    talk_overs: times(2, talkOvers / 2),
    letters: Math.round((spoken / 60_000) * (215 + 40 * chance())),
    spoken_ms: spoken,
  };
}
