import { expect, test } from 'vitest';
import { BusInProcess } from '#adapters/bus-in-process/bus-in-process.ts';
import { TestClock } from '#adapters/clock/test-clock.ts';
import type { Act } from '#domain/act.ts';
import type { Advice } from '#domain/advice.ts';
import { foldAdvice } from '#domain/board-fold.ts';
import { SourceId } from '#domain/ids.ts';
import type { Problem } from '#domain/problem.ts';
import type { DeskDown } from '#protocol/down.ts';
import type { Partial, WireEvent } from '#protocol/event.ts';
import { Conversation } from '#server/live/conversation.ts';
import { newConversationId } from '#server/live/conversation-id.ts';
import { Gatekeeper } from '#server/live/gatekeeper.ts';
import { Ledger, timer } from '#server/live/ledger.ts';
import { defaultLimits, type Limits } from '#server/live/limits.ts';
import { replay } from '#server/live/replay.ts';
import { fromDialogue } from '#server/live/script.ts';
import { rowsOf } from '#server/live/surroundings.ts';
import type { Row, Write, Writer } from '#server/live/write.ts';
import { noLog } from '#server/log.ts';
import { demoEngine } from '#test/kit/demo-engine.ts';
import d01 from '../../../content/jianghai/calls/D01.json' with { type: 'json' };

const customer = SourceId.parse('asr-customer');
const engine = await demoEngine();

/** A conversation whose writes succeed at once, on a clock that the test moves. */
function conversation(clock: 'wall' | 'source', limits: { readonly [Key in keyof Limits]?: Limits[Key] } = {}) {
  const wall = new TestClock();
  const bus = new BusInProcess(() => {});
  const rows: Row[] = [];
  const flush = {
    add(writer: Writer) {
      const write: Write | null = writer.take();
      if (!write) return;
      rows.push(...write.rows);
      writer.stored(write, wall.now());
    },
  };
  const id = newConversationId(wall.now(), 7);
  const meta = {
    channel: 'voice',
    direction: 'inbound',
    layout: 'dual',
    lang: 'zh',
    timeZone: 'Asia/Shanghai',
    openedAt: new Date(wall.now()).toISOString(),
    arm: 'assisted',
  } as const;
  const birth = {
    id,
    day: 20260105,
    partition: 7,
    client: 'c',
    externalId: 'e',
    meta,
    ext: undefined,
    clock,
    demo: false,
    release: 'r',
    artefact: 'a',
  };
  const owned = new Conversation(
    {
      clock: wall,
      log: noLog,
      bus,
      flush,
      seals: {
        keep: async () => {},
        endAfter: async () => {},
        close: () => new Uint8Array(),
        open: () => '',
        reveal: async () => null,
      },
      findAgent: async () => null,
      limits: { ...defaultLimits, ...limits },
    },
    { birth, ledger: new Ledger(engine), door: new Gatekeeper(id, 'zh'), status: 'open', agent: null, topic: null },
    'new',
    () => {},
  );
  owned.begin(customer, wall.now());
  const seqs = new Map<string, number>();
  const say = (event: WireEvent, source: string = customer) => {
    const seq = (seqs.get(source) ?? 0) + 1;
    let answer: Problem | null = { kind: 'internal', reference: 'never answered' };
    void owned.event({ type: 'event', conversation: 'e', source: SourceId.parse(source), seq, event }, wall.now(), problem => {
      answer = problem;
    });
    if (answer === null) seqs.set(source, seq);
    return answer as Problem | null;
  };
  return { owned, wall, rows, say, bus };
}

const heard = (text: string, startMs: number, endMs: number): WireEvent => ({ kind: 'heard', speaker: 'customer', text, startMs, endMs });
const told = (rows: readonly Row[]) => rows.filter(({ event }) => event.what.kind === 'deaf').map(({ event }) => [event.atMs, event.what]);

test('a live leg that sends nothing for five seconds is written down as deaf, and as heard again', () => {
  const { owned, wall, rows, say } = conversation('wall');
  owned.join(customer, ['customer'], () => {});
  say(heard('喂', 0, 1000));
  for (let at = 0; at < 20; at++) {
    wall.move(500);
    owned.tick(wall.now());
  }
  say(heard('听得到吗', 10_000, 11_000));
  expect(told(rows)).toEqual([
    [6000, { kind: 'deaf', leg: 'customer', fromMs: 1000 }],
    [11_000, { kind: 'deaf', leg: 'customer', fromMs: 1000, toMs: 11_000 }],
  ]);
});

test('a call that nobody sends anything for any more is closed, and takes nothing but the acts of its wrap-up', () => {
  const { owned, wall, rows, say } = conversation('wall', { abandonedAfterMs: 60_000 });
  say(heard('喂', 0, 1000));
  wall.move(60_000);
  owned.tick(wall.now());
  expect([rows.at(-1)?.event.what, owned.isOpen, say(heard('还在吗', 70_000, 71_000))]).toEqual([
    { kind: 'closed', by: 'system' },
    false,
    { kind: 'closed', conversation: 'e' },
  ]);
});

