import { z } from 'zod';
import type { Leaf } from '#domain/leaf.ts';

/** The category tree as editors write it. */
export interface TaxonomyNode {
  code: string;
  zh: string;
  en?: string;
  cues?: string[];
  examples?: string[];
  narrows?: string;
  processes?: string[];
  done?: string[];
  children?: TaxonomyNode[];
}

export const TaxonomyNode: z.ZodType<TaxonomyNode> = z.lazy(() =>
  z.strictObject({
    code: z.string().max(32),
    zh: z.string().max(60),
    en: z.string().max(80).optional(),
    cues: z.array(z.string()).optional(),
    examples: z.array(z.string().max(200)).max(50).optional(),
    narrows: z.string().max(32).optional(),
    processes: z.array(z.string()).optional(),
    done: z.array(z.string().max(80)).max(12).optional(),
    children: z.array(TaxonomyNode).optional(),
  }),
);

/** A leaf and the way to it in the file. */
export interface PlacedLeaf {
  readonly leaf: Leaf;
  readonly at: readonly (string | number)[];
}

/** The leaves of a tree, each with the names on its way down. */
export function leavesOf(
  tree: readonly TaxonomyNode[],
  above: readonly TaxonomyNode[] = [],
  to: PlacedLeaf['at'] = [],
): readonly PlacedLeaf[] {
  return tree.flatMap((node, index) => {
    const way = [...above, node];
    const at = [...to, index];
    if (node.children && node.children.length > 0) return leavesOf(node.children, way, [...at, 'children']);
    return [{ leaf: leafAt(node, way), at }];
  });
}

function leafAt(node: TaxonomyNode, way: readonly TaxonomyNode[]): Leaf {
  return {
    code: node.code,
    path: way.map(step => step.zh),
    ...(way.every(step => step.en) ? { pathEn: way.map(step => step.en ?? step.zh) } : {}),
    cues: way.flatMap(step => step.cues ?? []),
    examples: node.examples ?? [],
    ...(node.narrows ? { narrows: node.narrows } : {}),
    processes: node.processes ?? [],
    ...(node.done ? { done: node.done } : {}),
  };
}
