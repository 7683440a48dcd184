import { expect, test } from 'vitest';
import { Release } from '#domain/release.ts';
import { build } from '#engine/build.ts';
import { engineOf, playLines } from '#test/kit/play-lines.ts';

const blames = [
  '您咋能信这种话呢',
  '这么明显的骗局您也信',
  '这种话您都信啊',
  '您咋就信了他的话呢',
  '骗局这么明显您还信他',
  '这种骗局您咋还信呢',
];
const comforts = [
  '骗子的话术很逼真,您别自责',
  '碰上这种骗局谁都着急',
  '这是骗局,您先别转',
  '您先别急,骗子的话别再信',
  '别自责,很多人都碰上过骗局',
];
const returns = ['钱我给您追回来', '您的钱包在我身上', '这笔钱准能给您要回来', '钱肯定追得回来', '我包您这笔钱追回来', '您的钱准能要回来'];
const tries = [
  '钱能不能追回来要看警方',
  '追不追得回来不好说',
  '我们会协助追,结果没法保证',
  '这笔钱能否要回来以警方为准',
  '追回来的事要等警方',
];
const tickets = ['我给您记个单子有人跟进', '单子记上了专人找您', '我先记单子报上去', '给您记上单子等专人回电', '我这就记单子报给专岗'];
const notTickets = ['您可以去网点问问', '单子您自己留好', '专人的电话我这没有', '您拿单子去柜台'];
const inOrder = [
  '您先别急,我看一下这笔转账',
  '请说一下姓名和证件后四位',
  '好的,核对上了,您稍等',
  '您什么时候转的,转了多少',
  '您看还有别的要帮忙吗',
];

const tellings = ['您卡里还剩三千二百块', '账上查到有三千二', '这期一共要还三千二', '余额查到是三千二百块'];
const recaps = ['您说的是哪张卡', '余额您手机上就能查', '账单每月五号出', '要还多少您看短信'];
const agreements = ['中,你就给俺弄上', '妥了,照你说的弄', '得,你给俺弄上吧', '妥,就照这个弄'];
const hesitations = ['俺寻思寻思再说', '弄上得多少钱', '你先别弄', '照你说的得几天'];
const besides = ['喂你好', '我转了三千', '我被骗了', '卡号我念一下', '哦这样子', '那我晓得了'];

const act = (key: string, examples: string[], unlike: string[], steps?: string[]) => ({
  ...{ key, title: key, speaker: 'agent', examples, unlike },
  ...(steps && { steps }),
});
const forbid = (key: string, said: object) => ({
  ...{ key, kind: 'forbid', title: key, severity: 'serious', category: 'c', description: '', doNow: '', deduct: 1 },
  said: { by: 'agent', ...said },
});
const parts = {
  concepts: [
    act('blames', blames, comforts, []),
    act('returns', returns, tries, []),
    act('ticket', tickets, notTickets, ['*/record']),
    act('tells', tellings, recaps),
    { ...act('agrees', agreements, hesitations), speaker: 'customer' },
    { key: 'none-customer', title: '', speaker: 'customer', examples: besides },
    { key: 'none-breach', title: '', speaker: 'agent', examples: inOrder },
  ],
  rules: [
    forbid('R-blames', { says: ['@blames'], unless: ['骗局'] }),
    forbid('R-returns', { says: ['@returns', '全额垫付'], unless: ['放心'], unlessNear: ['更正'] }),
    {
      ...forbid('R-ticket', {}),
      ...{ kind: 'require', need: [{ by: 'agent', says: ['@ticket'] }], trigger: { by: 'customer', says: ['被骗'] } },
      window: { kind: 'agent-turns', n: 1 },
    },
    forbid('R-tells', { says: ['@tells', '户主是'], reveals: 'values' }),
    forbid('R-reads', { says: ['住在.{0,6}路.{0,8}吧'], reveals: 'marks' }),
    {
      ...forbid('R-unasked', { says: ['办成了'] }),
      ...{ kind: 'order', after: ['consented'], orSaid: [{ by: 'customer', says: ['@agrees'] }] },
    },
  ],
};
const engine = engineOf(parts);

const cases: { when: string; agent: string; claims: readonly string[] }[] = [
  { when: 'words like the examples', agent: '骗局这么明显您咋就信了呢', claims: ['R-blames'] },
  { when: 'words that come close and are none', agent: '碰上骗局您别自责,先别急', claims: [] },
  { when: 'one sentence of a helpful turn', agent: '您先别急,我看一下。钱我准能给您追回来。您稍等。', claims: ['R-returns'] },
  { when: 'a pattern, in words clearly like none of the examples', agent: '请说一下姓名和证件后四位,全额垫付', claims: [] },
  { when: 'a pattern, exempted', agent: '全额垫付放心', claims: [] },
  { when: 'like the examples, with words that exempt patterns', agent: '放心,这笔钱准能给您追回来', claims: ['R-returns'] },
  { when: 'like the examples, with words that exempt a whole turn', agent: '我更正一下,钱肯定追得回来这话我说错了', claims: [] },
  { when: 'like the examples, in a word or two', agent: '您咋信', claims: [] },
  { when: 'what is said in good order', agent: '好的,您稍等,我看一下', claims: [] },
];
test.each(cases)('$when → $claims', ({ agent, claims }) => {
  const { changes } = playLines(engine, [
    ['c', '喂你好'],
    ['a', '您好请讲'],
    ['c', '我转了三千'],
    ['a', agent],
  ]);
  expect(claimsIn(changes.at(-1) ?? [])).toEqual(claims);
});

