import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { askedFigures, readAsked } from '#eval/asked.ts';
import { demoEngine } from '#test/kit/demo-engine.ts';

test('a line names its articles, what was said before and the question', () => {
  expect(readAsked('# remark\nK01+K07 c 卡丢了 / a 已经停了 / 这个管多久\n- 我要转账\n')).toEqual([
    {
      articles: ['K01', 'K07'],
      before: [
        ['c', '卡丢了'],
        ['a', '已经停了'],
      ],
      text: '这个管多久',
    },
    { articles: [], before: [], text: '我要转账' },
  ]);
  expect(() => readAsked('K01 好\nwhat is this\n')).toThrow('line 2 is no question with its articles: what is this');
});

test('questions find their articles as often as they did, and others stay as quiet', async () => {
  const cases = readAsked(await readFile(new URL('calls/asked.txt', import.meta.url), 'utf8'));
  const { hitAt1, wrong, n, popUps, unanswered } = askedFigures(await demoEngine(), cases);
  expect([n, unanswered]).toEqual([321, 102]);
  expect(hitAt1).toBeGreaterThanOrEqual(0.7);
  expect(wrong).toBeLessThanOrEqual(0.15);
  expect(popUps).toBeLessThanOrEqual(0.6);
});
