import { type Area, areaOf } from '#bench/bank/area.ts';
import { type Dialect, dialects } from '#bench/bank/dialect.ts';
import { withIntents } from '#bench/bank/intents.ts';
import type { Article } from '#domain/article.ts';
import type { Process } from '#domain/process.ts';
import type { Release } from '#domain/release.ts';

/** How large a bank is. Phrases are those of concepts; what else is listened for grows with processes, rules, articles and leaves. */
export interface BankSize {
  readonly concepts: number;
  readonly phrases: number;
  readonly articles: number;
  readonly processes: number;
  readonly rules: number;
  readonly leaves: number;
  /** Concepts the classifier learns from examples. */
  readonly intents: number;
}

/** The size that DESIGN.md promises a speed for. */
export const bankSize: BankSize = {
  concepts: 2000,
  phrases: 20_000,
  articles: 3000,
  processes: 200,
  rules: 500,
  leaves: 3000,
  intents: 110,
};

/** A synthetic bank, and how each of its areas speaks. */
export interface Bank {
  readonly release: Release;
  /** Areas that have processes; beyond them dialects that the bank has no processes for. */
  readonly areas: number;
  readonly dialect: (area: number) => Dialect;
}

/**
 * Grows a small bank's Chinese content to a size by writing it again for one business area after the other, each in its own words.
 * The first area is the small bank itself; areas without processes have articles of questions and answers only. The same seed gives
 * the same bank.
 */
export function growBank(small: Release, size: BankSize, seed: number): Bank {
  const chinese = inChinese(small);
  const dialect = dialects(JSON.stringify({ ...small, ...chinese }), seed);
  const made: Area[] = [];
  const area = (index: number): Area => {
    made[index] ??= areaOf(chinese, index, dialect(index));
    return made[index];
  };
  const gather = <Kind extends keyof Area>(kind: Kind, wanted: number): Area[Kind][number][] => {
    const items: Area[Kind][number][] = [];
    for (let index = 0; items.length < wanted; index++) items.push(...spread<Area[Kind][number]>(area(index)[kind], wanted - items.length));
    return items;
  };

  const areas = Math.ceil(size.processes / Math.max(1, chinese.processes.length));
  const grown: Area = {
    concepts: gather('concepts', size.concepts),
    articles: gather('articles', size.articles).map((article, index) =>
      index < areas * chinese.articles.length ? article : takenOver(article),
    ),
    processes: gather('processes', size.processes),
    rules: gather('rules', size.rules),
    leaves: gather('leaves', size.leaves),
    slots: gather('slots', chinese.slots.length * areasWithSlots),
  };
  const phrased = { ...grown, concepts: withPhrases(withIntents(grown.concepts, size.intents, seed), size.phrases, dialect) };
  return { release: { ...small, ...withoutLooseEnds(phrased), shadow: [], versions: {} }, areas, dialect };
}

/** So many of the items, from all over the list. */
function spread<T>(items: readonly T[], wanted: number): readonly T[] {
  if (wanted >= items.length) return items;
  return Array.from({ length: wanted }, (_, index) => items[Math.floor((index * items.length) / wanted)] as T);
}

/** Questions and answers only, as when a knowledge base is taken over. */
function takenOver({ process: _, ...article }: Article): Article {
  return { ...article, nodes: [], cues: [], mustSay: [] };
}

/** So many areas have wrap-up fields of their own. */
const areasWithSlots = 4;

/** A process that is heard by patterns alone: the bench's classifier is that of its intents, on which every customer's words are tried. */
function unlearned(process: Process): Process {
  return { ...process, examples: [], unlike: [], nodes: process.nodes.map(node => ({ ...node, done: { ...node.done, examples: [] } })) };
}

function inChinese(release: Release): Area {
  const zh = <T extends { readonly lang: string }>(items: readonly T[]): T[] => items.filter(item => item.lang === 'zh');
  return {
    concepts: zh(release.concepts),
    articles: zh(release.articles),
    processes: zh(release.processes).map(unlearned),
    rules: zh(release.rules),
    leaves: release.leaves.map(({ pathEn: _, ...leaf }) => leaf),
    slots: zh(release.slots),
  };
}

/** Exactly so many phrases: fewer of each concept, or more of them in dialects that no area speaks. */
function withPhrases(concepts: readonly Release['concepts'][number][], wanted: number, dialect: (area: number) => Dialect) {
  const lists = concepts.map(concept => [...concept.phrases]);
  let count = lists.reduce((sum, list) => sum + list.length, 0);
  for (let round = 0; count > wanted; round = (round + 1) % lists.length)
    if ((lists[round]?.length ?? 0) > 0 && lists[round]?.pop()) count--;
  for (let stranger = firstStranger; count < wanted; stranger++) {
    const { say } = dialect(stranger);
    for (const [index, { phrases }] of concepts.entries()) {
      for (const phrase of phrases) {
        if (count === wanted || (lists[index]?.length ?? 0) >= mostPhrases) break;
        const other = say(phrase);
        if (other !== phrase && lists[index]?.push(other)) count++;
      }
    }
  }
  return concepts.map((concept, index) => ({ ...concept, phrases: lists[index] ?? [] }));
}

const firstStranger = 1000;
const mostPhrases = 500;

/** Cut to size, pieces name others that were left out: the first area's stand in for them. */
function withoutLooseEnds(area: Area): Area {
  const there = new Set<string>();
  for (const { key } of area.concepts) there.add(`@${key}`);
  for (const { key } of [...area.processes, ...area.articles, ...area.rules, ...area.slots]) there.add(key);
  for (const { code } of area.leaves) there.add(code);
  const mend = (value: unknown): unknown => {
    if (typeof value === 'string') return there.has(value) ? value : mended(value, there);
    if (Array.isArray(value)) return value.map(mend);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([field, item]) => [field, mend(item)]));
  };
  const whole = mend(area) as Area;
  return {
    ...whole,
    rules: whole.rules.map((rule, index) => heldWhere(rule, (area.rules[index] as Area['rules'][number]).when.processes)),
  };
}

/** A rule of an area that has no processes here holds nowhere: it must not hold in the first area, a copy beside the original. */
function heldWhere(rule: Area['rules'][number], processes: readonly string[]): Area['rules'][number] {
  return { ...rule, when: { ...rule.when, processes: [...processes] } };
}

/** The first area's name of the same thing. */
function mended(value: string, there: ReadonlySet<string>): string {
  for (const [pattern, original] of ends) {
    const first = value.replace(pattern, original);
    if (first !== value && there.has(first)) return first;
  }
  return value;
}

const ends: readonly (readonly [RegExp, string])[] = [
  [/^@a\d+\//, '@'],
  [/^([A-Z]+\d+)-\d+$/, '$1'],
  [/^\d+-(\d+)$/, '$1'],
  [/^([a-z][A-Za-z]*)A\d+$/, '$1'],
];
