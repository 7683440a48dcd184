import type { Rule, Said } from '#domain/rule.ts';

/** Some words of a rule, with the number under which memory keeps when they were last heard. */
export interface Term {
  readonly number: number;
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

/** A rule without any. */
export const noTerms: Terms = { trigger: null, need: [], before: [], never: [], excuses: [] };

/** The terms of a rule. */
export function termsIn(rule: Rule, numberOf: (name: string) => number): Terms {
  const term = (part: string, index: number, said: Said): Term => ({ number: numberOf(nameOf(rule, part, index)), said });
  const terms = (part: string, words: readonly Said[]) => words.map((said, index) => term(part, index, said));
  return {
    trigger: rule.kind === 'require' && rule.trigger ? term('trigger', 0, rule.trigger) : null,
    need: rule.kind === 'require' ? terms('need', rule.need) : [],
    before: terms('before', rule.when.heardBefore),
    never: terms('never', rule.when.notHeardBefore),
    excuses: rule.kind === 'order' ? terms('or', rule.orSaid) : rule.kind === 'metric' ? terms('unless', rule.unless) : [],
  };
}

/** The name of the n-th words of a part of a rule. */
export function nameOf(rule: Rule, part: string, index: number): string {
  return `${rule.key}:${part}${index}`;
}
