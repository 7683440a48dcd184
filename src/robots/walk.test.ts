import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Bot } from '#domain/bot.ts';
import type { RobotTrouble } from '#domain/robot-run.ts';
import type { Answer, Ending, Order } from '#robots/orders.ts';
import { bounds, walk } from '#robots/walk.ts';

const botOf = (steps: unknown[], more: Record<string, unknown> = {}): Bot =>
  Bot.parse({
    format: 1,
    bot: 'a',
    title: '甲',
    purpose: 'extraction',
    targets: { core: { title: '核心', origin: 'http://core.bank' } },
    steps,
    ...more,
  });
const get = (id: string, path: string, more: Record<string, unknown> = {}) => ({
  id,
  do: 'http',
  target: 'core',
  effect: 'read',
  method: 'GET',
  path,
  ...more,
});
const run = { id: 'r1', today: '2026-11-22', time: '13:00', by: '1027', for: '', dry: false };
const business: RobotTrouble = { kind: 'business', code: 'NO_CARD', message: '无此卡' };

/** Walks by answers given in turn, `found: {}` once they run out. */
function through(
  bot: Bot,
  answers: readonly Answer[] = [],
  { inputs = {}, called = {} }: { inputs?: Record<string, unknown>; called?: Record<string, Bot> } = {},
) {
  const orders: Order[] = [];
  const walking = walk({ bot, called }, { inputs, run });
  let next = walking.next();
  while (!next.done && orders.length < bounds.orders + 1) {
    orders.push(next.value);
    next = walking.next(answers[orders.length - 1] ?? { kind: 'done', found: {} });
  }
  return { orders, ending: next.value as Ending };
}
const asked = (orders: readonly Order[]) => orders.map(order => `${order.path}${'address' in order ? ` ${order.address}` : ''}`);
const done = (found: Record<string, unknown>): Answer => ({ kind: 'done', found });

