import { beforeAll, describe, expect, test } from 'vitest';
import type { Advice, AdviceChange } from '#domain/advice.ts';
import type { Engine } from '#engine/engine.ts';
import { demoEngine } from '#test/kit/demo-engine.ts';
import { type Line, playLines } from '#test/kit/play-lines.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await demoEngine();
});

/** What happened to article cards, a line of talk each: +K01 came or came again, -K01 went, K01:n chips said. */
function cards(lines: readonly Line[]): string[][] {
  return playLines(engine, lines).changes.map(changed => changed.flatMap(shorten));
}

function shorten(change: AdviceChange): string[] {
  const key = change.op === 'withdrawn' ? change.key : change.advice.key;
  if (!key.startsWith('card:article:')) return [];
  if (change.op === 'withdrawn') return [`-${key.slice(13)}`];
  const said = (change.advice as Extract<Advice, { kind: 'card' }>).mustSay.filter(chip => chip.said).length;
  return [`${change.op === 'raised' ? '+' : ''}${key.slice(13)}:${said}`];
}

describe('one question', () => {
  const cases = [
    { when: 'a lost card', says: '我储蓄卡好像掉在地铁上了', raises: ['+K01:0'] },
    { when: 'money that did not arrive', says: '给房东转的房租他说还没收到', raises: ['+K07:0'] },
    { when: 'the code does not come', says: '验证码发不到我手机上', raises: ['+K15:0'] },
    { when: 'instalments', says: '这期账单我想分几个月还', raises: ['+K16:0'] },
    { when: 'a safe account', says: '公安局的人说我洗钱,要我把钱转到安全账户', raises: ['+K22:0'] },
    { when: 'the annual fee', says: '年费怎么又扣了,能给我免了吗', raises: ['+K20:0'] },
    { when: 'a swallowed card', says: '取款机把卡吞了怎么办', raises: ['+K38:0'] },
    { when: 'everyday words for it', says: '房子的贷款我想早点还掉一部分行不行', raises: ['+K36:0'] },
    { when: 'a greeting', says: '喂,你好', raises: [] },
    { when: 'a name', says: '我叫王建国', raises: [] },
    { when: 'a plain yes', says: '嗯嗯,好的', raises: [] },
    { when: 'a tail', says: '尾号是三三六八', raises: [] },
    { when: 'thanks', says: '没有了,谢谢你', raises: [] },
    { when: 'a statement', says: '我再核对一下名字', raises: [] },
  ] as const;
  test.each(cases)('$when → $raises', ({ says, raises }) => expect(cards([['c', says]])[0]).toEqual(raises));
});

