import { expect, test } from 'vitest';
import type { Happening } from '#domain/event.ts';
import { Release } from '#domain/release.ts';
import { build } from '#engine/build.ts';
import { load } from '#engine/load.ts';
import { type RuleTalk, ruleTalk } from '#test/kit/rule-talk.ts';

const articles = [
  {
    key: 'LOST',
    title: '挂失',
    question: '挂失多久有效',
    script: '您好。口头挂失有效期是5天,逾期失效。书面挂失长期有效。',
    facts: [
      { name: '有效期', value: '5天|5日', about: ['挂失'] },
      { name: '书面手续办理', value: '2个工作日', about: ['书面手续'] },
    ],
  },
  {
    key: 'SMS',
    title: '短信',
    question: '短信费',
    script: '短信通知每月2元。',
    facts: [{ name: '月费', value: '2元', about: ['短信'], asked: ['短信.{0,6}(多少钱|收费)'] }],
  },
  { key: 'PROOF', title: '证明', question: '证明费', script: '每份20元。', facts: [{ name: '工本费', value: '20元', about: ['证明'] }] },
  { key: 'RATE', title: '费率', question: '费率', script: '日息万分之五。', facts: [{ name: '日息', value: '0.05%', about: ['日息'] }] },
  { key: 'SIMPLE', title: '年化', question: '年化', script: '年化14.10%。', facts: [{ name: '年化', value: '14.10%', about: ['年化'] }] },
  {
    key: 'POST',
    title: '邮寄',
    question: '邮寄',
    script: '3到5个工作日。',
    facts: [{ name: '邮寄', value: '3到5个工作日', about: ['邮寄'], asked: ['(多久|几天).{0,4}(到|寄到)'] }],
  },
  { key: 'LOCK', title: '锁定', question: '锁定', script: '输错3次锁定。', facts: [{ name: '次数', value: '3次', about: ['输错'] }] },
  { key: 'TEST', title: '测评', question: '测评', script: '有效期一年。', facts: [{ name: '测评', value: '1年', about: ['测评'] }] },
  { key: 'DAYS', title: '申请', question: '申请', script: '每月1到28号。', facts: [{ name: '日期', value: '1到28号', about: ['申请'] }] },
  {
    key: 'CASH',
    title: '取现',
    question: '取现',
    script: '1万元。',
    facts: [{ name: '取现', value: '1万元', about: ['取现.{0,6}<amount>'] }],
  },
  {
    key: 'OLD',
    title: '旧',
    question: '旧',
    script: '开卡费10元。',
    facts: [{ name: '开卡费', value: '10元', about: ['开卡'] }],
    to: '2026-01-31',
  },
] as const;

const rule = {
  kind: 'fact',
  key: 'R1',
  title: '信息告知错误',
  severity: 'serious',
  category: 'test',
  description: '与知识库不一致。',
  doNow: '我更正一下。',
  deduct: 100,
  aside: ['(不是|不收)(<term>|<amount>|<number>)'],
  unless: ['(以前|吗)', '您说'],
  recoveredBy: ['说错了'],
} as const;

const parts = { concepts: [], processes: [], leaves: [], slots: [], handoffReasons: [] };
const engineOf = (by: readonly string[] = ['agent']) =>
  load(
    build(
      Release.parse({
        ...parts,
        bank: { key: 'test', name: '测试银行', fictional: true },
        settings: {},
        articles,
        rules: [{ ...rule, by }],
        versions: { 'article/LOST': 3 },
      }),
    ),
  );
const engine = engineOf();

/** The claims on the board: which article, and the words that were wrong. */
function claims(talk: RuleTalk, said: string): readonly string[] {
  return talk.board().flatMap(advice => {
    if (advice.kind !== 'violation') return [];
    const [article] = /\((\w+)@\d+\)/u.exec(advice.why)?.slice(1) ?? [];
    const words = advice.evidence.map(({ span }) => said.slice(...span));
    return [`${article} ${words.join('+')}${advice.recovered ? ' recovered' : ''}`];
  });
}