const cases: readonly {
  when: string;
  bot: Bot;
  answers?: readonly Answer[];
  inputs?: Record<string, unknown>;
  called?: Record<string, Bot>;
  orders: string[];
  ending: Ending;
}[] = [
  {
    when: 'what a step found is in the next one’s text and in the outputs',
    bot: botOf(
      [
        get('find', '/cards', { into: 'card' }),
        { id: 'name', do: 'set', values: { tail: 'vars.card.no + "!"' } },
        get('look', '/cards/{{ vars.tail }}?by={{ run.by }}'),
      ],
      { outputs: { no: 'vars.card.no' } },
    ),
    answers: [done({ card: { no: '0016' } })],
    orders: ['find /cards', 'look /cards/0016!?by=1027'],
    ending: { kind: 'done', outputs: { no: '0016' }, refused: [] },
  },
  {
    when: 'steps whose condition does not hold are left out, and the first case that holds is taken',
    bot: botOf([
      get('never', '/x', { if: 'inputs.amount > 5.0' }),
      {
        id: 'which',
        do: 'branch',
        cases: [
          { when: 'inputs.amount > 5.0', steps: [get('much', '/much')] },
          { when: 'inputs.amount > 1.0', steps: [get('some', '/some')] },
        ],
        otherwise: [get('none', '/none')],
      },
    ]),
    inputs: { amount: 2 },
    orders: ['some /some'],
    ending: { kind: 'done', outputs: {}, refused: [] },
  },
  {
    when: 'a loop takes element after element, and a business error ends the element alone where it is told so',
    bot: botOf([
      {
        id: 'each',
        do: 'loop',
        over: 'inputs.rows',
        as: 'row',
        onBusinessError: 'next',
        steps: [get('find', '/{{ vars.row.no }}'), get('mark', '/{{ vars.row.no }}/mark')],
      },
    ]),
    inputs: { rows: [{ no: 'a' }, { no: 'b' }] },
    answers: [{ kind: 'failed', trouble: business }],
    orders: ['each:1/find /a', 'each:2/find /b', 'each:2/mark /b/mark'],
    ending: { kind: 'done', outputs: {}, refused: [{ path: 'each:1/find', code: 'NO_CARD', message: '无此卡' }] },
  },
  {
    when: 'a business error ends the run where nothing is said about it',
    bot: botOf([get('find', '/'), get('more', '/more')]),
    answers: [{ kind: 'failed', trouble: business }],
    orders: ['find /'],
    ending: { kind: 'failed', trouble: business, path: 'find' },
  },
  {
    when: 'system trouble ends a loop that only forgives business errors',
    bot: botOf([{ id: 'each', do: 'loop', over: '[1, 2]', as: 'n', onBusinessError: 'next', steps: [get('find', '/')] }]),
    answers: [{ kind: 'failed', trouble: { kind: 'system', code: 'TIME_OUT', message: '' } }],
    orders: ['each:1/find /'],
    ending: { kind: 'failed', trouble: { kind: 'system', code: 'TIME_OUT', message: '' }, path: 'each:1/find' },
  },
  {
    when: 'a called bot has names of its own and gives its outputs back',
    bot: botOf([{ id: 'ask', do: 'call', bot: 'b', inputs: { no: 'inputs.no' }, into: 'answer' }, get('end', '/{{ vars.answer.state }}')]),
    inputs: { no: '7' },
    called: {
      b: botOf([get('see', '/see/{{ inputs.no }}', { into: 'page' })], {
        bot: 'b',
        inputs: { no: { title: '号', type: 'text' } },
        outputs: { state: 'vars.page.state' },
      }),
    },
    answers: [done({ page: { state: 'ok' } })],
    orders: ['ask/see /see/7', 'end /ok'],
    ending: { kind: 'done', outputs: {}, refused: [] },
  },
  {
    when: 'a name without a value is a value too: the run fails there',
    bot: botOf([get('find', '/{{ vars.page.card.no }}')], { bot: 'a' }),
    orders: [],
    ending: { kind: 'failed', path: 'find', trouble: { kind: 'system', code: 'BAD_EXPRESSION', message: 'No such key: page' } },
  },
  {
    when: 'more elements than expected are refused, never cut',
    bot: botOf([{ id: 'each', do: 'loop', over: '[1, 2, 3]', as: 'n', atMost: 2, steps: [get('find', '/')] }]),
    orders: [],
    ending: {
      kind: 'failed',
      path: 'each',
      trouble: { kind: 'system', code: 'BAD_INPUT', message: '3 elements, and at most 2 are expected' },
    },
  },
  {
    when: 'a rehearsed element is left for the next one; the run ends as rehearsed',
    bot: botOf([{ id: 'each', do: 'loop', over: '[1, 2]', as: 'n', steps: [get('put', '/{{ vars.n }}'), get('after', '/after')] }]),
    answers: [{ kind: 'rehearsed' }, { kind: 'rehearsed' }],
    orders: ['each:1/put /1', 'each:2/put /2'],
    ending: { kind: 'rehearsed', refused: [] },
  },
  {
    when: 'it says itself that it failed',
    bot: botOf([{ id: 'stop', do: 'fail', kind: 'business', code: 'ALREADY_LOST', message: '{{ inputs.tail }} 已挂失' }]),
    inputs: { tail: '0016' },
    orders: [],
    ending: { kind: 'failed', path: 'stop', trouble: { kind: 'business', code: 'ALREADY_LOST', message: '0016 已挂失' } },
  },
  {
    when: 'what it says in English is written out beside it',
    bot: botOf([
      { id: 'stop', do: 'fail', kind: 'system', code: 'SHORT', message: '少{{ inputs.n }}笔', messageEn: '{{ inputs.n }} missing' },
    ]),
    inputs: { n: 2 },
    orders: [],
    ending: {
      kind: 'failed',
      path: 'stop',
      trouble: { kind: 'system', code: 'FAILED', message: 'SHORT: 少2笔', messageEn: '2 missing' },
    },
  },
  {
    when: 'English that cannot be written changes nothing',
    bot: botOf([{ id: 'stop', do: 'fail', kind: 'business', code: 'LOST', message: '已挂失', messageEn: '{{ inputs.tail.no }}' }]),
    inputs: { tail: '0016' },
    orders: [],
    ending: { kind: 'failed', path: 'stop', trouble: { kind: 'business', code: 'LOST', message: '已挂失' } },
  },
];

