import { shuffled } from '#bench/bank/random.ts';
import { chanceOf } from '#engine/chance.ts';
import { type PatternNode, parsePattern } from '#engine/hear/pattern.ts';

/** How one business area speaks and writes: the same sentences, other content words. */
export interface Dialect {
  /** What somebody says. */
  say(text: string): string;
  /** A piece of content. A cue that general words satisfy stays as it is, since a bank writes those once. */
  write(text: string): string;
}

/**
 * Makes dialects of a body of text. The characters it uses most are common to all areas, as are numbers, times, money and the
 * words that ask for secrets; of the rest, each area swaps most for others that are about as frequent. A word is swapped the same
 * way wherever it stands in an area, so patterns, articles and calls of one area still fit each other and hardly fit another area.
 */
export function dialects(body: string, seed: number): (area: number) => Dialect {
  const counts = new Map<string, number>();
  for (const char of body) if (han.test(char)) counts.set(char, (counts.get(char) ?? 0) + 1);
  const ranked = [...counts].sort(([a, often], [b, seldom]) => seldom - often || (a < b ? -1 : 1)).map(([char]) => char);
  const common = new Set([...ranked.slice(0, sharedByAll), ...plain]);
  const own = ranked.filter(char => !common.has(char));

  return area => {
    if (area === 0) return { say: text => text, write: text => text };
    const random = chanceOf(seed + area * 7919);
    const swapped = own.filter(() => random() < swappedShare);
    const other = new Map<string, string>();
    for (let from = 0; from < swapped.length; from += neighbours) {
      const near = swapped.slice(from, from + neighbours);
      const order = shuffled(near, random);
      for (const [index, char] of near.entries()) other.set(char, order[index] as string);
    }
    const say = (text: string): string => text.replace(hanChars, char => other.get(char) ?? char);
    return { say, write: text => (isGeneral(text, other) ? text : say(text)) };
  };
}

/** Whether a cue can be satisfied without any of the area's own characters. */
function isGeneral(cue: string, own: ReadonlyMap<string, string>): boolean {
  const parsed = parsePattern(cue);
  return 'node' in parsed && hasWayAround(parsed.node, own);
}

function hasWayAround(node: PatternNode, own: ReadonlyMap<string, string>): boolean {
  switch (node.kind) {
    case 'words':
      return ![...node.text].some(char => own.has(char));
    case 'any':
      return node.parts.some(part => hasWayAround(part, own));
    case 'all':
      return node.parts.every(part => hasWayAround(part, own));
    case 'class':
    case 'gap':
    case 'maybe':
    case 'start':
    case 'end':
      return true;
  }
}

const han = /^\p{Script=Han}$/u;
const hanChars = /\p{Script=Han}/gu;

/** So many characters stay what they are in every area. */
const sharedByAll = 160;
/** Of the others, an area swaps this share. */
const swappedShare = 0.85;
/** A character is swapped for one of so many of similar frequency. */
const neighbours = 48;

/** What normal forms, values and the door read, and sounds that mean nothing. */
const plain =
  '零一二三四五六七八九十百千万亿两半幺第几多点分秒刻时钟天日号月年周星期礼拜今昨明后前上下早晚午夜凌晨初末旬底季度工作个元块毛角钱币圆' +
  '密码验证短信手机号电话身份证卡尾位邮箱姓名银行账户嗯啊呃哦哎呀哈啦喂诶吧吗呢么的了';
