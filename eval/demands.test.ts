import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { demoEngine } from '#test/kit/demo-engine.ts';
import { type Line, playLines } from '#test/kit/play-lines.ts';

const greeting: Line = ['a', '您好,江海银行,请问有什么可以帮您?'];

test('what customers say first leads to its leaf: nine of ten first, 24 of 25 among three', async () => {
  const engine = await demoEngine();
  const text = await readFile(new URL('calls/demands.txt', import.meta.url), 'utf8');
  const demands = text.split('\n').filter(line => /^\d/.test(line));
  const places = demands.map(line => {
    const [code = '', ...said] = line.split(' ');
    const lines = said
      .join(' ')
      .split('|')
      .map((words): Line => [words.startsWith('a') ? 'a' : 'c', words.slice(1)]);
    const { category } = playLines(engine, [greeting, ...lines]).board;
    return category?.kind === 'category' ? category.ranking.findIndex(each => each.code === code) : -1;
  });
  const first = places.filter(place => place === 0).length / places.length;
  const amongThree = places.filter(place => place >= 0).length / places.length;
  expect([places.length, first >= 0.88, amongThree >= 0.96]).toEqual([301, true, true]);
});