test.each(cases)('$when', ({ bot, answers, inputs, called, orders, ending }) => {
  const went = through(bot, answers, { ...(inputs ? { inputs } : {}), ...(called ? { called } : {}) });
  expect({ orders: asked(went.orders), ending: went.ending }).toEqual({ orders, ending });
});

test('what people are asked is ordered in both languages', () => {
  const { orders } = through(
    botOf([
      {
        ...{ id: 'same', do: 'ask', title: '核对户名', titleEn: 'Check the name', withinMs: 60_000, into: 'said' },
        ...{ question: '{{ run.by }}？', questionEn: '{{ run.by }}?', options: ['是', '不是'], optionsEn: ['Yes', 'No'] },
      },
      {
        ...{ id: 'look', do: 'approve', title: '复核', titleEn: 'Check it', withinMs: 60_000 },
        show: [{ label: '状态', labelEn: 'State', value: '已下单', valueEn: 'ordered {{ run.by }}' }],
      },
      { id: 'rest', do: 'hand-over', why: '其余', whyEn: 'The rest' },
    ]),
  );
  expect(orders).toMatchObject([
    { title: '核对户名', titleEn: 'Check the name', question: '1027？', questionEn: '1027?', optionsEn: ['Yes', 'No'] },
    { title: '复核', titleEn: 'Check it', show: [{ label: '状态', labelEn: 'State', value: '已下单', valueEn: 'ordered 1027' }] },
    { why: '其余', whyEn: 'The rest' },
  ]);
});

test('a loop in a loop ends when there were too many steps', () => {
  const bot = botOf([
    {
      id: 'each',
      do: 'loop',
      over: 'inputs.rows',
      as: 'a',
      steps: [{ id: 'every', do: 'loop', over: 'inputs.rows', as: 'b', steps: [get('find', '/')] }],
    },
  ]);
  const { orders, ending } = through(bot, [], { inputs: { rows: Array.from({ length: 200 }, (_, index) => index) } });
  expect(orders.length).toBe(bounds.orders);
  expect(ending).toMatchObject({ kind: 'failed', trouble: { code: 'FAILED', message: 'more than 20000 steps' } });
});

test('giving any beginning of the answers again gives the same orders', () => {
  const bot = botOf(
    [
      get('find', '/find', { into: 'page' }),
      {
        id: 'each',
        do: 'loop',
        over: 'vars.page.rows',
        as: 'row',
        onBusinessError: 'next',
        steps: [
          {
            id: 'which',
            do: 'branch',
            cases: [{ when: 'vars.row > 2', steps: [get('big', '/{{ vars.row }}', { into: 'got' })] }],
            otherwise: [get('small', '/s', { into: 'got' })],
          },
          { id: 'keep', do: 'set', values: { last: 'vars.row' } },
          get('mark', '/mark/{{ vars.last }}'),
        ],
      },
      get('end', '/{{ vars.last }}'),
    ],
    { outputs: { last: 'vars.last' } },
  );
  const answer = fc.oneof(
    fc.constant<Answer>(done({ got: 'x' })),
    fc.constant<Answer>({ kind: 'failed', trouble: business }),
    fc.constant<Answer>({ kind: 'rehearsed' }),
    fc.constant<Answer>({ kind: 'failed', trouble: { kind: 'system', code: 'TIME_OUT', message: '' } }),
  );
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 6 }),
      fc.array(answer, { maxLength: 14 }),
      fc.nat(),
      (rows, given, cut) => {
        const answers = [done({ page: { rows } }), ...given];
        const whole = through(bot, answers);
        const journal = answers.slice(0, cut % (whole.orders.length + 1));
        const again = walk({ bot, called: {} }, { inputs: {}, run });
        const replayed: Order[] = [];
        let next = again.next();
        while (!next.done) {
          replayed.push(next.value);
          next = again.next(journal[replayed.length - 1] ?? answers[replayed.length - 1] ?? done({}));
        }
        expect(replayed).toEqual(whole.orders);
        expect(next.value).toEqual(whole.ending);
      },
    ),
    { seed: 29, numRuns: 300 },
  );
});
