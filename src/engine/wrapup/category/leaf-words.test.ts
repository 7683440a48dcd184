import { expect, test } from 'vitest';
import { Leaf } from '#domain/leaf.ts';
import { loadLeafWords } from '#engine/wrapup/category/leaf-words.ts';
import type { LeafWordsPart } from '#engine/wrapup/category/leaf-words-part.ts';
import { learnLeafWords } from '#engine/wrapup/category/learn-leaf-words.ts';
import { engineOf, playLines } from '#test/kit/play-lines.ts';

const leaves = [
  { code: '0101', path: ['借记卡', '口头挂失'], examples: ['我那张卡掉公交车上了', '卡落在出租车里找不着'] },
  { code: '0102', path: ['借记卡', '补卡'], examples: ['想领张新的', '卡折断了给换一张新的'] },
  { code: '0201', path: ['贷款', '提前还款'], cues: ['提前.{0,4}还(款|贷)'], examples: ['手头有钱了想把房子那笔早点结清'] },
].map(leaf => Leaf.parse(leaf));
const part = learnLeafWords({ leaves }) as LeafWordsPart;
const words = loadLeafWords(part);

const heard = [
  { says: '刚才掉在公交上了', leaves: ['0101'] },
  { says: '我要换一张新的', leaves: ['0102'] },
  { says: '房子的钱早点还掉', leaves: ['0201'] },
  { says: '口头挂失', leaves: ['0101'] },
  { says: '。', leaves: [] },
  { says: 'hello', leaves: [] },
] as const;
test.each(heard)('$says → $leaves', ({ says, leaves: wanted }) =>
  expect(
    words
      .hear(says)
      .leaves.slice(0, 1)
      .map(leaf => leaves[leaf]?.code),
  ).toEqual(wanted),
);

test('the words that say most for a leaf are those it alone has', () => {
  const said = '你好我想问问那个房子早点结清';
  words.hear(said);
  expect(said.slice(...words.wordsFor(2))).toBe('房子早点结清');
});

test('the same leaves give the same bytes; without examples nothing is learned', () =>
  expect([JSON.stringify(learnLeafWords({ leaves })) === JSON.stringify(part), learnLeafWords({ leaves: [] })]).toEqual([true, null]));

test('the ranking says which words of the customer speak for a leaf that no cue knows, and where they stand', () => {
  const { category } = playLines(engineOf({ leaves }), [['c', '喂,我的卡掉在公交车上了']]).board;
  expect(category).toMatchObject({
    ranking: [{ code: '0101', because: '客户说「掉在公交车上」' }],
    evidence: [{ position: 2, revision: 0, span: [5, 11] }],
  });
});
