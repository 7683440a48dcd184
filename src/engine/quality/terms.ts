import type { Rule, Said } from '#domain/rule.ts';

/** Some words of a rule, with the name under which memory keeps when they were last heard. The name is stable from run to run. */
export interface Term {
  readonly name: string;
  readonly said: Said;
}

/** The words of a rule that are asked for later, in the order in which the rule writes them. */
export interface Terms {
  readonly trigger: Term | null;
  readonly need: readonly Term[];
  readonly before: readonly Term[];
  readonly never: readonly Term[];
  readonly excuses: readonly Term[]; // said earlier, they excuse it: of an order, of a metric
}

const made = new WeakMap<Rule, Terms>();

/** The terms of a rule; named once. */
export function termsOf(rule: Rule): Terms {
  const known = made.get(rule);
  if (known) return known;

  const named = (part: string, words: readonly Said[]) => words.map((said, index) => ({ name: nameOf(rule, part, index), said }));
  const terms: Terms = {
    trigger: rule.kind === 'require' && rule.trigger ? { name: nameOf(rule, 'trigger', 0), said: rule.trigger } : null,
    need: rule.kind === 'require' ? named('need', rule.need) : [],
    before: named('before', rule.when.heardBefore),
    never: named('never', rule.when.notHeardBefore),
    excuses: rule.kind === 'order' ? named('or', rule.orSaid) : rule.kind === 'metric' ? named('unless', rule.unless) : [],
  };
  made.set(rule, terms);
  return terms;
}

/** The name of the n-th words of a part of a rule. */
export function nameOf(rule: Rule, part: string, index: number): string {
  return `${rule.key}:${part}${index}`;
}
