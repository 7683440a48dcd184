/** What stands between two groups of digits: nothing much, a pause or filler, words that take something back, or other talk (null). */
export type Gap = 'tight' | 'soft' | 'correction' | null;

// biome-ignore format: a table reads better in its own lines
const fillers = [
  '嗯', '啊', '呃', '额', '哦', '噢', '诶', '欸', '哎', '唉', '吧', '呢', '那个', '这个', '就是', '然后', '接着', '后面', '后边', '下面', '再', '还有', '是', '的', '对', '好', '好的', '行',
  '空格', '杠', '横杠', '横线', '减', '等一下', '等下', '等等', '我看看', '我看一下', '我看下', '我想想', '让我看看', '让我想想', '稍等', '稍等一下', '我再说一遍', '再说一遍', '我重复一下', '重复一下', '最后', '最后是', '跟着', '对吧', '是吧', '后头',
  '或者', '或', '还是', '要么', '要不', '可能', '好像', 'or', 'maybe', 'either', 'possibly', 'perhaps', 'uhh', 'uhhh', 'uh', 'um', 'uhm', 'er', 'erm', 'ah', 'hmm', 'mm', 'mhm', 'so', 'then', 'and', 'and then', 'next', 'space', 'dash', 'hyphen', 'dot', 'let me see', "let's see", 'let me check', 'let me think',
  "it's", 'it is', "that's", 'okay', 'ok', 'yeah', 'yes', 'right', 'like', 'you know', 'hold on', 'one sec', 'one second', 'one moment', 'just a second', 'just a moment', 'again', "i'll repeat", 'i repeat', 'followed by', 'that is', 'well', 'please', 'finally',
];
// biome-ignore format: a table reads better in its own lines
const corrections = [
  '不对', '不是', '错了', '说错了', '我说错了', '讲错了', '念错了', '报错了', '应该是', '改成', '不不', '不', '更正', '重新来', '重来', '重新说', '我重说', '抱歉', '不好意思', '对不起', '改一下', '前面错了', '后面错了', '刚才错了', '刚才说错了',
  'no', 'sorry', 'wait', 'i mean', 'actually', 'correction', 'scratch that', 'make that', 'rather', 'my mistake', 'my bad', 'oops', 'not that', 'excuse me', 'i meant', 'should be', 'it should be', 'start over', 'let me start again', 'wrong',
];
const words = [...fillers.map(word => ({ word, takesBack: false })), ...corrections.map(word => ({ word, takesBack: true }))].sort(
  (a, b) => b.word.length - a.word.length,
);
const separator = /[\s\-‐-―−_.·,，、。…~～:：;；/()（）!！?？'"“”\u200b-\u200d\ufeff\u00a0+]/;
const longest = 60;

/** Reads the text between two groups of digits. */
export function readGap(text: string, from: number, to: number): Gap {
  if (to - from > longest) return null;
  let takesBack = false;
  let spoke = false;
  for (let at = from; at < to; ) {
    if (separator.test(text[at] as string)) {
      if (!/[\s\-‐-―−_.·/()（）\u200b-\u200d\ufeff\u00a0+]/.test(text[at] as string)) spoke = true;
      at++;
      continue;
    }
    const found = words.find(({ word }) => at + word.length <= to && text.startsWith(word, at) && endsWell(text, at, word));
    if (!found) return null;
    spoke = true;
    takesBack ||= found.takesBack;
    at += found.word.length;
  }
  if (takesBack) return 'correction';
  return spoke || to - from > 4 ? 'soft' : 'tight';
}

/** Whether nothing but pauses and fillers (or the beginning of one) stands from here to the end: more digits may follow. */
export function mayGoOn(text: string, from: number): boolean {
  if (text.length - from > longest) return false;
  let at = from;
  while (at < text.length) {
    if (separator.test(text[at] as string)) {
      at++;
      continue;
    }
    const found = words.find(({ word }) => text.startsWith(word, at) && endsWell(text, at, word));
    if (found) {
      at += found.word.length;
      continue;
    }
    const rest = text.slice(at);
    return words.some(({ word }) => word.startsWith(rest));
  }
  return true;
}

function endsWell(text: string, at: number, word: string): boolean {
  return !/[a-z]/.test(word) || (!/[a-z]/.test(text[at + word.length] ?? '') && !/[a-z]/.test(text[at - 1] ?? ''));
}
