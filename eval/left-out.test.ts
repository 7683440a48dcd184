import { expect, test } from 'vitest';
import { load } from '#engine/load.ts';
import { learnLeafWords } from '#engine/wrapup/category/learn-leaf-words.ts';
import { builtDemo } from '#test/kit/built-demo.ts';
import { type Line, playLines } from '#test/kit/play-lines.ts';

const greeting: Line = ['a', '您好,江海银行,请问有什么可以帮您?'];
const leftOut = 2;

test('of sentences nobody learned from, one of each leaf, over a fourth finds its leaf first and nearly half among three', async () => {
  const artefact = await builtDemo();
  const { leaves } = artefact.release;
  const rest = leaves.map(leaf => ({ ...leaf, examples: leaf.examples.filter((_, at) => at !== leftOut) }));
  const engine = load({ ...artefact, leafWords: learnLeafWords({ leaves: rest }) });
  const places = leaves.flatMap(({ code, examples }) => {
    const said = examples[leftOut];
    if (said === undefined) return [];
    const { category } = playLines(engine, [greeting, ['c', said]]).board;
    return [category?.kind === 'category' ? category.ranking.findIndex(each => each.code === code) : -1];
  });
  const first = places.filter(place => place === 0).length / places.length;
  const amongThree = places.filter(place => place >= 0).length / places.length;
  expect([places.length, first >= 0.28, amongThree >= 0.46]).toEqual([512, true, true]);
});
