import { beforeAll, expect, test } from 'vitest';
import type { Advice } from '#domain/advice.ts';
import type { Engine } from '#engine/engine.ts';
import { demoEngine } from '#test/kit/demo-engine.ts';
import { type Line, playLines } from '#test/kit/play-lines.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await demoEngine();
});

const closed: Line = { kind: 'closed', by: 'customer' };

function categoryAfter(lines: readonly Line[]): Extract<Advice, { kind: 'category' }> {
  const advice = playLines(engine, lines).board.category;
  if (advice?.kind !== 'category') throw new Error('no category');
  return advice;
}

const categories = [
  { when: 'my own card', says: ['我银行卡丢了,帮我挂失'], code: '02020101' },
  { when: "my mother's card", says: ['我妈的银行卡丢了,我替她挂失'], code: '02020102' },
  { when: 'a limit', says: ['手机银行转账限额太低了,想提高'], code: '04040201' },
  { when: 'a transfer to the wrong person', says: ['我转错账了,钱转到别人卡里了'], code: '040301' },
  { when: 'police on the phone', says: ['有个警察打电话说我涉嫌洗钱,让我把钱转到安全账户'], code: '110102' },
  { when: 'a payment abroad that was not mine', says: ['信用卡在国外被刷了一笔,不是我刷的', '我从来没出过国'], code: '03080202' },
  { when: 'a complaint about a fee, money wanted back', says: ['你们乱收年费,我要投诉', '把年费退给我,给我个说法'], code: '120301' },
  { when: 'a loan that cannot be paid', says: ['我失业了房贷还不上,能不能延期还'], code: '060407' },
  { when: 'a swallowed card', says: ['我的卡被ATM吞了'], code: '140301' },
  { when: 'a card lost abroad, said in passing', says: ['我银行卡丢了', '我人在泰国,储蓄卡在酒店被偷的'], code: '02020103' },
  { when: 'money that has not arrived', says: ['我转的钱对方没收到'], code: '040303' },
  { when: 'money that has not arrived because it came back', says: ['我转的钱对方没收到', '哦,给我退回来了'], code: '040202' },
  { when: 'a number that is out of use', says: ['我要改一下银行里留的手机号,旧的停掉了'], code: '13010103' },
  { when: 'a number that will be out of use', says: ['我要换个手机号,老的还没停,月底才停'], code: '13010101' },
  { when: 'a cash machine that takes no more', says: ['我在取款机上摁了三回都说不对,卡也不让使了'], code: '020302' },
  { when: 'a login that takes no more', says: ['手机银行进不去了,说我密码错太多'], code: '050102' },
  { when: 'a wrong number', says: ['不好意思打错了'], code: '170102' },
] as const;
test.each(categories)('$when → $code', ({ says, code }) =>
  expect(categoryAfter(says.map(text => ['c', text] as const)).ranking[0]?.code).toBe(code),
);

const decided = [
  { done: 'for good', a: '提额申请已经为您提交了,三个工作日内短信通知您', code: '03030101' },
  { done: 'for a while', a: '临时额度到期后需要全额还款,否则可能产生利息和违约金', code: '030302' },
] as const;
test.each(decided)('a limit raised $done: siblings that began alike are told apart by the step that was done → $code', ({ a, code }) =>
  expect(
    categoryAfter([
      ['c', '我想给信用卡提点额度'],
      ['a', a],
    ]).ranking[0]?.code,
  ).toBe(code),
);

test('what came along beside the first business does not name the call', () =>
  expect(
    categoryAfter([
      ['c', '我手机银行转账限额太低了'],
      ['a', '您想调到多少,做什么用'],
      ['c', '二十万'],
      ['c', '还有个事,信用卡年费能不能免,年费给我退了'],
      ['c', '年费凭什么扣,减免一下'],
    ]).ranking[0]?.code,
  ).toBe('04040201'));

test('nor does what the agent says about it: the branch is where the cash is', () =>
  expect(
    categoryAfter([
      ['c', '我手机上一天只能转五万,想调高点'],
      ['a', '手机银行里有个限额管理,刷一下脸自己能改'],
      ['c', '晓得了,还有个事,我明天要取八万块现金,要不要预约'],
      ['a', '要的,超过五万的去网点柜台取,手机上弄不了'],
      ['a', '给您约好了,明天到网点办,身份证带上'],
    ]).ranking[0]?.code,
  ).toBe('04040201'));

const whereabouts = [
  { decides: 'for the branch', says: '我去网点吧,手机我弄不了', code: '13020101' },
  { decides: 'for the phone', says: '不用跑网点啊,那我手机上弄', code: '13020102' },
] as const;
test.each(whereabouts)('a certificate either way, the customer decides $decides → $code', ({ says, code }) =>
  expect(
    categoryAfter([
      ['c', '我想开个存款证明'],
      ['a', '手机银行上自己能开,拿身份证去网点柜台也能开'],
      ['c', says],
    ]).ranking[0]?.code,
  ).toBe(code),
);

