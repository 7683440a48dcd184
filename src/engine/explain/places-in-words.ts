import type { Before } from '#domain/rule.ts';
import type { Names, ToldIn } from '#engine/explain/phrases.ts';

/** What has to come before, or a step a rule looks at, by the name people know it by. */
export function beforeInWords(before: Before, names: Names, lang: ToldIn): string {
  if (before in states) return states[before as keyof typeof states][lang];
  const slash = before.lastIndexOf('/');
  const [process, key] = [before.slice(0, slash), before.slice(slash + 1)];
  const title = names.node(process, key) ?? key;
  if (lang === 'zh') return process === '*' ? `「${title}」这一步` : `${names.process(process) ?? process}的「${title}」这一步`;
  return process === '*' ? `the step “${title}”` : `the step “${title}” of ${names.process(process) ?? process}`;
}

const states = {
  verified: { zh: '身份核实', en: 'identity is verified' },
  consented: { zh: '客户明确同意', en: 'the customer has clearly agreed' },
  'must-follow': { zh: '它规定的前置步骤', en: 'the steps it must follow' },
  obligations: { zh: '它之前的必说内容', en: 'what must be said before it' },
} as const;
