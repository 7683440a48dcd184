import type { Heard, HitValue } from '#domain/hit.ts';
import type { Read } from '#engine/wrapup/slots/person.ts';
import { standing } from '#engine/wrapup/slots/taken-back.ts';

/**
 * When something was, as said: dates and times that stand together are one (昨天下午,嗯,三点多 → 昨天下午3点多).
 * `near`: words it stands in or beside; the nearest is taken. Where there are none, the one that says most or is said most often.
 */
export function whenIn(text: string, heard: Heard, near: readonly [number, number] | null, isFree: IsFree = () => true): Read | null {
  const told = [...heard.values.filter(value => value.class === 'date' || value.class === 'time'), ...plainWords(text)];
  const parts = (told.length === 0 && near === null ? agoWords(text) : told)
    .map(value => value.span)
    .filter(([, to]) => !namesThing.test(text.slice(to)))
    .toSorted((a, b) => a[0] - b[0] || b[1] - a[1]);
  const spans: [number, number][] = [];
  for (const [from, to] of parts) {
    const last = spans.at(-1);
    const isAgain = last !== undefined && from >= last[1] && text.slice(...last) === text.slice(from, to); // 礼拜五,礼拜五
    if (last && !isAgain && (from < last[1] || onlyFiller.test(text.slice(last[1], from)))) last[1] = Math.max(last[1], to);
    else spans.push([from, to]);
  }
  const kept = standing(spans.filter(isFree), text, span => span[1]);
  const weigh = ([from, to]: readonly [number, number]) => (to - from) * (text.split(text.slice(from, to)).length - 1);
  const best = kept.toSorted((a, b) => (near === null ? weigh(b) - weigh(a) : apart(a, near) - apart(b, near) || b[0] - a[0]))[0];
  if (!best || (near !== null && apart(best, near) > farthest)) return null;
  const words = text.slice(best[0], best[1]);
  return { value: /\p{Script=Han}/u.test(words) ? tidy(words) : tidyEnglish(words), span: best };
}

type IsFree = (span: readonly [number, number]) => boolean;

/** 三号线, 二号楼, 五一路: a number or a day that names something else. */
const namesThing = /^(?:路|大道|街|广场|线|楼|院|店|门|窗|柜台|铺|仓|机器|车厢|床|病)/u;

const onlyFiller = /^(?:[,，、\s嗯呃啊哦的吧]|\b(?:at|around|about|in the|er|erm|um)\b|那个|大概|大约|差不多|好像|应该)*$/u;

/** Words of time the hearing reads no value from. */
function plainWords(text: string): readonly Pick<HitValue, 'span'>[] {
  const matches = [...text.matchAll(chineseTimes), ...(latin.test(text) ? text.matchAll(englishTimes) : [])];
  return matches.map(match => ({ span: [match.index, match.index + match[0].length] as const }));
}

/** 也就二十来分钟吧 answers when it was, as 二十来分钟前 does. */
function agoWords(text: string): readonly Pick<HitValue, 'span'>[] {
  return [...text.matchAll(ago)].map(match => ({ span: [match.index, match.index + match[0].length] as const }));
}

const ago = /[\d一二两三四五六七八九十半]+(?:来|多|几)?个?(?:分钟|小时|钟头)(?:不到)?(?:之?前|以前)?(?![之以]?[内后]|到账)/gu;

const chineseTimes =
  /刚才|刚刚|方才|头先|[今明后昨听]日|[今昨前明后]儿个|今朝|噚[日晚]|夜来|[前后]晌|晌午|黑夜|[上下]昼|朝早|[一二三四五六七八九]{2}点(?:钟|多)?|(?<!多)十点几|(?:正月|腊月|冬月|下月|这月)?(?:初[一二三四五六七八九十]|廿[一二三四五六七八九])|大清早|一大早|一早上?|早上|上午|中午|下午|傍晚|晚上|夜里|半夜|凌晨|月底|月初|上个月|这个月|下个月/gu;
const englishTimes =
  /\b(?:(?:this|yesterday|tomorrow) (?:morning|afternoon|evening)|last (?:night|week|month)|earlier today|just now|a moment ago)\b/giu;
const latin = /[a-z\u017f\u212a]/i; // with u and i these two old letters count as s and k

/** Without fillers, its numbers as digits. */
function tidy(words: string): string {
  return words
    .replace(/[,，、\s嗯呃啊哦吧]|那个|大概|大约|差不多|好像|应该/gu, '')
    .replace(/[一二两三四五六七八九十]+(?=点|号|日|月|分|小时|年|刻|天|个)/gu, digits => String(small(digits)));
}

/** This  morning → this morning; names of days and months keep their capital. */
function tidyEnglish(words: string): string {
  const plain = words.replace(/\s+/g, ' ').trim();
  return /^(?:this|last|yesterday|today|tomorrow|tonight|earlier|just|around|about|a|the|on|at|in)\b/i.test(plain)
    ? plain.charAt(0).toLowerCase() + plain.slice(1)
    : plain;
}

/** 十二 → 12, 三十一 → 31, 八 → 8. */
function small(words: string): number {
  const value = (char: string | undefined) => Math.max(0, ' 一二三四五六七八九'.indexOf(char === '两' ? '二' : (char ?? ' ')));
  const ten = words.indexOf('十');
  if (ten < 0) return [...words].reduce((sum, char) => sum * 10 + value(char), 0);
  return (ten === 0 ? 1 : value(words[ten - 1])) * 10 + value(words[ten + 1]);
}

/** No farther from the words it belongs to. */
const farthest = 2;

/** How many characters lie between; none where they overlap. */
function apart(span: readonly [number, number], near: readonly [number, number]): number {
  return Math.max(0, near[0] - span[1] + 1, span[0] - near[1] + 1);
}