test('a clerk was rude while the customer stood in line: it is about the clerk', () =>
  expect(
    categoryAfter([
      ['c', '我要投诉你们那个网点,柜台那个女的'],
      ['c', '我排了一个半钟头,轮到我了她眼皮都不抬,说我听不懂人话'],
      ['c', '我要她给我道歉'],
    ]).ranking[0]?.code,
  ).toBe('120102'));

test('whom the customer speaks to is not whose card it is', () =>
  expect(categoryAfter([['c', '闺女啊,俺那张卡丢了']]).ranking[0]?.code).toBe('02020101'));

test("the engine chooses only when sure; the agent's choice stands", () => {
  const says: Line[] = [['c', '有个警察打电话说我涉嫌洗钱,让我把钱转到安全账户']];
  expect(categoryAfter(says)).toMatchObject({ by: 'engine', chosen: '110102' });
  expect(categoryAfter([['c', '信用卡账单分期怎么办']])).toMatchObject({ by: 'nobody' });
  expect(categoryAfter([['c', '我想问一下'], ...says, { kind: 'acted', act: { kind: 'chose', category: '020204' } }])).toMatchObject({
    by: 'agent',
    chosen: '020204',
  });
});

test('a leaf the agent found elsewhere in the tree is shown with its way, after those offered', () => {
  const category = categoryAfter([
    ['c', '我银行卡丢了,帮我挂失一下,口头挂失'],
    { kind: 'acted', act: { kind: 'chose', category: '010103', searchedMs: 4000 } },
  ]);
  expect(category).toMatchObject({ by: 'agent', chosen: '010103' });
  expect(category?.ranking.at(-1)).toEqual({
    code: '010103',
    path: ['账户与存款', '账户开立', '三类户线上开立'],
    confidence: 0,
    because: '',
  });
});

test('what is merely touched at the end leaves no fields after the call; what the agent edited and what the agent turned to stay', () => {
  const touched: Line[] = [
    ['c', '我银行卡丢了,帮我挂失'],
    ['c', '顺便问一下,我身份证要更新,证件过期了'],
    ['a', '好的'],
  ];
  const fieldsAfter = (...more: Line[]) => Object.keys(playLines(engine, [...touched, ...more]).board).filter(key => key === 'slot:field');
  expect(fieldsAfter()).toEqual(['slot:field']);
  expect(fieldsAfter(closed)).toEqual([]);
  expect(fieldsAfter({ kind: 'acted', act: { kind: 'edited', slot: 'field', value: '证件' } }, closed)).toEqual(['slot:field']);
  expect(fieldsAfter({ kind: 'acted', act: { kind: 'switched', process: 'P16' } }, closed)).toEqual(['slot:field']);
});

test('each business of a call is told with its own values and its own end', () => {
  const { board } = playLines(engine, [
    ['c', '我银行卡丢了,帮我挂失'],
    ['a', '请问您要挂失的卡尾号是多少?'],
    ['c', '尾号三三六八'],
    ['a', '已经为您挂失成功,请留意短信'],
    ['c', '再帮我查一下信用卡这期账单要还多少'],
    ['a', '您本期信用卡账单一共三千二百元,到期还款日是二十号'],
    ['c', '好的'],
    closed,
  ]);
  const { clauses } = board.summary as Extract<Advice, { kind: 'summary' }>;
  expect(clauses.map(({ text }) => text)).toEqual([
    '客户遗失尾号3368的借记卡,要求挂失;又查询信用卡账单与还款,金额3200元,还款日20号。',
    expect.stringMatching(/^坐席.*告知账单金额与还款日/u),
    '尾号3368借记卡口头挂失成功;账单3200元与还款日20号已告知客户。',
  ]);
});

test('the summary says reason, process and result, each with the words that show it, and no secret', () => {
  const { board } = playLines(engine, [
    ['c', '我银行卡丢了,帮我挂失'],
    ['a', '请问您的姓名、身份证后四位和预留手机号?'],
    ['c', '我叫周明远,零零一六,手机⟦phone:1 …0016 ✓⟧'],
    ['a', '信息核实无误。是尾号三三六八的卡吗?'],
    ['c', '对的'],
    ['a', '已经为您挂失成功,请留意短信'],
    closed,
  ]);
  const summary = board.summary as Extract<Advice, { kind: 'summary' }>;
  expect(summary.final).toBe(true);
  expect(summary.clauses.map(({ part, text }) => [part, text])).toEqual([
    ['reason', '客户遗失尾号3368的借记卡,要求挂失。'],
    ['process', '坐席核实身份、确认卡片。'],
    ['result', '尾号3368借记卡口头挂失成功。'],
  ]);
  expect(summary.clauses.every(({ evidence }) => evidence.length > 0)).toBe(true);
  expect(JSON.stringify(summary)).not.toMatch(/phone|周明远/);
});
