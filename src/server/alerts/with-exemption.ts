import type { Rule, Said } from '#domain/rule.ts';
import { escapePattern } from '#engine/hear/pattern.ts';

/** A rule that keeps quiet beside some words, with a sentence it had fired at as a test that it does. A rule that listens for no words gets the test alone. */
export function withExemption(rule: Rule, words: string, sentence: string | null): Rule {
  return {
    ...exempted(rule, escapePattern(words)),
    examples: sentence === null ? rule.examples : { ...rule.examples, ok: withLine(rule, sentence) },
  };
}

function exempted(rule: Rule, cue: string): Rule {
  const beside = (said: Said): Said => ({ ...said, unless: added(said.unless, cue) });
  switch (rule.kind) {
    case 'forbid':
      return { ...rule, said: beside(rule.said) };
    case 'require':
    case 'prompt':
      return rule.trigger ? { ...rule, trigger: beside(rule.trigger) } : rule;
    case 'order':
      return rule.said ? { ...rule, said: beside(rule.said) } : rule;
    case 'fact':
      return { ...rule, unless: added(rule.unless, cue) };
    case 'metric':
    case 'not-evaluable':
      return rule;
  }
}

function added(cues: readonly string[], cue: string): string[] {
  return cues.includes(cue) ? [...cues] : [...cues, cue];
}

function withLine({ lang, examples }: Rule, sentence: string): string {
  const line = `${lang === 'zh' ? '坐席' : 'agent'}:${sentence}`;
  return examples.ok ? `${examples.ok.trimEnd()}\n${line}` : line;
}
