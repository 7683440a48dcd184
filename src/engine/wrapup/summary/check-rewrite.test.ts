import { expect, test } from 'vitest';
import { rewriteProblem } from '#engine/wrapup/summary/check-rewrite.ts';

const source = {
  clause: '客户来电:借记卡口头挂失(卡片尾号4417,遗失地点联华超市)。',
  words: ['我银行卡丢了,你帮我挂失一下。', '就是尾号四四一七那张,在联华超市丢的', '您是周先生对吧,挂失五天有效'],
};
const cases = [
  { text: '客户银行卡丢在联华超市,来电口头挂失尾号4417的借记卡。', problem: null },
  { text: '周先生来电口头挂失尾号四四一七的借记卡,挂失5天有效。', problem: null },
  { text: '客户来电口头挂失尾号4418的借记卡。', problem: 'a number nobody said: 4418' },
  { text: '客户来电口头挂失借记卡,损失三千元。', problem: 'a number nobody said: 3000' },
  { text: '客户来电口头挂失借记卡,我行承诺挂失。', problem: 'a promise nobody made: 承诺' },
  { text: '王先生来电口头挂失借记卡。', problem: 'a name nobody said' },
  { text: '客户在工商银行来电口头挂失借记卡。', problem: 'a name nobody said' },
  { text: '客户借记卡未能口头挂失。', problem: 'turned into its opposite' },
  { text: '请点击<a>链接</a>挂失。', problem: 'markup' },
  { text: '天气晴朗,适合出门散步看花,祝大家愉快。', problem: 'words of its own' },
  { text: `${'客户来电挂失。'.repeat(20)}`, problem: 'too long' },
  { text: '  ', problem: 'empty' },
  { text: '客户手机⟦phone:2 …4417 ✓⟧来电挂失。', problem: 'a sealed value nobody said' },
] as const;

test.each(cases)('$text → $problem', ({ text, problem }) => {
  expect(rewriteProblem(text, source, 'zh')).toBe(problem);
});

test.each([
  ['The customer lost the card and asked to block it.', null],
  ['The customer, James Miller, asked to block the card.', 'a name nobody said'],
  ['We guarantee the card is blocked.', 'a promise nobody made: guarantee'],
  ['The customer asked to block the card within 48 hours.', 'a number nobody said: 48'],
])('%s → %s', (text, problem) => {
  const english = { clause: 'The customer called about: Block a lost card.', words: ['I lost my card, can you block it please'] };
  expect(rewriteProblem(text, english, 'en')).toBe(problem);
});
