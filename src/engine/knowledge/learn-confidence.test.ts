import { expect, test } from 'vitest';
import { compileArticles } from '#engine/knowledge/compile.ts';
import { loadIndex } from '#engine/knowledge/load.ts';

const things = ['年费', '密码', '限额', '短信', '理财', '贷款', '证明', '挂失', '分期', '额度'];
const ways = [
  '怎么办理',
  '要收多少钱',
  '多久能好',
  '在哪里弄',
  '带什么材料',
  '能不能取消',
  '为什么不行',
  '谁可以办',
  '以后还有吗',
  '手机上可以吗',
];
const articles = things.map(thing => ({
  key: thing,
  title: `${thing}说明`,
  question: `${thing}怎么办`,
  variants: ways.map(way => `${thing}${way}`),
  script: `${thing}请在手机银行办理`,
}));
const lookup = loadIndex(compileArticles(articles, 'zh'));
const best = (query: string) => lookup.find(query, [], 1)[0];

const cases = [
  { when: 'asked as articles ask', query: '年费要收多少钱', isSure: true },
  { when: 'what no article is about', query: '车牌多久能好', isSure: false },
  { when: 'what all have in common', query: '怎么办', isSure: false },
] as const;
test.each(cases)('learned from the articles themselves: $when', ({ query, isSure }) =>
  expect((best(query)?.confidence ?? 0) >= 0.5).toBe(isSure),
);

test('the same articles give the same bytes', () =>
  expect(JSON.stringify(compileArticles(articles, 'zh'))).toBe(JSON.stringify(compileArticles(structuredClone(articles), 'zh'))));
