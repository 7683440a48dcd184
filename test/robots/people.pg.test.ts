import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { verifyJournal } from '#server/robots/runs/journal.ts';
import { commitStep, httpStep, robotRunner } from '#test/kit/robot-runner.ts';
import { storeCall, storedCallId, storeRows } from '#test/kit/stored-call.ts';

let kit: Awaited<ReturnType<typeof robotRunner>>;
let calls = 0;

beforeAll(async () => {
  kit = await robotRunner();
});
afterAll(() => kit?.close());
afterEach(() => {
  kit.asked.length = 0;
  kit.bank.answers = {};
});

const common = { evidence: [], loudness: 'quiet' };
const node = (name: string, state: string, more: object = {}) => ({
  op: 'raised',
  advice: {
    ...common,
    ...{ key: `step:P01/${name}`, kind: 'step', process: 'P01', node: name, seq: 1, title: name, required: true, state, current: false },
    ...more,
  },
});
const consent = (state: string) =>
  node('confirmDo', state, { establishes: 'consented', evidence: [{ position: 2, revision: 0, span: [0, 2] }] });
const verified = (state: string) => node('verify', state, { establishes: 'verified' });
const heard = (position: number, speaker: string, text: string) => ({
  kind: 'heard',
  utterance: { position, revision: 0, speaker, text, startMs: 0, endMs: 1, confidence: 1 },
});
const complete = [
  { what: heard(1, 'agent', '现在为您办理挂失吗'), advice: [verified('done'), node('tellValidity', 'done', { title: '告知有效期' })] },
  { what: heard(2, 'customer', '办吧'), advice: [consent('done')] },
];
const takenBack = { what: heard(3, 'customer', '等等先别办'), advice: [consent('pending')] };
const wrongAfterAll = {
  what: heard(3, 'agent', '信息不对'),
  advice: [verified('pending'), { op: 'withdrawn', key: 'step:P01/tellValidity' }],
};
const retracted = (why: string) => ({
  state: 'cancelled',
  trouble: { kind: 'business', code: 'RETRACTED', message: `通话中已不成立：${why}；提交前已停下，没有提交` },
});

const premises = [
  {
    when: 'nothing was taken back',
    rows: [],
    ends: { state: 'done', trouble: null },
    asked: ['GET /find', 'POST /lose', 'GET /state'],
    journal: ['find begun 1', 'find done 1', 'lose begun 1', 'lose done 1'],
    call: { position: 2, consent: 2 },
  },
  {
    when: 'the customer took it back while the robot read',
    on: 'GET /find',
    rows: [takenBack],
    ends: retracted('客户本人同意'),
    asked: ['GET /find'],
    journal: ['find begun 1', 'find done 1', 'lose failed 1'],
    call: { position: 3, missing: ['consented'] },
  },
  {
    when: 'verification failed after all, and what had to be told was withdrawn',
    on: 'GET /find',
    rows: [wrongAfterAll],
    ends: retracted('身份核实、P01/tellValidity'),
    asked: ['GET /find'],
    journal: ['find begun 1', 'find done 1', 'lose failed 1'],
    call: { position: 3, missing: ['verified', 'P01/tellValidity'] },
  },
  {
    when: 'it was taken back when the commit had begun: that is finished',
    on: 'POST /lose',
    rows: [takenBack],
    ends: { state: 'done', trouble: null },
    asked: ['GET /find', 'POST /lose', 'GET /state'],
    journal: ['find begun 1', 'find done 1', 'lose begun 1', 'lose done 1'],
    call: { position: 2, consent: 2 },
  },
  {
    when: 'the run stands on no card: nothing in the call is asked for',
    on: 'GET /find',
    rows: [takenBack],
    cause: { kind: 'person' },
    ends: { state: 'done', trouble: null },
    asked: ['GET /find', 'POST /lose', 'GET /state'],
    journal: ['find begun 1', 'find done 1', 'lose begun 1', 'lose done 1'],
    call: undefined,
  },
] as const;
test.each(premises)('a run of a card, $when', async ({ rows, ends, asked, journal, call, ...more }) => {
  const conversation = await storedCall();
  let state = 'normal';
  const meanwhile = async (what: string) => {
    if ('on' in more && more.on === what && rows.length > 0) await storeRows(kit.db, conversation, rows, 3);
  };
  kit.bank.answers = {
    'GET /find': () => meanwhile('GET /find').then(() => ({})),
    'POST /lose': async () => {
      await meanwhile('POST /lose');
      state = 'lost';
      return {};
    },
    'GET /state': () => ({ json: { state } }),
  };
  const bot = kit.botOf([httpStep('find', 'GET', '/find'), commitStep({ key: `premise ${conversation}` })], {
    gate: { nodes: ['P01/tellValidity'], verified: true, consented: true },
  });
  const cause = 'cause' in more ? more.cause : ({ kind: 'card' } as const);
  const id = await kit.start(bot, { askedBy: '1027', askedFor: '1027', conversation, consent: 2, cause });
  const { state: ended, trouble } = await kit.until(id, 'done', 'failed', 'cancelled', 'unknown');
  expect({ state: ended, trouble }).toEqual(ends);
  expect([kit.asked, await kit.journal(id)]).toEqual([asked, journal]);
  const { details } = await kit.db
    .selectFrom('robot_steps')
    .select('details')
    .where('run', '=', id)
    .where('path', '=', 'lose')
    .orderBy('number')
    .executeTakeFirstOrThrow();
  expect((details as { call?: object }).call).toEqual(call);
  expect(await verifyJournal(kit.db, id)).toMatchObject({ kind: 'ok' });
  if (ended !== 'cancelled') return;
  kit.bank.answers = {};
  const again = await kit.start(bot, { conversation, consent: 2, cause: { kind: 'requeued', from: id, reason: '再试' }, requeuedFrom: id });
  expect(await kit.until(again, 'done', 'failed', 'cancelled')).toMatchObject(ends);
});

async function storedCall() {
  calls += 1;
  const id = storedCallId(500 + calls);
  await storeCall(kit.db, id, { agent: '1027', status: 'open' });
  await storeRows(kit.db, id, complete as Parameters<typeof storeRows>[2]);
  return id;
}
