import type { Release } from '#domain/release.ts';
import { canonical } from '#server/canonical.ts';
import { type Item, itemsOf } from '#server/content/items.ts';

/** How one piece of content differs between two releases. */
export interface ContentDifference {
  readonly kind: string;
  readonly key: string;
  readonly change: 'added' | 'removed' | 'changed';
  readonly fields: readonly string[]; // top-level fields that differ
}

/** What would change from one release to another, by kind and key. */
export function diffReleases(before: Release, after: Release): readonly ContentDifference[] {
  return diffItems(itemsOf(before), itemsOf(after));
}

/** What would change from some pieces to others, by kind and key. */
export function diffItems(before: readonly Item[], after: readonly Item[]): readonly ContentDifference[] {
  const old = new Map(before.map(item => [`${item.kind}/${item.key}`, item]));
  const fresh = new Map(after.map(item => [`${item.kind}/${item.key}`, item]));
  const names = [...new Set([...old.keys(), ...fresh.keys()])].sort();
  return names.flatMap((name): ContentDifference[] => {
    const [a, b] = [old.get(name), fresh.get(name)];
    const { kind, key } = (a ?? b) as { kind: string; key: string };
    if (!a) return [{ kind, key, change: 'added', fields: [] }];
    if (!b) return [{ kind, key, change: 'removed', fields: [] }];
    if (canonical(a.body) === canonical(b.body)) return [];
    return [{ kind, key, change: 'changed', fields: changedFields(a.body, b.body) }];
  });
}

/** The top-level fields in which two bodies differ. */
export function changedFields(a: unknown, b: unknown): readonly string[] {
  const [left, right] = [Object(a) as Record<string, unknown>, Object(b) as Record<string, unknown>];
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])].sort();
  return names.filter(name => canonical(left[name]) !== canonical(right[name]));
}
