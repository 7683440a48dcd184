import { Release } from '#domain/release.ts';

/** One piece of a release as it is stored: its body without version. */
export interface Item {
  readonly kind: string;
  readonly key: string;
  readonly body: unknown;
}

const lists = {
  concept: 'concepts',
  article: 'articles',
  process: 'processes',
  rule: 'rules',
  leaf: 'leaves',
  slot: 'slots',
  handoff: 'handoffReasons',
} as const;

/** A release taken apart, in a fixed order; the bank's name and the settings are pieces too. */
export function itemsOf(release: Release): readonly Item[] {
  const pieces: Item[] = [
    { kind: 'bank', key: 'bank', body: { bank: release.bank, shadow: release.shadow } },
    { kind: 'settings', key: 'settings', body: release.settings },
  ];
  for (const [kind, list] of Object.entries(lists)) {
    for (const body of release[list]) pieces.push({ kind, key: 'key' in body ? body.key : body.code, body });
  }
  return pieces.sort(byName);
}

/** Puts stored pieces together again: checked, in a fixed order, with their versions. */
export function releaseOf(items: readonly (Item & { readonly version: number })[]): Release {
  const sorted = items.toSorted(byName);
  const bodies = (kind: string) => sorted.filter(item => item.kind === kind).map(item => item.body);
  const bank = bodies('bank')[0] as { bank: unknown; shadow: unknown };
  return Release.parse({
    ...bank,
    settings: bodies('settings')[0],
    ...Object.fromEntries(Object.entries(lists).map(([kind, list]) => [list, bodies(kind)])),
    versions: Object.fromEntries(sorted.map(item => [`${item.kind}/${item.key}`, item.version])),
  });
}

function byName(a: Item, b: Item): number {
  const [first, second] = [`${a.kind}/${a.key}`, `${b.kind}/${b.key}`];
  return first < second ? -1 : first > second ? 1 : 0;
}