const cases: readonly { readonly when: string; readonly says: string; readonly claims: readonly string[] }[] = [
  { when: 'another term', says: '口头挂失有效期是7天', claims: ['LOST 7天'] },
  { when: 'another term, spoken', says: '口头挂失三十天内有效', claims: ['LOST 三十天'] },
  { when: 'in the next clause', says: '挂失以后会失效,一共7天', claims: ['LOST 7天'] },
  { when: 'the right term', says: '口头挂失有效期是5天', claims: [] },
  { when: 'the right term, spoken', says: '口头挂失五天内有效', claims: [] },
  { when: 'the right term as 日', says: '口头挂失有效期5日', claims: [] },
  { when: 'a day of the month is no term', says: '挂失是6日办的', claims: [] },
  { when: 'working days are not days', says: '口头挂失有效期是5个工作日', claims: ['LOST 5个工作日'] },
  { when: 'hours that make as many days', says: '口头挂失120个小时有效', claims: [] },
  { when: 'a vague term', says: '口头挂失7天多有效', claims: [] },
  { when: 'a sentence on', says: '挂失办好了。7天后给您回电', claims: [] },
  { when: 'two clauses on', says: '挂失办好了,您放心,7天后给您回电', claims: [] },
  { when: 'denied, and right', says: '挂失不是7天,是5天', claims: [] },
  { when: 'denied, and wrong', says: '挂失不是5天,是7天', claims: ['LOST 7天'] },
  { when: 'wrong and right in one breath', says: '挂失7天有效,也就是5天', claims: [] },
  { when: 'asked', says: '挂失是7天吗', claims: [] },
  { when: 'asked by a mark', says: '挂失是7天?', claims: [] },
  { when: 'quoted', says: '您说挂失是7天', claims: [] },
  { when: 'former times', says: '挂失以前是7天', claims: [] },
  { when: 'another fact of the article allows it', says: '挂失之后2个工作日补手续', claims: [] },
  { when: 'another kind of value', says: '挂失要收30元', claims: [] },
  { when: 'the term of something else is nearer', says: '短信说三天,挂失7天', claims: ['LOST 7天'] },
  { when: 'an amount', says: '短信每月三块', claims: ['SMS 三块'] },
  { when: 'the amount said otherwise', says: '短信每月两块钱', claims: [] },
  { when: 'vague amount', says: '短信10多元', claims: [] },
  { when: 'foreign money', says: '短信2美元', claims: [] },
  { when: 'a range of amounts', says: '短信每月2到5元', claims: ['SMS 2到5元'] },
  { when: 'two products, both right', says: '短信2元证明20元', claims: [] },
  { when: 'two products, the second wrong', says: '短信2元证明25元', claims: ['PROOF 25元'] },
  { when: 'the value belongs to the product beside it', says: '短信发给您,证明20元', claims: [] },
  { when: 'two values stand equally near', says: '3元短信5元', claims: [] },
  { when: 'a rate as people say it', says: '日息万分之五', claims: [] },
  { when: 'another rate', says: '日息万分之六', claims: ['RATE 万分之六'] },
  { when: 'a rate, spoken', says: '年化百分之十四点一', claims: [] },
  { when: 'a rate without its decimals', says: '年化14%', claims: [] },
  { when: 'a rate that is not that', says: '年化15%', claims: ['SIMPLE 15%'] },
  { when: 'inside the range', says: '邮寄要4个工作日', claims: [] },
  { when: 'the range itself, spoken', says: '邮寄三到五个工作日', claims: [] },
  { when: 'outside the range', says: '邮寄要7个工作日', claims: ['POST 7个工作日'] },
  { when: 'a wider range', says: '邮寄3到7个工作日', claims: ['POST 3到7个工作日'] },
  { when: 'days for working days', says: '邮寄要4天', claims: ['POST 4天'] },
  { when: 'a number', says: '输错5次会锁', claims: ['LOCK 5'] },
  { when: 'the number, spoken', says: '输错三次会锁', claims: [] },
  { when: 'a number of something else', says: '输错后拨打110', claims: [] },
  { when: 'a year in months', says: '测评12个月有效', claims: [] },
  { when: 'a year in days may be one', says: '测评365天有效', claims: [] },
  { when: 'half a year', says: '测评6个月有效', claims: ['TEST 6个月'] },
  { when: 'a day inside the dates', says: '申请是每月15号', claims: [] },
  { when: 'the dates themselves', says: '申请是每月1到28日', claims: [] },
  { when: 'other dates', says: '申请是每月5到30号', claims: ['DAYS 5到30号'] },
  { when: 'the cue takes in its value', says: '余额还有5万,取现最多20000元', claims: ['CASH 20000元'] },
  { when: 'an article no longer in force', says: '开卡费30元', claims: [] },
  { when: 'nothing said about any fact', says: '一共7天30元', claims: [] },
];
test.each(cases)('$when: $says → $claims', ({ says, claims: expected }) => {
  const talk = ruleTalk(engine);
  talk.say(`坐席:${says}`);
  expect(claims(talk, says)).toEqual(expected);
});

