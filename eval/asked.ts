import type { Engine } from '#engine/engine.ts';
import { ratio } from '#eval/ratio.ts';
import { type Line, playLines } from '#test/kit/play-lines.ts';

/** A customer's question, what was said before it, and the articles that answer it: none, where it is near to some and answered by none. */
export interface AskedCase {
  readonly articles: readonly string[];
  readonly before: readonly Line[];
  readonly text: string;
}

/** How well questions find their articles. */
export interface AskedFigures {
  /** Of the n questions that an article answers, those it was raised for, first or among three; and those for which another stood first. */
  readonly hitAt1: number | null;
  readonly hitAt3: number | null;
  readonly wrong: number | null;
  readonly n: number;
  /** Of the questions that none answers, those for which one was raised all the same. */
  readonly popUps: number | null;
  readonly unanswered: number;
}

/** Reads lines of the form `K01 c EARLIER / a AGENT / QUESTION`, `K01+K07 QUESTION` and `- QUESTION`; `#` begins a remark. */
export function readAsked(text: string): readonly AskedCase[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '' || line.startsWith('#')) return [];
    const [, names, said = ''] = /^(-|K[\w+]+) (.+)$/.exec(line.trim()) ?? [];
    if (names === undefined) throw new Error(`line ${index + 1} is no question with its articles: ${line}`);
    const parts = said.split(' / ');
    const before = parts.slice(0, -1).map((part): Line => [part.startsWith('a ') ? 'a' : 'c', part.replace(/^[ac] /, '')]);
    return [{ articles: names === '-' ? [] : names.split('+'), before, text: parts.at(-1) ?? '' }];
  });
}

/** The articles that stand on the desk after a question, best first. */
export function raisedBy(engine: Engine, { before, text }: AskedCase): readonly string[] {
  const { board } = playLines(engine, [['a', '您好,江海银行,请讲。'], ...before, ['c', text]]);
  return Object.values(board)
    .flatMap(advice => (advice.kind === 'card' && advice.from?.kind === 'article' ? [{ rank: advice.rank, article: advice.from.key }] : []))
    .sort((a, b) => b.rank - a.rank)
    .map(({ article }) => article);
}

/** Plays every question by itself and counts. */
export function askedFigures(engine: Engine, cases: readonly AskedCase[]): AskedFigures {
  const heard = cases.map(one => ({ wanted: one.articles, raised: raisedBy(engine, one) }));
  const answered = heard.filter(({ wanted }) => wanted.length > 0);
  const others = heard.filter(({ wanted }) => wanted.length === 0);
  const among = (count: number) => answered.filter(({ wanted, raised }) => raised.slice(0, count).some(key => wanted.includes(key))).length;
  const wrong = answered.filter(({ wanted, raised }) => raised.length > 0 && !wanted.includes(raised[0] as string)).length;
  return {
    hitAt1: ratio(among(1), answered.length),
    hitAt3: ratio(among(3), answered.length),
    wrong: ratio(wrong, answered.length),
    n: answered.length,
    popUps: ratio(others.filter(({ raised }) => raised.length > 0).length, others.length),
    unanswered: others.length,
  };
}
