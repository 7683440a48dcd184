import { expect, test } from 'vitest';
import { readJudgedCalls } from '#eval/judged-calls.ts';

const text = `A note for the reader.

judged Q01 Q40

call X1 P01 02020101
near Q22
except Q40
reason 卡丢了。
process 核实。
result 挂失成功。
a 您好,工号零三。 | P01.greet keep~零三
c 卡丢了 | topic:P01 >Q67 K01 cardTail=8106 gap=5000
a 已经办好了 | P01.confirmDo? P01.verify@0 P01.tellResult! Q19 overlap=100
`;

test('a call as a person writes it, in the shape of the demo calls', () => {
  const [call] = readJudgedCalls(text, rule => (rule === 'Q19' ? 'serious' : 'general'));
  expect(call).toEqual({
    id: 'X1',
    channel: 'voice',
    taxonomy: '02020101',
    turns: [
      { role: 'agent', text: '您好,工号零三。', startMs: 700, endMs: 700 + 8 * 235 },
      { role: 'customer', text: '卡丢了', startMs: 7580, endMs: 7580 + 3 * 235 },
      { role: 'agent', text: '已经办好了', startMs: 8185, endMs: 8185 + 5 * 235 },
    ],
    truth: {
      topicTurns: [{ process: 'P01', turn: 1 }],
      steps: [
        { process: 'P01', node: 'greet', turn: 0, status: 'done' },
        { process: 'P01', node: 'confirmDo', turn: 2, status: 'inProgress' },
        { process: 'P01', node: 'verify', turn: 0, status: 'done' },
        { process: 'P01', node: 'tellResult', turn: 2, status: 'doneOutOfOrder' },
      ],
      violations: [{ rule: 'Q19', severity: 'serious', turn: 2 }],
      prompts: [{ rule: 'Q67', turn: 1 }],
      knowledge: [{ article: 'K01', turn: 1 }],
      slots: { cardTail: { value: '8106', turn: 1 } },
      pii: [],
      notPii: [{ turn: 0, span: [5, 7], text: '零三' }],
      summaryParts: { reason: '卡丢了。', process: '核实。', result: '挂失成功。' },
      exhaustiveFor: ['Q01'],
      nearMisses: ['Q22'],
    },
  });
});

test.each([
  { wrong: 'P1greet', why: 'no such note: P1greet' },
  { wrong: 'keep~九', why: 'does not say 九' },
])('refused: $wrong', ({ wrong, why }) =>
  expect(() => readJudgedCalls(`call X P01 02\na 您好 | ${wrong}\n`, () => 'general')).toThrow(why),
);
