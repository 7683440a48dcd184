import { initialsOf, pinyinOf } from '#server/search/initials.ts';

/** How well a title answers what was typed, 0 for not at all: its beginning before its inside, words before pinyin before initials. */
export function titleScore(wanted: string, title: string): number {
  const { written, initials, pinyin } = waysToType(title);
  const covered = Math.min(1, wanted.length / written.length) * 0.4;
  if (written.startsWith(wanted)) return 2 + covered;
  if (written.includes(wanted)) return 1.5 + covered;
  if (!/^[a-z0-9]{2,}$/.test(wanted)) return 0;

  if (initials.startsWith(wanted)) return 1.1 + covered;
  if (initials.includes(wanted)) return 1 + covered;
  if (wanted.length < 3 || pinyin === written) return 0;
  return pinyin.startsWith(wanted) ? 1.05 + covered : pinyin.includes(wanted) ? 0.9 + covered : 0;
}

/** How well an English name answers: a word of it begins so. Less than any way to type the title itself, which pinyin looks like. */
export function englishScore(wanted: string, name: string | undefined): number {
  if (name === undefined || !/^[a-z]{3}/.test(wanted)) return 0;
  const at = ` ${name.toLowerCase()}`.search(new RegExp(`[^a-z]${wanted.replace(/[^a-z0-9 ]/g, '.')}`, 'u'));
  return at < 0 ? 0 : 0.5 + 0.3 * Math.min(1, wanted.length / name.length);
}

interface Ways {
  readonly written: string;
  readonly initials: string;
  readonly pinyin: string;
}

/** Titles come from content, so there are only so many; releases that went are forgotten when it is full. */
const known = new Map<string, Ways>();
const mostKnown = 50_000;

function waysToType(title: string): Ways {
  const found = known.get(title);
  if (found) return found;
  if (known.size >= mostKnown) known.clear();
  const ways = { written: title.toLowerCase(), initials: initialsOf(title), pinyin: pinyinOf(title) };
  known.set(title, ways);
  return ways;
}