const marks: { when: string; agent: string; marked: string; like?: true }[] = [
  {
    when: 'only like the examples: the clause that says it',
    agent: '您稍等。放心,这笔钱准能给您追回来。',
    marked: '这笔钱准能给您追回来',
    like: true,
  },
  { when: 'a pattern of the rule heard it as well: its words', agent: '钱肯定追得回来,追不回来我们全额垫付', marked: '全额垫付' },
];
test.each(marks)('the words marked, $when', ({ agent, marked, like }) => {
  const { changes } = playLines(engine, [
    ['c', '我转了三千'],
    ['a', agent],
  ]);
  const seen = changes
    .flat()
    .flatMap(change => (change.op === 'raised' && change.advice.kind === 'violation' ? change.advice.evidence : []));
  expect(seen.map(({ span, like }) => ({ marked: agent.slice(...span), like }))).toEqual([{ marked, like }]);
});

test('what a rule needs is heard in words like the examples', () => {
  const claimed = (agent: string) => {
    const { changes } = playLines(engine, [
      ['a', '您好请讲'],
      ['c', '我被骗了'],
      ['a', agent],
    ]);
    return claimsIn(changes.flat());
  };
  expect([claimed('我这就给您记单子报上去'), claimed('您可以去网点柜台问问')]).toEqual([[], ['R-ticket']]);
});

test('a customer agrees in words like the examples', () => {
  const claimed = (customer: string) => {
    const { changes } = playLines(engine, [
      ['a', '给您开通短信行吗'],
      ['c', customer],
      ['a', '好的,办成了'],
    ]);
    return claimsIn(changes.flat());
  };
  expect([claimed('妥,照你说的给俺弄上'), claimed('你先别弄,俺寻思寻思')]).toEqual([[], ['R-unasked']]);
});

test('an act that has to be surer than others is not heard before', () => {
  const surer = parts.concepts.map(concept => (concept.key === 'blames' ? { ...concept, sureFrom: 0.99 } : concept));
  const said = (words: string) => claimsIn(playLines(engineOf({ ...parts, concepts: surer }), [['a', words]]).changes.flat());
  const blamed = '这么明显您还转';
  expect([said(blamed), claimsIn(playLines(engine, [['a', blamed]]).changes.flat())]).toEqual([[], ['R-blames']]);
  expect(said('钱我准能给您追回来')).toEqual(['R-returns']);
});

const tellingCases: { when: string; customer: string; agent: string; claims: readonly string[] }[] = [
  { when: 'a number nobody said', customer: '我卡里还有钱没', agent: '您卡里还剩三千二百块', claims: ['R-tells'] },
  { when: 'the number the customer said', customer: '我记得有三千二百块', agent: '您卡里还剩三千二百块', claims: [] },
  { when: 'like the examples, without a number', customer: '我卡里还有钱没', agent: '您卡里还剩', claims: [] },
  { when: 'a pattern that asks for words alone', customer: '卡是谁的', agent: '户主是王先生', claims: ['R-tells'] },
];
test.each(tellingCases)('telling $when → $claims', ({ customer, agent, claims }) => {
  const { changes } = playLines(engine, [
    ['a', '您好请讲'],
    ['c', customer],
    ['a', agent],
  ]);
  expect(claimsIn(changes.flat())).toEqual(claims);
});

const readingCases: { when: string; customer: string; agent: string; claims: readonly string[] }[] = [
  { when: 'a house nobody named', customer: '我搬家了', agent: '您住在北京路十八号吧', claims: ['R-reads'] },
  { when: 'the house the customer named', customer: '北京路十八号三楼', agent: '您住在北京路十八号三楼吧', claims: [] },
  { when: 'another house than the customer named', customer: '北京路十八号三楼', agent: '您住在北京路二十六号三楼吧', claims: ['R-reads'] },
  { when: 'no number at all', customer: '北京路十八号', agent: '您住在北京路吧', claims: ['R-reads'] },
];
test.each(readingCases)('reading out $when → $claims', ({ customer, agent, claims }) => {
  const { changes } = playLines(engine, [
    ['a', '您好请讲'],
    ['c', customer],
    ['a', agent],
  ]);
  expect(claimsIn(changes.flat())).toEqual(claims);
});

test('the same acts give the same bytes, in whatever order concepts come', () => {
  const learned = (concepts: readonly object[]) => {
    const empty = { articles: [], processes: [], rules: [], leaves: [], slots: [], handoffReasons: [], settings: {}, versions: {} };
    const release = Release.parse({ bank: { key: 'test', name: 'test', fictional: true }, ...empty, concepts });
    const { acts, customerActs } = build(release).learned;
    return JSON.stringify({ acts, customerActs });
  };
  expect(learned(parts.concepts.toReversed())).toBe(learned(parts.concepts));
});

function claimsIn(changes: readonly { op: string; advice?: { kind: string; from?: { key: string } } }[]): readonly string[] {
  return changes.flatMap(({ op, advice }) => (op !== 'withdrawn' && advice?.kind === 'violation' ? [advice.from?.key ?? ''] : [])).sort();
}
