import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Happening } from '#domain/event.ts';
import { ConversationId, Position, SourceId } from '#domain/ids.ts';
import { ProblemError } from '#domain/problem.ts';
import { listFlags, listMisses, settleFlag, takeFeedback } from '#server/content/flags.ts';
import { consumeOnce } from '#server/live/outbox.ts';
import { testDatabase } from '#test/kit/postgres.ts';
import { storeRows } from '#test/kit/stored-call.ts';

const day = 20260105;
const conversation = ConversationId.parse(`${day}-0010123456789abc`);
const card = (version: number) => ({
  op: 'raised',
  advice: {
    kind: 'card',
    card: 'article',
    key: 'card:article:K01',
    from: { kind: 'article', key: 'K01', version },
    title: '挂失有效期',
    script: [
      { kind: 'words', text: '您好,' },
      { kind: 'blank', slot: 'name', label: '客户姓名', value: '周小明' },
    ],
    mustSay: [],
    nodes: [],
    evidence: [],
    loudness: 'quiet',
    rank: 1,
  },
});
const log: readonly { what: Happening; advice?: readonly object[] }[] = [
  { what: { kind: 'assigned', agent: '1027' } },
  { what: { kind: 'passed' }, advice: [card(2)] },
  { what: { kind: 'acted', act: { kind: 'flagged', key: 'card:article:K01', why: 'outdated' } } },
  { what: { kind: 'acted', act: { kind: 'flagged', key: 'card:article:K01', why: 'wrong' } } }, // the same agent, the same card: counted
  { what: { kind: 'acted', act: { kind: 'flagged', key: 'card:nowhere', why: 'wrong' } } },
  { what: { kind: 'acted', act: { kind: 'looked-up', article: null, tookMs: 900 } } },
  { what: { kind: 'acted', act: { kind: 'looked-up', article: 'K01', tookMs: 900 } } },
  { what: { kind: 'assigned', agent: '1533' } },
  { what: { kind: 'passed' }, advice: [card(3)] },
  { what: { kind: 'acted', act: { kind: 'flagged', key: 'card:article:K01', why: 'wrong' } } },
];

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
  await storeRows(database.db, conversation, log);
});
afterAll(() => database.close());

test('flags in the log reach the editors once, by the content behind the card and the agent who had the call', async () => {
  const { db } = database;
  const listed = async () => {
    await consumeOnce(db, 'content-feedback', takeFeedback);
    const { flags, open } = await listFlags(db, { state: 'open', limit: 10 });
    return { open, flags: flags.map(({ kind, key, version, why, card, agent }) => [kind, key, version, why, card, agent.staffNo]) };
  };
  const expected = {
    open: 3,
    flags: [
      ['article', 'K01', 3, 'wrong', '挂失有效期 · 您好,{{客户姓名}}', '1533'],
      ['advice', 'card:nowhere', undefined, 'wrong', '', '1027'],
      ['article', 'K01', 2, 'outdated', '挂失有效期 · 您好,{{客户姓名}}', '1027'],
    ],
  };
  await expect.poll(listed, { interval: 20 }).toEqual(expected); // waits for older transactions of other tests

  const again = log.map(({ what }, at) => ({
    conversation,
    event: { position: Position.parse(at + 1), atMs: at * 1000, source: SourceId.parse('desk'), what },
    advice: [],
    storedAt: new Date(),
  }));
  await db.transaction().execute(trx => takeFeedback(trx, again.slice(0, 5))); // handed out twice
  expect([await listed(), await listMisses(db, day), await listMisses(db, day + 1)]).toEqual([expected, [{ times: 1 }], []]);
});

test('a flag is settled once, leaves the list, and stays to be read', async () => {
  const { db } = database;
  const [first] = (await listFlags(db, { state: 'open', limit: 1 })).flags;
  const settle = () => db.transaction().execute(trx => settleFlag(trx, first?.id ?? 0, '4001', 'corrected'));
  await settle();
  const twice = await settle().catch((error: unknown) => (error instanceof ProblemError ? error.problem : error));

  const page = await listFlags(db, { state: 'open', limit: 1 });
  const rest = await listFlags(db, { state: 'open', before: page.next, limit: 10 });
  const settled = await listFlags(db, { state: 'settled', limit: 10 });
  expect({
    twice,
    open: page.open,
    pages: [page.flags.map(flag => flag.key), rest.flags.map(flag => flag.key)],
    settled: settled.flags.map(({ key, version, settledBy, outcome }) => ({ key, version, settledBy, outcome })),
  }).toEqual({
    twice: { kind: 'conflict', why: `flag ${first?.id} was settled by 4001` },
    open: 2,
    pages: [['card:nowhere'], ['K01']],
    settled: [{ key: 'K01', version: 3, settledBy: { staffNo: '4001' }, outcome: 'corrected' }],
  });
});
