import type { Process } from '#domain/process.ts';
import type { Rule } from '#domain/rule.ts';
import type { Content } from '#engine/content.ts';

/** All that has to be said before one moment of a process: one line on the desk. */
export interface Obligations {
  readonly key: string; // of the line
  readonly before: number | null; // the node before which it has to be said
  readonly duties: readonly Duty[];
}

/** What one node has to say for it. */
export interface Duty {
  readonly place: number;
  readonly title: string;
  readonly deadline: string;
  readonly labels: readonly string[];
  /** The rule that it carries out, and its place among the rules. */
  readonly rule: { readonly rule: Rule; readonly version: number; readonly rank: number } | null;
}

/** The obligations of a process, in the order in which they first appear. */
export function obligationsIn(process: Process, places: ReadonlyMap<string, number>, content: Content): readonly Obligations[] {
  const duties = process.nodes.flatMap(({ key, obligation }) => {
    if (!obligation) return [];
    const { before, title, deadline, chips } = obligation;
    const rank = content.rules.findIndex(rule => rule.key === obligation.rule);
    const rule = content.rules[rank];
    return [
      {
        before,
        place: places.get(key) ?? 0,
        title,
        deadline,
        labels: chips.map(({ label }) => label),
        rule: rule ? { rule, version: content.versions[`rule/${rule.key}`] ?? 1, rank } : null,
      },
    ];
  });
  return [...Map.groupBy(duties, ({ before }) => before)].map(([before, its]) => ({
    key: `line:${process.key}/${before}`,
    before: places.get(before) ?? null,
    duties: its,
  }));
}
