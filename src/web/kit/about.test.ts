import { expect, test } from 'vitest';
import { Advice } from '#domain/advice.ts';
import { aboutsOf } from '#web/kit/about.ts';

const common = { evidence: [], loudness: 'line' };
const process = { kind: 'process', key: 'P01', version: 3 };
const rule = { kind: 'rule', key: 'Q09', version: 2 };
const violation = { kind: 'violation', title: '', severity: 'serious', why: '', doNow: '', recovered: false, times: 1, settled: 'fired' };
const card = { kind: 'card', title: '', script: [], mustSay: [], rank: 1 };
const prompt = { kind: 'prompt', title: '', sentence: '', chips: [], severity: 'general' };
const cases = [
  { when: 'a claim', advice: { ...violation, key: 'violation:Q09#3', from: rule }, is: [rule] },
  {
    when: 'a script card of two steps',
    advice: { ...card, card: 'script', key: 'card:script:P01/verify', nodes: ['P01/verify', 'P01/soothe'], from: process },
    is: [
      { ...process, node: 'verify' },
      { ...process, node: 'soothe' },
    ],
  },
  {
    when: 'an article',
    advice: { ...card, card: 'article', key: 'card:article:K01', nodes: ['P01/tell'], from: { kind: 'article', key: 'K01', version: 1 } },
    is: [{ kind: 'article', key: 'K01', version: 1 }],
  },
  { when: 'an obligation', advice: { ...prompt, key: 'line:P01/confirmDo', from: process }, is: [{ ...process, node: 'confirmDo' }] },
  { when: 'an obligation of a rule', advice: { ...prompt, key: 'line:P01/confirmDo', from: rule }, is: [rule] },
  { when: 'a reminder', advice: { ...prompt, key: 'remind:P01', from: process }, is: [process] },
  {
    when: 'a hand-off',
    advice: {
      kind: 'handoff',
      key: 'handoff',
      action: 'hand-over',
      reason: 'crisis',
      urgency: 'critical',
      summary: '',
      slots: {},
      routeTo: '',
    },
    is: [{ kind: 'handoff', key: 'crisis' }],
  },
  { when: 'a measured time', advice: { kind: 'metric', key: 'metric:hold', name: 'hold', value: 1, startMs: 0, level: 'calm' }, is: [] },
] as const;

test.each(cases)('$when is explained by what made it', ({ advice, is }) => {
  expect(aboutsOf(Advice.parse({ ...common, ...advice }))).toEqual(is);
});