describe('a talk', () => {
  const cases: readonly { readonly when: string; readonly lines: readonly Line[]; readonly cards: readonly (readonly string[])[] }[] = [
    {
      when: 'chips turn as the agent speaks, and the answered card goes when the customer goes on',
      lines: [
        ['c', '补卡需要带什么材料'],
        ['a', '您带上身份证,本人去就可以'],
        ['c', '好的,知道了'],
      ],
      cards: [['+K03:0'], ['K03:2'], ['-K03']],
    },
    {
      when: 'asked again in the next breath, it is not raised again',
      lines: [
        ['c', '我想开短信提醒,收费吗'],
        ['c', '短信提醒多少钱一个月'],
      ],
      cards: [['+K35:0'], []],
    },
    {
      when: 'a dismissed card never comes back',
      lines: [
        ['c', '年费能免吗'],
        { kind: 'acted', act: { kind: 'dismissed', key: 'card:article:K20' } },
        ['c', '这个年费到底能不能给我免掉'],
      ],
      cards: [['+K20:0'], ['-K20'], []],
    },
    {
      when: 'a question about what is up keeps the answered card; once it left, it does not come again',
      lines: [
        ['c', '补卡需要带什么材料'],
        ['a', '您带上身份证,本人去就可以'],
        ['c', '那要等几天呢'],
        ['a', '当场就能拿到'],
        ['c', '好的,知道了'],
        ['c', '补卡到底要带什么材料来着'],
      ],
      cards: [['+K03:0'], ['K03:2'], [], ['K03:2'], ['-K03'], []], // heard as the step: its script leaves the card
    },
    {
      when: 'surely asked for again many turns later, a card that left does not come again',
      lines: [
        ['c', '补卡需要带什么材料'],
        ['a', '您带上身份证,本人去就可以'],
        ['c', '好的,知道了'],
        ['a', '还有一点提醒您'],
        ['c', '你说'],
        ['a', '卡里的钱不受影响'],
        ['c', '好的'],
        ['c', '补卡需要带什么材料,要几天?'],
      ],
      cards: [['+K03:0'], ['K03:2'], ['-K03'], [], [], [], [], []],
    },
    {
      when: 'what answers the question of the agent raises nothing',
      lines: [
        ['c', '我的信用卡丢了,要挂失'],
        ['a', '最后一笔交易是什么?'],
        ['c', '那个是我交的年费'],
      ],
      cards: [['+K04:0'], [], []],
    },
    {
      when: 'the same words where nothing was asked',
      lines: [
        ['c', '我的信用卡丢了,要挂失'],
        ['a', '好的,我查一下。'],
        ['c', '那个是我交的年费'],
      ],
      cards: [['+K04:0'], [], ['K04:0', '+K20:0']],
    },
    {
      when: 'a complaint that begins does not ask how long it takes; asked for later, its article comes',
      lines: [
        ['c', '我要投诉你们城西那个网点,柜员理都不理人'],
        ['a', '您慢慢讲'],
        ['c', '那多久给我答复?'],
      ],
      cards: [[], [], ['+K25:0']],
    },
    {
      when: 'what began a business stands until its phrases are said, however long the call',
      lines: [
        ['c', '我储蓄卡丢了,帮我挂失'],
        ...Array.from({ length: 9 }, (): Line[] => [
          ['a', '好的'],
          ['c', '嗯'],
        ]).flat(),
      ],
      cards: [['+K01:0'], ...Array.from({ length: 18 }, () => [])],
    },
    {
      when: 'what the customer lets go raises nothing',
      lines: [['c', '我爱人信用卡扣了年费,算了,回头她自己打']],
      cards: [[]],
    },
    {
      when: 'a business that begins brings its article up, in whatever words',
      lines: [['c', '我转了五万就给我弹出来说超了,我今天要给娃转三十五万']],
      cards: [['+K11:0']],
    },
    {
      when: 'a card the agent used goes when the customer goes on',
      lines: [['c', '年费能免吗'], { kind: 'acted', act: { kind: 'used', key: 'card:article:K20' } }, ['c', '好的,知道了']],
      cards: [['+K20:0'], [], ['-K20']],
    },
    {
      when: 'what the agent looked up does not pop up any more',
      lines: [{ kind: 'acted', act: { kind: 'looked-up', article: 'K20', tookMs: 900 } }, ['c', '年费能免吗']],
      cards: [[], []],
    },
    {
      when: 'a flagged card goes, too',
      lines: [['c', '年费能免吗'], { kind: 'acted', act: { kind: 'flagged', key: 'card:article:K20', why: 'outdated' } }],
      cards: [['+K20:0'], ['-K20']],
    },
  ];
  test.each(cases)('$when', ({ lines, cards: expected }) => expect(cards(lines)).toEqual(expected));
});

test('a card says what the customer asked, in which words, and what saying it does', () => {
  const { board } = playLines(engine, [['c', '你好,那个,口头挂失能管几天?']]);
  const card = board['card:article:K01'] as Extract<Advice, { kind: 'card' }>;
  expect({ question: card.question, nodes: card.nodes, evidence: card.evidence, chips: card.mustSay.map(chip => chip.label) }).toEqual({
    question: '口头挂失能管几天',
    nodes: ['P01/tellValidity', 'P01/tellUnloss'],
    evidence: [expect.objectContaining({ position: 2, revision: 0 })],
    chips: ['5天', '自动失效', '解除挂失'],
  });
});

test('a question no card answers is counted, with its words', () => {
  const { board } = playLines(engine, [
    ['c', '你们行里招不招保安,在哪里报名呢'],
    ['a', '这个我不清楚'],
    ['c', '那食堂的菜好不好吃,谁烧的'],
  ]);
  expect(board['metric:unanswered']).toMatchObject({ name: 'unanswered', value: 2, evidence: [{ position: 4, span: [0, 13] }] });
});
