import { expect, test } from 'vitest';
import { demoEngine } from '#test/kit/demo-engine.ts';
import { type Line, playLines } from '#test/kit/play-lines.ts';

const engine = await demoEngine();
const asked: Line[] = [['c', '我想买点理财,你们有什么理财产品推荐?']];

const cases = [
  { says: '市场波动可能导致本金亏损。', said: true },
  { says: '这款产品不保本,可能亏损。', said: true },
  { says: '不排除会亏。', said: true },
  { says: '您放心,绝对不会亏的。', said: false },
  { says: '本金没有任何损失。', said: false },
  { says: '从来没有下跌,会一直涨。', said: false },
] as const;

test.each(cases)('of a product the agent says 「$says」: a warning of loss? $said', ({ says, said }) => {
  const { board } = playLines(engine, [...asked, ['a', says]]);
  const chips = Object.values(board).flatMap(advice => (advice.kind === 'prompt' ? advice.chips : []));
  expect(chips.find(({ label }) => label === '可能亏损')).toMatchObject({ said });
});
