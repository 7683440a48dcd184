import { expect, test } from 'vitest';
import { rouge } from '#eval/rouge.ts';

const cases = [
  { when: 'the same words', ours: '挂失成功', theirs: '挂失成功。', rouge1: 1, rouge2: 1, rougeL: 1 },
  { when: 'nothing in common', ours: '挂失', theirs: '年费', rouge1: 0, rouge2: 0, rougeL: 0 },
  { when: 'nothing said', ours: '', theirs: '挂失', rouge1: 0, rouge2: 0, rougeL: 0 },
  // 卡 and 片 of four and four; one pair of three and three; the order 卡片
  { when: 'half the words', ours: '卡片丢了', theirs: '卡片遗失', rouge1: 0.5, rouge2: 1 / 3, rougeL: 0.5 },
  // ab and ba share both characters, no pair, and an order of one
  { when: 'another order', ours: '丢卡', theirs: '卡丢', rouge1: 1, rouge2: 0, rougeL: 0.5 },
  // 1 of 2 and of 4 tokens: 2·1/6; a repeated token counts once when the other side has it once
  { when: 'a token twice', ours: '卡卡', theirs: '卡要年费', rouge1: 1 / 3, rouge2: 0, rougeL: 1 / 3 },
  // tokens 尾 号 8106 and 尾 号 8 1 … : a number is one token
  { when: 'numbers are one token', ours: '尾号8106', theirs: '尾号8100', rouge1: 2 / 3, rouge2: 0.5, rougeL: 2 / 3 },
  { when: 'words in letters', ours: 'The card, lost', theirs: 'card lost', rouge1: 0.8, rouge2: 2 / 3, rougeL: 0.8 },
] as const;
test.each(cases)('$when: $ours / $theirs', ({ ours, theirs, rouge1, rouge2, rougeL }) => {
  const scored = rouge(ours, theirs);
  expect(scored.rouge1).toBeCloseTo(rouge1, 10);
  expect(scored.rouge2).toBeCloseTo(rouge2, 10);
  expect(scored.rougeL).toBeCloseTo(rougeL, 10);
});
