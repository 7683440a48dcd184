import { Concept } from '#domain/concept.ts';
import { chanceOf } from '#engine/chance.ts';

/** So many examples every intent of a bank has. */
export const examplesEach = 100;

/**
 * Gives a bank's classifier its work: the first so many concepts that customers speak get a hundred examples each, their phrases said in other ways, and a concept
 * `none` gets as many of nothing. Other concepts keep no examples. The last concept makes room for `none`.
 */
export function withIntents(concepts: readonly Concept[], intents: number, seed: number): readonly Concept[] {
  const silent = concepts.map((concept): Concept => ({ ...concept, examples: [] }));
  if (intents === 0) return silent;
  const random = chanceOf(seed + 4242);
  const isTaught = ({ key, speaker, phrases }: Concept) => key !== 'none' && speaker !== 'agent' && phrases.length >= 3;
  const learned = new Set(concepts.filter(isTaught).slice(0, intents));
  const spoken = silent.map((concept, index): Concept => {
    return learned.has(concepts[index] as Concept) ? { ...concept, examples: inOtherWays(concept.phrases, random) } : concept;
  });
  const rest = spoken.filter(({ key }) => key !== 'none').slice(0, concepts.length - 1);
  return [...rest, Concept.parse({ key: 'none', title: '什么也不是', examples: inOtherWays(nothing, random) })];
}

/** Sentences as people say them: something before, something behind, one character lost. */
function inOtherWays(sentences: readonly string[], random: () => number): string[] {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const made = new Set<string>(sentences);
  for (let tries = 0; made.size < examplesEach && tries < examplesEach * 20; tries++) {
    const letters = [...pick(sentences)];
    if (random() < 0.5 && letters.length > 1) letters.splice(Math.floor(random() * letters.length), 1);
    made.add(`${pick(openings)}${letters.join('')}${pick(endings)}`);
  }
  return [...made].slice(0, examplesEach);
}

const openings = ['', '', '', '你好', '喂你好', '嗯', '那个', '麻烦问一下', '我想问下', '就是', '是这样的', '不好意思', '哎'];
const endings = ['', '', '', '怎么办', '怎么弄', '能处理吗', '帮我看看', '可以吗', '谢谢', '你看一下', '行不行', '啊'];
const nothing = [
  '好的',
  '对',
  '没错',
  '嗯嗯',
  '谢谢你',
  '再见',
  '听得到吗',
  '稍等我找一下',
  '我在路上',
  '今天好热',
  '信号不太好',
  '你说吧',
];
