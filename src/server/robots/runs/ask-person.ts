import type { RunWish, TaskShows } from '#domain/robot-run.ts';
import type { Answer, Order } from '#robots/orders.ts';
import type { Trx } from '#server/db/schema.ts';
import { retract } from '#server/robots/runs/before-step.ts';
import { settleDeed, takeDeed } from '#server/robots/runs/deeds.ts';
import { finish, type NewTask } from '#server/robots/runs/finish.ts';
import { type NewRow, type StepStanding, stepRow, writeJournal } from '#server/robots/runs/journal.ts';
import { picture, type Reading, shown, verify } from '#server/robots/runs/perform.ts';
import { callOf, premiseByHand } from '#server/robots/runs/premise.ts';
import type { Ride } from '#server/robots/runs/ride.ts';
import { whatItDoes } from '#server/robots/runs/what-it-does.ts';

/** An order is answered, or the ride is over: the run waits, ended, or is tried later. */
export type Settled = { readonly kind: 'answer'; readonly answer: Answer } | { readonly kind: 'over' };

type ForPeople = Extract<Order, { do: 'approve' | 'hand-over' | 'ask' }>;

/** Steps that are a person's. */
export function isForPeople(order: Order): order is ForPeople {
  return order.do === 'approve' || order.do === 'hand-over' || order.do === 'ask';
}

/** Asks a person; the run waits. In a dry run nobody is asked to approve: it is written down what they would have seen. */
export async function askPerson(ride: Ride, order: ForPeople, attempt: number): Promise<Settled> {
  const { hidden } = ride;
  const after = await picture(ride);
  const seen = after ? { after } : {};
  if (order.do === 'approve') {
    const values = [...hidden.within(order.show)];
    if (ride.run.mode === 'dry') {
      await writeJournal(ride.parts.db, ride.parts.ring, ride.holder, [
        { ...stepRow(order, 'skipped', attempt, { would: values, ...seen }), found: {} },
      ]);
      return { kind: 'answer', answer: { kind: 'done', found: {} } };
    }
    return await wait(ride, order, attempt, {
      kind: 'approval',
      shows: { title: order.says, titleEn: order.titleEn, values, ...seen },
      withinMs: order.withinMs,
      otherwise: order.otherwise,
    });
  }
  if (order.do === 'ask') {
    const shows: TaskShows = {
      ...titled(order, hidden.text(order.question), englishOf(ride, order.questionEn)),
      text: hidden.text(order.question),
      textEn: englishOf(ride, order.questionEn),
      values: [],
      options: [...order.options],
      ...(order.optionsEn ? { optionsEn: [...order.optionsEn] } : {}),
      ...seen,
    };
    return await wait(ride, order, attempt, { kind: 'answer', shows, withinMs: order.withinMs, otherwise: 'abort' });
  }
  const [why, whyEn] = [hidden.text(order.why), englishOf(ride, order.whyEn)];
  return await wait(ride, order, attempt, handOver(ride, { text: why, textEn: whyEn }, titled(order, why, whyEn), seen));
}

/** Somebody wants to do this step by hand. */
export async function askTakeOver(ride: Ride, order: Order, attempt: number, wish: RunWish): Promise<Settled> {
  const after = await picture(ride);
  const task = handOver(ride, { text: wish.reason }, titled(order, order.step), after ? { after } : {});
  const { key } = order;
  const also = async (trx: Trx, at: Date) => {
    if (order.effect === 'commit' && key !== undefined) await takeDeed(trx, ride, { ...order, key }, at); // nobody does it beside the person
  };
  return await wait(ride, order, attempt, { ...task, shows: { ...task.shows, values: [...whatItDoes(ride, order)] } }, also);
}

