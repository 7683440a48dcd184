/** Rules by the occasion they look at: one node, a node of that key in any process, any node at all (*), or a state (verified). */
export type Occasions<Ruled> = ReadonlyMap<string, readonly Ruled[]>;

/** Indexes rules by the occasions they name. */
export function byOccasion<Ruled>(rules: readonly Ruled[], namedBy: (rule: Ruled) => readonly string[]): Occasions<Ruled> {
  const index = new Map<string, Ruled[]>();
  for (const rule of rules) {
    for (const occasion of new Set(namedBy(rule))) {
      const its = index.get(occasion);
      if (its) its.push(rule);
      else index.set(occasion, [rule]);
    }
  }
  return index;
}

/** The rules that look at this node or state, each once. */
export function at<Ruled>(occasions: Occasions<Ruled>, key: string): readonly Ruled[] {
  if (occasions.size === 0) return none;
  const slash = key.lastIndexOf('/');
  const exact = occasions.get(key) ?? none;
  if (slash < 0) return exact;
  const inAny = occasions.get(`*${key.slice(slash)}`) ?? none;
  const any = occasions.get('*') ?? none;
  if (inAny.length + any.length === 0) return exact;
  return [...new Set([...exact, ...inAny, ...any])];
}

const none: readonly never[] = [];
