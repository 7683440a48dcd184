import type { Lang } from '#domain/speaker.ts';
import { inArticleWords } from '#engine/knowledge/synonyms.ts';

/** What a text is looked up by: pairs and single characters of Chinese, words of everything else, each once. */
export function gramsOf(text: string, lang: Lang): readonly string[] {
  const lower = text.normalize('NFKC').toLowerCase().replace(mark, ' ');
  const plain = lang === 'zh' ? inArticleWords(lower).replace(fillersZh, ' ') : lower.replace(fillersEn, ' ');
  const grams = new Set<string>();
  for (const run of plain.match(runs) ?? []) {
    if (/^[0-9.]/.test(run)) grams.add('0');
    else if (/^[a-z]/.test(run)) addWord(run, grams);
    else addHan(run, grams);
  }
  return [...grams];
}

const mark = /⟦[^⟧]*⟧/gu;
const runs = /[\p{Script=Han}]+|[a-z][a-z'-]*|[0-9][0-9.,]*/gu;
const fillersZh =
  /请问|想问一下|问一下|问下|您好|你好|那个|这个|就是说|一下子|一下|的话|麻烦|师傅|小姐|先生|女士|阿姨|喂|嗯|呃|啊|哦|哎|呢|吧|吗|嘛|呀|咯|的|了|我|你|您/gu;
const fillersEn = /\b(a|an|the|please|hi|hello|um|uh|well|so|i|i'm|is|are|am|my|me|you|your|to|of|it|that|this|and)\b/gu;

function addHan(run: string, grams: Set<string>): void {
  for (let at = 0; at < run.length; at++) {
    grams.add(run[at] as string);
    if (at + 1 < run.length) grams.add(run.slice(at, at + 2));
  }
}

/** English endings cut off roughly, so that `cards` finds `card`. */
function addWord(word: string, grams: Set<string>): void {
  const stem = word.replace(/'s$/, '').replace(/(ing|ed|es|s)$/, '');
  grams.add(stem.length >= 3 ? stem : word);
}