/** Nobody can tell whether a commit took effect: a person decides, a second one agrees, and nothing is done again until then. */
export async function doubt(
  ride: Ride,
  order: Order,
  attempt: number,
  reading: Reading | null,
  why: string,
  details: Readonly<Record<string, unknown>> | null,
): Promise<Settled> {
  const at = new Date().toISOString();
  const pictureOf = (name: string) => (typeof details?.[name] === 'string' ? { [name]: details[name] as string } : {});
  const shows: TaskShows = {
    ...titled(order, order.step),
    text: ride.hidden.text(why),
    values: [...(order.key === undefined ? [] : [{ label: 'key', value: ride.hidden.text(order.key) }]), ...whatItDoes(ride, order)],
    ...pictureOf('before'),
    ...pictureOf('after'),
    ...(reading ? { reading: readingOf(ride, reading, at) } : {}),
  };
  const unknown = stepRow(order, 'unknown', attempt, {
    ...details,
    ...(reading ? { verification: reading.details } : {}),
    why: ride.hidden.text(why),
  });
  await finish(ride, { kind: 'waits', task: { kind: 'decision', shows, withinMs: null, otherwise: null } }, order, [unknown]);
  return { kind: 'over' };
}

/** Reads the target again for whoever decides. Where it now says that it took effect, nobody has to decide any more. */
export async function readDoubtAgain(ride: Ride, order: Order, standing: StepStanding): Promise<Settled | null> {
  const task = String(standing.details.task ?? '');
  const { db, ring } = ride.parts;
  const reading = await verify(ride, order, {}, AbortSignal.timeout(60_000));
  if (!reading) return null;
  if (reading.verdict === 'took') {
    const result: NewRow = {
      ...stepRow(order, 'done', standing.attempt, { verification: reading.details, readAgain: true, found: shown(ride, reading.found) }),
      found: reading.found,
    };
    await writeJournal(db, ring, ride.holder, [result], async (trx, at) => {
      await settleDeed(trx, ride, order, 'done', at);
      await trx
        .updateTable('robot_tasks')
        .set({ state: 'withdrawn' })
        .where('id', '=', task)
        .where('state', 'in', ['open', 'second'])
        .execute();
      await trx.updateTable('robot_runs').set({ wish: null }).where('id', '=', ride.run.id).execute();
    });
    return { kind: 'answer', answer: { kind: 'done', found: reading.found } };
  }
  const open = await db.selectFrom('robot_tasks').select('shows').where('id', '=', task).executeTakeFirst();
  if (open)
    await db
      .updateTable('robot_tasks')
      .set({ shows: JSON.stringify({ ...open.shows, reading: readingOf(ride, reading, new Date().toISOString()) }) })
      .where('id', '=', task)
      .where('state', 'in', ['open', 'second'])
      .execute();
  return null;
}

