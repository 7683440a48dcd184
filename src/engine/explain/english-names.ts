import type { Release } from '#domain/release.ts';
import { ownWords } from '#engine/explain/own-words.ts';

/** A name that content gives, where it stands, and what English screens call it. */
export interface ContentName {
  readonly item: string; // kind/key
  readonly path: readonly (string | number)[];
  readonly own: string;
  readonly english?: string | undefined;
}

type Named = Pick<Release, 'bank'> & {
  readonly [List in 'articles' | 'processes' | 'rules' | 'leaves' | 'slots' | 'handoffReasons']: readonly Release[List][number][];
};

/** Every name in Chinese that a screen may show. Scripts, and what has to be said of them, are the customer's language and not among them. */
export function contentNames({ bank, articles, processes, rules, leaves, slots, handoffReasons }: Named): readonly ContentName[] {
  const inChinese = <Item extends { readonly lang: string }>(items: readonly Item[]) => items.filter(item => item.lang === 'zh');
  return [
    ...Object.entries(bank.namesEn ?? {}).map(([own, english]) => ({ item: 'bank/bank', path: ['namesEn', own], own, english })),
    ...inChinese(processes).flatMap(namesOfProcess),
    ...inChinese(slots).flatMap(({ key, label, labelEn, choices }) => [
      { item: `slot/${key}`, path: ['label'], own: label, english: labelEn },
      ...choices.map(({ value, valueEn }, at) => ({ item: `slot/${key}`, path: ['choices', at, 'value'], own: value, english: valueEn })),
    ]),
    ...inChinese(rules).flatMap(({ key, title, titleEn, category, categoryEn, description, descriptionEn, doNow, doNowEn }) => [
      { item: `rule/${key}`, path: ['title'], own: title, english: titleEn },
      { item: `rule/${key}`, path: ['category'], own: category, english: categoryEn },
      { item: `rule/${key}`, path: ['description'], own: description, english: descriptionEn },
      ...(doNowEn === undefined ? [] : [{ item: `rule/${key}`, path: ['doNow'], own: doNow, english: doNowEn }]),
    ]),
    ...inChinese(rules).flatMap(namesOfKind),
    ...inChinese(articles).map(({ key, title, titleEn }) => ({ item: `article/${key}`, path: ['title'], own: title, english: titleEn })),
    ...inChinese(handoffReasons).flatMap(({ key, title, titleEn, routeTo, routeToEn }) => [
      { item: `handoff/${key}`, path: ['title'], own: title, english: titleEn },
      { item: `handoff/${key}`, path: ['routeTo'], own: routeTo, english: routeToEn },
    ]),
    ...leaves.flatMap(({ code, path, pathEn }) =>
      path.map((own, level) => ({ item: `leaf/${code}`, path: [], own, english: pathEn?.[level] })),
    ),
  ].filter(({ own }) => /\p{Script=Han}/u.test(own));
}

function namesOfKind(rule: Release['rules'][number]): readonly ContentName[] {
  const item = `rule/${rule.key}`;
  if (rule.kind === 'require' && rule.owed !== undefined) return [{ item, path: ['owed'], own: rule.owed, english: rule.owedEn }];
  return rule.kind === 'not-evaluable' ? [{ item, path: ['needs'], own: rule.needs, english: rule.needsEn }] : [];
}

function namesOfProcess({ key, title, titleEn, short, shortEn, nodes }: Release['processes'][number]): readonly ContentName[] {
  const item = `process/${key}`;
  return [
    { item, path: ['title'], own: title, english: titleEn },
    { item, path: ['short'], own: short, english: shortEn },
    ...nodes.flatMap(({ title: own, titleEn: english, obligation }, at) => [
      { item, path: ['nodes', at, 'title'], own, english },
      ...(obligation
        ? [
            { item, path: ['nodes', at, 'obligation', 'title'], own: obligation.title, english: obligation.titleEn },
            { item, path: ['nodes', at, 'obligation', 'deadline'], own: obligation.deadline, english: obligation.deadlineEn },
          ]
        : []),
    ]),
  ];
}

/** English by Chinese: logs keep the words that were shown, not whose words they are, so a name is found by itself. The first of several counts; the engine's own few words are among them. */
export function englishNames(named: Named): ReadonlyMap<string, string> {
  const english = new Map<string, string>();
  for (const one of contentNames(named)) if (one.english !== undefined && !english.has(one.own)) english.set(one.own, one.english);
  return new Map([...ownWords(named, english), ...english]);
}
