import { expect, test } from 'vitest';
import type { AdviceChange } from '#domain/advice.ts';
import type { Happening, LogEvent } from '#domain/event.ts';
import { fitToTeach } from '#server/lessons/fit-to-teach.ts';
import { lessonsOf, sentenceAround } from '#server/lessons/lessons-of.ts';

const row = (position: number, what: object, ...advice: object[]) => ({
  event: { position, atMs: position * 1000, source: 'test', what: what as Happening } as unknown as LogEvent,
  advice: advice.map(one => ({ op: 'updated', advice: one }) as AdviceChange),
});
const heard = (position: number, text: string, speaker = 'customer') =>
  row(position, { kind: 'heard', utterance: { position, revision: 0, speaker, text, startMs: 0, endMs: 1 } });
const at = (position: number, from: number, to: number, revision = 0) => ({ position, revision, span: [from, to] });
const category = (more: object) => ({
  key: 'category',
  kind: 'category',
  ranking: [{ code: '0101', confidence: 0.6 }],
  evidence: [],
  ...more,
});
const wrapped = { kind: 'acted', act: { kind: 'wrapped' } };
const slot = { key: 'slot:customerName', kind: 'slot', slot: 'customerName', value: '周明远', form: { type: 'person' } };

test('nothing is taught before the wrap-up is confirmed', () =>
  expect(
    lessonsOf([heard(1, '我的卡被吞了'), row(2, { kind: 'closed' }, category({ by: 'engine', chosen: '0101', evidence: [at(1, 2, 6)] }))]),
  ).toEqual([]));

test.each([
  { when: 'as it stood', filed: { by: 'engine', chosen: '0101' }, how: 'confirmed' },
  { when: 'taken with key 1', filed: { by: 'agent', chosen: '0101' }, how: 'chosen' },
  { when: 'another than the first', filed: { by: 'agent', chosen: '0202' }, how: 'changed' },
])('a category confirmed $when: $how, with the sentence that bore it', ({ filed, how }) =>
  expect(
    lessonsOf([
      heard(1, '喂你好。我的卡被机器吞了怎么办？急死了'),
      row(2, wrapped, category({ ...filed, evidence: [at(1, 6, 11), at(1, 7, 9)] })),
    ]),
  ).toEqual([{ leaf: filed.chosen, how, row: 1, span: [4, 15] }]),
);

test('a further category teaches the words it was proposed for; a correction teaches in its last wording', () =>
  expect(
    lessonsOf([
      heard(1, '信用卡这期要还多少'),
      heard(2, '短信题醒也帮我开一下'),
      row(3, {
        kind: 'corrected',
        utterance: { position: 2, revision: 1, speaker: 'customer', text: '短信提醒也帮我开一下', startMs: 0, endMs: 1 },
      }),
      row(
        4,
        { kind: 'closed' },
        category({ by: 'engine', chosen: '0101', evidence: [at(1, 0, 3)], offered: [{ code: '0506', evidence: [at(2, 0, 4, 1)] }] }),
      ),
      row(5, wrapped, category({ by: 'engine', chosen: '0101', evidence: [at(1, 0, 3)], further: [{ code: '0506' }] })),
    ]),
  ).toEqual([
    { leaf: '0101', how: 'confirmed', row: 1, span: [0, 9] },
    { leaf: '0506', how: 'chosen', row: 3, span: [0, 10] },
  ]));

test('the agent teaches nothing, nor does a sentence with a name; without evidence the reason of the call does', () =>
  expect(
    lessonsOf([
      heard(1, '您是要挂失对吧', 'agent'),
      heard(2, '对的周明远要挂失'),
      heard(3, '我要改手机号码'),
      row(4, wrapped, slot, category({ by: 'agent', chosen: '0202', evidence: [at(1, 0, 7), at(2, 0, 8)] }), {
        key: 'summary',
        kind: 'summary',
        clauses: [{ part: 'reason', text: '', evidence: [at(3, 0, 7)] }],
      }),
    ]),
  ).toEqual([{ leaf: '0202', how: 'changed', row: 3, span: [0, 7] }]));

test.each([
  { by: 'a field called so', attached: { customerName: 'Helen Carter' }, says: 'Carter lost the card today' },
  { by: 'a field called so, with a courtesy', attached: { 客户姓名: '才让东智先生' }, says: '我才让东智要挂失卡片' },
  { by: 'its value', attached: { 备注: '周明远' }, says: '对的明远要挂失卡片' },
  { by: 'its value, in Latin letters', attached: { remark: 'Anna Berg' }, says: 'the card of anna was swallowed' },
  { by: 'a profile field', label: '户名', value: '江海贸易', says: '江海贸易的账户转不出去' },
  { by: 'nothing: a level is no name', attached: { 客户等级: '金卡客户', productName: 'Gold' }, says: '金卡客户年费Gold', teaches: true },
])('whom the data of the call name by $by keeps a sentence from teaching', ({ attached = {}, label, value, says, teaches = false }) => {
  const profile = { key: 'slot:p', kind: 'slot', slot: 'p', label, value, form: { type: 'profile' } };
  const rows = [
    row(1, { kind: 'opened', meta: { attached } }),
    heard(2, says),
    row(3, wrapped, ...(label ? [profile] : []), category({ by: 'agent', chosen: '0202', evidence: [at(2, 0, 4)] })),
  ];
  expect(lessonsOf(rows).length > 0).toBe(teaches);
});

test.each([
  ['好。卡丢了！快点', 2, '卡丢了'],
  ['卡丢了', 0, '卡丢了'],
  ['Hello there. My card is lost. Please hurry.', 16, ' My card is lost'],
  ['I am in a hurry. My card is lost.', 20, ' My card is lost'],
  ['At 9 a.m. Mr. Berg took 2.5 percent of J. Smith off', 20, 'At 9 a.m. Mr. Berg took 2.5 percent of J. Smith off'],
] as const)('a sentence ends at its stop: %s', (text, start, sentence) =>
  expect(text.slice(...sentenceAround(text, [start, start + 1]))).toBe(sentence),
);

test.each([
  ['我的卡被机器吞了怎么办', true],
  ['一天只能转五万,不够用', true],
  ['上个月扣了我二百块年费', true],
  ['总行的电话怎么打不通', true],
  ['卡丢了', false],
  ['我手机是⟦phone:1 …0016 ✓⟧', false],
  ['打13800138000这个电话', false],
  ['尾号四四一七那张卡丢了', false],
  ['尾号是4417的那张卡', false],
  ['我叫邝敬业,要挂失', false],
  ['我姓高,卡找不到了', false],
  ['上次那个王经理答应我的', false],
  ['欧阳先生让我打来的', false],
  ['给明远转的钱没到账', false],
  ['My name is Anna Berg and my card is lost', false],
  ['啊'.repeat(201), false],
] as const)('%s may teach: %s', (sentence, fit) => expect(fitToTeach(sentence, ['周明远'])).toBe(fit));