/** What a person's answer means for the step that waited; `do`: it is done now. */
export async function afterTask(ride: Ride, order: Order, standing: StepStanding): Promise<Settled | { readonly kind: 'do' }> {
  const { db, ring } = ride.parts;
  const task = await db
    .selectFrom('robot_tasks')
    .selectAll()
    .where('id', '=', String(standing.details.task ?? ''))
    .executeTakeFirst();
  if (!task) return { kind: 'do' };
  if (task.state === 'open' || task.state === 'second') {
    await finish(ride, { kind: 'waits-on', task: task.id, taskKind: task.kind, untilMs: task.until_at?.getTime() ?? null }, order, []);
    return { kind: 'over' };
  }
  const { attempt } = standing;
  const who = {
    task: task.id,
    ...(task.settled_by ? { by: task.settled_by } : {}),
    ...(task.second_by ? { second: task.second_by } : {}),
    ...(task.reason ? { reason: task.reason } : {}),
  };
  const refuse = async (code: string, message: string): Promise<Settled> => {
    const trouble = { kind: 'business' as const, code, message };
    await writeJournal(db, ring, ride.holder, [stepRow(order, 'failed', attempt, { ...who, trouble })], async (trx, at) => {
      if (order.effect === 'commit') await settleDeed(trx, ride, order, 'void', at);
    });
    return { kind: 'answer', answer: { kind: 'failed', trouble } };
  };
  const takeByHand: Also = async (trx, at) => {
    if (order.effect !== 'commit') return;
    if (task.kind !== 'decision' && order.key !== undefined) await takeDeed(trx, ride, { ...order, key: order.key }, at); // done by hand is done
    await settleDeed(trx, ride, order, 'done', at);
  };
  const settle = async (what: 'done' | 'by-hand', found: Readonly<Record<string, unknown>>, more: object = {}): Promise<Settled> => {
    const result: NewRow = { ...stepRow(order, what, attempt, { ...who, ...more, found: shown(ride, found) }), found };
    await writeJournal(db, ring, ride.holder, [result], takeByHand);
    return { kind: 'answer', answer: { kind: 'done', found } };
  };
  if (task.state !== 'settled' || !task.answer) {
    if (task.otherwise === 'hand-over') {
      const premise = await premiseByHand(ride, order);
      if (premise?.kind === 'gone') return await retract(ride, order, attempt, premise);
      return await wait(ride, order, attempt, handOver(ride, { text: 'nobody answered in time' }, titled(order, order.step), {}));
    }
    return await refuse(task.kind === 'approval' ? 'NOT_APPROVED' : 'NOT_ANSWERED', 'nobody answered in time');
  }
  switch (task.answer.kind) {
    case 'approved':
      return await settle('done', {});
    case 'refused':
      return await refuse('REFUSED', `refused by ${task.settled_by ?? ''}`);
    case 'answered':
      return await settle('done', order.do === 'ask' ? { [order.into]: task.answer.option } : {}, { option: task.answer.option });
    case 'handed-back':
      return await settle('by-hand', task.answer.values ?? {}, callOf(await premiseByHand(ride, order)));
    case 'finished':
      await finish(
        ride,
        { kind: 'done', outputs: {}, refused: [] },
        order,
        [stepRow(order, 'by-hand', attempt, { ...who, finished: true, ...callOf(await premiseByHand(ride, order)) })],
        takeByHand,
      );
      return { kind: 'over' };
    case 'abandoned':
      return await refuse('ABANDONED', `given up by ${task.settled_by ?? ''}`);
    case 'took-effect':
    case 'by-hand': {
      const reading = await verify(ride, order, {}, AbortSignal.timeout(60_000));
      return await settle(task.answer.kind === 'by-hand' ? 'by-hand' : 'done', reading?.found ?? {}, {
        decided: task.answer.kind,
        ...(reading ? { verification: reading.details } : {}),
      });
    }
    case 'rerun':
      await writeJournal(db, ring, ride.holder, [stepRow(order, 'failed', attempt, { ...who, decided: 'rerun' })], (trx, at) =>
        settleDeed(trx, ride, order, 'void', at),
      );
      return { kind: 'do' };
  }
}

async function wait(ride: Ride, order: Order, attempt: number, task: NewTask, also?: Also): Promise<Settled> {
  await finish(ride, { kind: 'waits', task }, order, [stepRow(order, 'waiting', attempt, { for: task.kind, shows: task.shows })], also);
  return { kind: 'over' };
}

type Also = (trx: Trx, at: Date) => Promise<void>;

type Said = Pick<TaskShows, 'text' | 'textEn'>;
type Titles = Pick<TaskShows, 'title' | 'titleEn'>;

function handOver({ bot }: Ride, why: Said, title: Titles, seen: { readonly after?: string }): NewTask {
  const values = bot.checklist.map((value, at) => ({ label: String(at + 1), value, valueEn: bot.checklistEn?.[at] }));
  return { kind: 'hand-over', shows: { ...title, ...why, values, ...seen }, withinMs: null, otherwise: null };
}

/** A step's own title, or what stands for one that has none. */
function titled({ title, titleEn }: Order, otherwise: string, otherwiseEn?: string): Titles {
  return title === undefined ? { title: otherwise, titleEn: otherwiseEn } : { title, titleEn };
}

function englishOf(ride: Ride, text: string | undefined): string | undefined {
  return text === undefined ? undefined : ride.hidden.text(text);
}

function readingOf(ride: Ride, reading: Reading, at: string): NonNullable<TaskShows['reading']> {
  const values = Object.fromEntries(
    Object.entries(shown(ride, reading.found)).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
  const after = reading.details.after;
  return { at, values, says: reading.verdict, ...(typeof after === 'string' ? { picture: after } : {}) };
}
