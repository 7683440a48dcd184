import type { Advice } from '#domain/advice.ts';
import { markPattern } from '#domain/mark.ts';
import type { Board } from '#engine/board.ts';

/** A played conversation's last board, and what its wrap-up should say. */
export interface WrapupRun {
  readonly board: Board;
  readonly slots?: Readonly<Record<string, { readonly value: string }>>;
  readonly category?: string;
}

/** Slots with a value against slots wanted. n: wanted slots. */
export interface SlotFigures {
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  readonly n: number;
}

/** The wanted category first, or among the first three, at the end of the talk. */
export interface CategoryFigures {
  readonly top1: number | null;
  readonly top3: number | null;
  readonly n: number;
}

/** A slot counts when key and value agree (sameValue). Unsure values count: the desk shows them. Runs without slots are left out. */
export function scoreSlots(runs: readonly WrapupRun[]): SlotFigures {
  let right = 0;
  let shown = 0;
  let wanted = 0;
  for (const { board, slots } of runs) {
    if (!slots) continue;
    const filled = filledSlots(board);
    shown += Object.keys(filled).length;
    wanted += Object.keys(slots).length;
    for (const [key, { value }] of Object.entries(slots)) if (filled[key] !== undefined && sameValue(filled[key], value)) right++;
  }
  return {
    precision: share(right, shown),
    recall: share(right, wanted),
    f1: shown + wanted === 0 ? null : round((2 * right) / (shown + wanted)),
    n: wanted,
  };
}

/** The values on a board, by slot. */
export function filledSlots(board: Board): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.values(board).flatMap(advice => (advice.kind === 'slot' && advice.value !== undefined ? [[advice.slot, advice.value]] : [])),
  );
}

/** Category at the end of the talk. */
export function scoreCategory(runs: readonly WrapupRun[]): CategoryFigures {
  const judged = runs.filter(run => run.category !== undefined);
  const rankings = judged.map(({ board, category }) => ({ codes: rankingOf(board).map(({ code }) => code), category: category as string }));
  return {
    top1: share(rankings.filter(({ codes, category }) => codes[0] === category).length, judged.length),
    top3: share(rankings.filter(({ codes, category }) => codes.slice(0, 3).includes(category)).length, judged.length),
    n: judged.length,
  };
}

function rankingOf(board: Board): Extract<Advice, { kind: 'category' }>['ranking'] {
  const category = board.category;
  return category?.kind === 'category' ? category.ranking : [];
}

/**
 * Whether two values say the same. Marks compare by their last four digits; numbers by value (2万, 20000元); times by day, part of
 * the day and hour (昨晚20点, 昨天晚上8点来钟); other words by the pairs of characters they share (half of the shorter's).
 */
export function sameValue(ours: string, theirs: string): boolean {
  const mark = new RegExp(markPattern.source, 'u').exec(ours);
  if (mark) return mark[3] !== undefined && theirs.replace(/\D/g, '').endsWith(mark[3]);

  const left = plain(ours);
  const right = plain(theirs);
  if (left === right) return true;
  if (isNumber(left) && isNumber(right)) return Number(left) === Number(right);
  const leftTime = timeOf(left);
  const rightTime = timeOf(right);
  if (leftTime && rightTime) return leftTime === rightTime;
  if (left.length >= 2 && right.length >= 2 && (left.includes(right) || right.includes(left))) return true;
  const pairs = pairsOf(left);
  const others = pairsOf(right);
  const shared = [...pairs].filter(pair => others.has(pair)).length;
  return Math.min(pairs.size, others.size) > 0 && shared >= Math.min(pairs.size, others.size) / 2;
}

function plain(value: string): string {
  return value
    .normalize('NFKC')
    .replace(/昨晚/g, '昨天晚上')
    .replace(/今早/g, '今天早上')
    .replace(/[,，\s]?(?:嗯|呃|那个)[,，]?/gu, '')
    .replace(/[零一二两三四五六七八九十百千]+(?=[万元块%点期号天年月个次岁])/gu, words => String(chineseNumber(words)))
    .replace(/(\d+(?:\.\d+)?)万/g, (_, number: string) => String(Math.round(Number(number) * 10_000)))
    .replace(/(\d+(?:\.\d+)?)(?:元|块钱?|期)/g, '$1')
    .replace(/(?:下午|晚上)(\d{1,2})(?=点)/g, (_, hour: string) => String(Number(hour) + (Number(hour) < 12 ? 12 : 0)))
    .replace(/[\s,,。、/]|左右|来钟|大概|多|自称|说是|[嗯呃吧]/gu, '');
}

function isNumber(value: string): boolean {
  return /^\d+(\.\d+)?%?$/.test(value) && !value.startsWith('0');
}

function timeOf(value: string): string | null {
  const found = /^(今天|昨天|前天|明天|后天|刚才|刚刚)?(早上|上午|中午|下午|晚上|凌晨)?(?:(\d{1,2})点(半)?)?$/.exec(
    value.slice(0, 12).replace(/(点).*$/, '$1'),
  );
  if (!found || (found[1] === undefined && found[3] === undefined)) return null;
  const hour =
    found[3] === undefined ? '' : String(Number(found[3]) + (Number(found[3]) < 12 && /下午|晚上/.test(found[2] ?? '') ? 12 : 0));
  return `${found[1] ?? ''}${hour === '' ? (found[2] ?? '') : hour}`;
}

function chineseNumber(words: string): number {
  const digits: Record<string, number> = { 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
  const scales: Record<string, number> = { 十: 10, 百: 100, 千: 1000 };
  let total = 0;
  let last = 0;
  for (const char of words) {
    const scale = scales[char];
    if (scale === undefined) last = digits[char] ?? 0;
    else {
      total += (last || 1) * scale;
      last = 0;
    }
  }
  return total + last;
}

function pairsOf(value: string): ReadonlySet<string> {
  const pairs = new Set<string>();
  for (let at = 0; at + 1 < value.length; at++) pairs.add(value.slice(at, at + 2));
  return pairs;
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : round(part / whole);
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
