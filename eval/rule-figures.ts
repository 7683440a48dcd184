import { addTallies, type JudgedCall, type Matched, matchViolations, type Score, scoreOf, tallyOf } from '#eval/violations.ts';

/** A judged call by name, with the rules whose words come close in it and that must not fire. */
export interface NamedCall extends JudgedCall {
  readonly id: string;
  readonly nearMisses: readonly string[];
}

/** Violations over all calls, the serious ones apart, rule by rule, and what was missed or wrong. */
export interface RuleFigures extends Score {
  readonly serious: Score;
  readonly byRule: Readonly<Record<string, Score>>;
  readonly missed: readonly string[];
  readonly wrong: readonly string[];
}

/** Rules that came close: how many fired all the same (with the call), of how many. */
export interface NearMissFigures {
  readonly falseAlarms: readonly string[];
  readonly n: number;
}

interface Rule {
  readonly kind: string;
  readonly severity: string;
}

/** Violations of all calls against the truth, in total and rule by rule. */
export function ruleFigures(calls: readonly NamedCall[], ruleOf: (rule: string) => Rule): RuleFigures {
  const matched = calls.map(call => ({ id: call.id, ...matchViolations(call, rule => ruleOf(rule).kind) }));
  const rules = [
    ...new Set(matched.flatMap(each => [...each.hits, ...each.missed, ...each.falseAlarms].map(({ rule }) => rule))),
  ].toSorted();
  const scoreWhere = (isMeant: (rule: string) => boolean) => scoreOf(addTallies(matched.map(each => tallyOf(only(each, isMeant)))));
  const list = (part: 'missed' | 'falseAlarms') =>
    matched.flatMap(each => each[part].map(({ rule, turn }) => `${each.id} ${rule} at ${turn}`));
  return {
    ...scoreWhere(() => true),
    serious: scoreWhere(rule => ruleOf(rule).severity === 'serious'),
    byRule: Object.fromEntries(rules.map(rule => [rule, scoreWhere(other => other === rule)])),
    missed: list('missed'),
    wrong: list('falseAlarms'),
  };
}

/** Near misses that fired all the same. */
export function nearMissFigures(calls: readonly NamedCall[], ruleOf: (rule: string) => Rule): NearMissFigures {
  const fired = calls.flatMap(call => {
    const { falseAlarms } = matchViolations(
      { ...call, truth: { ...call.truth, exhaustiveFor: call.nearMisses } },
      rule => ruleOf(rule).kind,
    );
    return falseAlarms.map(({ rule, turn }) => `${call.id} ${rule} at ${turn}`);
  });
  return { falseAlarms: fired, n: calls.reduce((sum, call) => sum + call.nearMisses.length, 0) };
}

function only({ hits, missed, falseAlarms }: Matched, isMeant: (rule: string) => boolean): Matched {
  const meant = (fired: Matched['hits']) => fired.filter(({ rule }) => isMeant(rule));
  return { hits: meant(hits), missed: meant(missed), falseAlarms: meant(falseAlarms) };
}