const answers = [
  { when: 'a bare amount, wrong', asks: '短信多少钱?', says: '每月3块', claims: ['SMS 3块'] },
  { when: 'a bare amount, right', asks: '短信多少钱?', says: '每月两块钱', claims: [] },
  { when: 'days for working days', asks: '那卡多久能寄到?', says: '一天就到', claims: ['POST 一天'] },
  { when: 'a month', asks: '那卡几天到?', says: '大概要一个月', claims: ['POST 一个月'] },
  { when: 'inside the range', asks: '那卡多久到?', says: '四个工作日', claims: [] },
  { when: 'another class of value', asks: '短信多少钱?', says: '首月免费,3天后开始收', claims: [] },
  { when: 'asked back', asks: '短信多少钱?', says: '您是说每月3块吗?', claims: [] },
  { when: 'two values', asks: '短信多少钱?', says: '3块或者5块', claims: [] },
  { when: 'two facts asked for', asks: '短信多少钱,卡多久寄到?', says: '一天', claims: ['POST 一天'] },
  {
    when: 'a long answer may speak of anything',
    asks: '短信多少钱?',
    says: '这个我先帮您看一下系统里面的记录好吗您这边最近有一笔支出是三十块',
    claims: [],
  },
  { when: 'the answer names its own subject', asks: '短信多少钱?', says: '证明每份20元', claims: [] },
  { when: 'nothing was asked', asks: '哦好的', says: '每月3块', claims: [] },
];
test.each(answers)('an answer whose subject stands in the question: $when → $claims', ({ asks, says, claims: expected }) => {
  const talk = ruleTalk(engine);
  talk.say(`客户:${asks}`);
  talk.say(`坐席:${says}`);
  expect(claims(talk, says)).toEqual(expected);
});

test('a question is forgotten once it was answered', () => {
  const talk = ruleTalk(engine);
  for (const line of ['客户:短信多少钱?', '坐席:我看一下', '客户:好的', '坐席:3块']) talk.say(line);
  expect(claims(talk, '3块')).toEqual([]);
});

test('the customer may be wrong', () => {
  const talk = ruleTalk(engine);
  talk.say('客户:挂失是7天');
  expect(claims(talk, '')).toEqual([]);
});

const bots = [
  { by: ['agent'], claims: [] },
  { by: ['agent', 'bot'], claims: ['LOST 7天'] },
];
test.each(bots)('a bot is compared where the rule says so: $by', ({ by, claims: expected }) => {
  const text = '口头挂失有效期是7天';
  const talk = ruleTalk(engineOf(by));
  talk.happen({
    kind: 'heard',
    utterance: { position: 2, revision: 0, speaker: 'bot', text, startMs: 0, endMs: 2000 },
  } as unknown as Happening);
  expect(claims(talk, text)).toEqual(expected);
});

const later = [
  { when: 'the right value with its words', lines: ['坐席:更正,口头挂失有效期5天'], recovered: true },
  { when: 'the right value alone', lines: ['客户:是吗', '坐席:不好意思,是五天'], recovered: true },
  { when: 'the recovery sentence', lines: ['坐席:不好意思我刚才说错了'], recovered: true },
  { when: 'another wrong value', lines: ['坐席:口头挂失有效期是6天'], recovered: false },
  { when: 'the right value as a question', lines: ['坐席:挂失是5天吗'], recovered: false },
  { when: 'the right value of another fact', lines: ['坐席:短信每月2元'], recovered: false },
  {
    when: 'too late',
    lines: [
      '客户:哦',
      '坐席:请您稍等',
      '客户:好的',
      '坐席:请您稍等',
      '客户:好的',
      '坐席:请您稍等',
      '客户:好',
      '坐席:请您稍等',
      '客户:好',
      '坐席:是5天',
    ],
    recovered: false,
  },
];
test.each(later)('put right by $when: $recovered', ({ lines, recovered }) => {
  const talk = ruleTalk(engine);
  talk.say('坐席:口头挂失有效期是7天');
  for (const line of lines) talk.say(line);
  const claim = talk.board().find(advice => advice.kind === 'violation');
  expect(claim?.kind === 'violation' && claim.recovered).toBe(recovered);
});

test('a claim names the article and its version, and hands over the sentence to say', () => {
  const talk = ruleTalk(engine);
  talk.say('坐席:口头挂失有效期是7天');
  const [claim] = talk.board().filter(advice => advice.kind === 'violation');
  expect(claim).toMatchObject({
    why: '与知识库不一致。 有效期: 5天 (LOST@3)',
    quote: '口头挂失有效期是7天',
    doNow: '口头挂失有效期是5天,逾期失效。',
    loudness: 'interrupt',
  });
});