test('a wrap-up that lacks something is refused with what it lacks, leaves no trace in the log, and is taken once it is complete', async () => {
  const { owned, wall, rows, say } = conversation('wall');
  await owned.assign(timer, 0, '1027', 0, 0);
  say(heard('我想问点事', 3000, 5000));
  say(heard('我银行卡丢了', 9000, 11_000));
  say({ kind: 'closed', by: 'customer', atMs: 20_000 }, 'telephony');
  const act = (ref: string, what: Act): Problem | null => {
    let answer: Problem | null = null;
    owned.act('1027', ref, what, problem => {
      answer = problem;
    });
    return answer;
  };
  const before = rows.length;
  const answers = [act('a', { kind: 'wrapped' }), rows.length - before];
  const fields = { customerName: '周敏', idTail: '4028', phone: '13800138000' };
  act('b', { kind: 'chose', category: '02020101' });
  for (const [slot, value] of Object.entries(fields)) act(slot, { kind: 'edited', slot, value });
  const early = act('early', { kind: 'amended', category: '02020102', slots: {}, why: '选错了' });
  // The same ref, once refused, may be tried again.
  expect([...answers, early, act('a', { kind: 'wrapped' }), rows.at(-1)?.event.what]).toEqual([
    {
      kind: 'incomplete',
      category: expect.any(Boolean),
      slots: [
        { slot: 'customerName', label: '客户姓名' },
        { slot: 'idTail', label: '身份证后四位' },
        { slot: 'phone', label: '手机号' },
      ],
    },
    0,
    { kind: 'conflict', why: 'the wrap-up is not confirmed yet' },
    null,
    { kind: 'acted', act: { kind: 'wrapped' } },
  ]);

  // Confirmed, it takes a correction and nothing else; no time of the call goes by for it, and a replay gives the same.
  wall.move(40 * 86_400_000);
  const confirmedAtMs = rows.at(-1)?.event.atMs;
  const later = [
    act('c', { kind: 'edited', slot: 'customerName', value: '周明' }),
    act('d', { kind: 'amended', slots: { customerName: '周明' }, why: '听错了' }),
    act('d', { kind: 'amended', slots: { customerName: '周明' }, why: '听错了' }),
  ];
  const last = rows.at(-1);
  expect([
    ...later,
    last?.event.atMs === confirmedAtMs,
    last?.advice.map(change => (change.op === 'updated' ? change.advice : change)),
  ]).toEqual([
    { kind: 'closed', conversation: owned.birth.id },
    null,
    null,
    true,
    expect.arrayContaining([expect.objectContaining({ kind: 'slot', slot: 'customerName', value: '周明', status: 'edited' })]),
  ]);
  const again = replay(
    engine,
    rows.map(({ event }) => event),
  );
  expect(again.rows.map(({ advice }) => advice)).toEqual(rows.map(({ advice }) => advice));
});

test('a conversation takes no more events than it may hold', () => {
  const { say } = conversation('source', { eventsPerConversation: 3 });
  expect([1, 2, 3, 4].map(at => say(heard('喂', at * 1000, at * 1000 + 500)))).toEqual([
    null,
    null,
    { kind: 'invalid', field: 'conversation', why: 'may hold at most 3 events' },
    { kind: 'invalid', field: 'conversation', why: 'may hold at most 3 events' },
  ]);
});

test('utterances that arrive up to five seconds out of order end in the same step states and violations', () => {
  const { lines } = fromDialogue(d01);
  const speech = lines.filter(line => line.event.kind === 'heard').map(line => line.event as Extract<WireEvent, { kind: 'heard' }>);
  const inOrder = judged(speech);
  // A seeded shuffle: each utterance is late by its own 0 to 5 s.
  const late = speech.map((event, index) => ({ event, arrivesAt: event.endMs + ((index * 7919 + 13) % 5000) }));
  const shuffled = judged(late.sort((a, b) => a.arrivesAt - b.arrivesAt).map(({ event }) => event));
  expect(late.map(({ event }) => event)).not.toEqual(speech);
  expect(inOrder.length).toBeGreaterThan(3);
  expect(shuffled).toEqual(inOrder);
});

/** What stands about steps and violations after these utterances and the close, without the places they came from. */
function judged(events: readonly WireEvent[]): readonly unknown[] {
  const { rows, say } = conversation('source');
  for (const event of events) say(event, event.kind === 'heard' && event.speaker === 'agent' ? 'asr-agent' : customer);
  say({ kind: 'closed', by: 'customer', atMs: 180_000 }, 'telephony');
  const board = rows.reduce((standing, { advice }) => foldAdvice(standing, advice), {} as Readonly<Record<string, Advice>>);
  return Object.values(board)
    .flatMap(advice => {
      if (advice.kind === 'step') return [`${advice.process}/${advice.node} ${advice.state}`];
      return advice.kind === 'violation' ? [`${advice.key} ${advice.times} ${advice.recovered}`] : [];
    })
    .sort();
}

test('partials are shown with their secrets hidden, and change nothing that is stored', () => {
  const { owned, wall, rows, bus } = conversation('source');
  const shown: DeskDown[] = [];
  bus.listen(rowsOf(owned.birth.id), message => shown.push(message as DeskDown));
  const before = rows.length;
  const partial = (text: string): Partial => ({
    type: 'partial',
    conversation: 'e',
    source: customer,
    speaker: 'customer',
    text,
    startMs: 100,
  });
  owned.partial(partial('我的手机号是1380013'), wall.now());
  owned.partial(partial('我的手机号是13800138000'), wall.now());
  expect([shown.map(down => (down.type === 'partial' ? down.text : down.type)), rows.length]).toEqual([
    ['我的手机号是⟦phone:1⟧', '我的手机号是⟦phone:1⟧'], // neither tail nor sign before it is finished,
    before,
  ]);
});
