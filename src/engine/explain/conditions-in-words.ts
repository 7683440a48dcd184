import type { RuleCondition } from '#domain/rule.ts';
import type { Names, ToldIn } from '#engine/explain/phrases.ts';
import { saidInWords } from '#engine/explain/said-in-words.ts';

/** Under which conditions a rule looks at all; empty: always. */
export function conditionsInWords(when: RuleCondition, names: Names, lang: ToldIn): string {
  const clauses = lang === 'zh' ? zh(when, names) : en(when, names);
  if (clauses.length === 0) return '';
  return lang === 'zh' ? `仅当${clauses.join(',且')}:` : `only while ${clauses.join(' and ')}:`;
}

function zh({ processes, verified, consented, heardBefore, notHeardBefore }: RuleCondition, names: Names): readonly string[] {
  return [
    ...(processes.length > 0 ? [`流程是${processes.map(key => names.process(key) ?? key).join('、')}`] : []),
    ...(verified === undefined ? [] : [verified ? '身份已核实' : '身份还没有核实']),
    ...(consented === undefined ? [] : [consented ? '客户已同意' : '客户还没有同意']),
    ...heardBefore.map(said => `此前${saidInWords(said, names, 'zh')}`),
    ...notHeardBefore.map(said => `此前没有${saidInWords(said, names, 'zh')}`),
  ];
}

function en({ processes, verified, consented, heardBefore, notHeardBefore }: RuleCondition, names: Names): readonly string[] {
  return [
    ...(processes.length > 0 ? [`the process is ${processes.map(key => names.process(key) ?? key).join(' or ')}`] : []),
    ...(verified === undefined ? [] : [verified ? 'identity is verified' : 'identity is not verified yet']),
    ...(consented === undefined ? [] : [consented ? 'the customer has agreed' : 'the customer has not agreed yet']),
    ...heardBefore.map(said => `it was said before that ${saidInWords(said, names, 'en')}`),
    ...notHeardBefore.map(said => `it was not said before that ${saidInWords(said, names, 'en')}`),
  ];
}
