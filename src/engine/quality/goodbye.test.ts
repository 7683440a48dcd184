import { expect, test } from 'vitest';
import { engineOf, type Line, playLines } from '#test/kit/play-lines.ts';

const rule = {
  key: 'R1',
  kind: 'require',
  title: '未安抚',
  severity: 'serious',
  category: '服务态度',
  description: '客户不满后三轮内致歉。',
  trigger: { by: 'customer', says: ['不满'] },
  need: [{ by: 'agent', says: ['抱歉'] }],
  window: { kind: 'agent-turns', n: 3 },
  doNow: '非常抱歉。',
  deduct: 1,
};
const engine = engineOf({ rules: [rule], settings: { closing: ['再见'] } });
const begin: Line[] = [
  ['a', '您好,江海银行。'],
  ['c', '我很不满'],
];

const cases: { when: string; lines: Line[]; claims: number }[] = [
  { when: 'the goodbye comes before the turns are over: nothing more will be said', lines: [['a', '那就这样,再见。']], claims: 1 },
  { when: 'it was said before the goodbye', lines: [['a', '很抱歉,我记下了,再见。']], claims: 0 },
  { when: 'the call goes on', lines: [['a', '请问是哪一笔呢?']], claims: 0 },
];

test.each(cases)('what still waits for words at the goodbye is missing: $when', ({ lines, claims }) => {
  const { board } = playLines(engine, [...begin, ...lines]);
  expect(Object.values(board).filter(({ kind }) => kind === 'violation')).toHaveLength(claims);
});
