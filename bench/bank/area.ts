import type { Dialect } from '#bench/bank/dialect.ts';
import type { Concept } from '#domain/concept.ts';
import type { Release } from '#domain/release.ts';
import type { Rule, Said } from '#domain/rule.ts';

/** The pieces of a bank that exist once per business area. */
export type Area = Pick<Release, 'concepts' | 'articles' | 'processes' | 'rules' | 'leaves' | 'slots'>;

/** A copy of a bank's content as another business area would have written it: other keys, other words, the same structure. */
export function areaOf(bank: Area, area: number, dialect: Dialect): Area {
  if (area === 0) return bank;
  const concepts = bank.concepts.map(concept => ownPart(concept, dialect)).filter(concept => concept !== null);
  const names = new Map<string, string>();
  for (const { key } of concepts) names.set(`@${key}`, `@a${area}/${key}`);
  for (const { key } of [...bank.processes, ...bank.articles, ...bank.rules]) names.set(key, `${key}-${area}`);
  for (const { code } of bank.leaves) names.set(code, `${area}-${code}`);
  const slots = bank.slots.filter(slot => !slot.identity);
  const slotNames = new Map(slots.map(({ key }) => [key, `${key}A${area}`])); // apart: `amount` is a slot and a type
  const write = <T>(value: T): T => renamed(value, names, dialect) as T;

  return {
    concepts: concepts.map(concept => ({ ...write(concept), key: `a${area}/${concept.key}` })),
    articles: bank.articles.map(write),
    processes: bank.processes.map(process => ({ ...write(process), slots: process.slots.map(key => slotNames.get(key) ?? key) })),
    rules: bank.rules.map(rule => ownRule(rule, write(rule), write(bank.processes.map(process => process.key)))),
    leaves: bank.leaves.map(write),
    slots: slots.map(slot => ({ ...write(slot), key: slotNames.get(slot.key) ?? slot.key })),
  };
}

/** Names become the area's names, also inside P01/consent and P:P09; text is put into its dialect. */
function renamed(value: unknown, names: ReadonlyMap<string, string>, dialect: Dialect): unknown {
  if (typeof value === 'string') {
    const name = names.get(value);
    if (name !== undefined) return name;
    const [, before, key, after] = reference.exec(value) ?? [];
    if (key !== undefined && names.has(key)) return `${before ?? ''}${names.get(key)}${after ?? ''}`;
    return dialect.write(value);
  }
  if (Array.isArray(value)) return value.map(item => renamed(item, names, dialect));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([field, item]) => [field, renamed(item, names, dialect)]));
}

const reference = /^(P:)?([A-Z]+\d+)(\/.*)?$/;

/** What an area says differently of a concept; null when nothing, since no bank writes its greeting down twice. */
function ownPart(concept: Concept, dialect: Dialect): Concept | null {
  const differs = (text: string) => dialect.write(text) !== text;
  const phrases = concept.phrases.filter(differs);
  const patterns = concept.patterns.filter(differs);
  return phrases.length + patterns.length === 0 ? null : { ...concept, phrases, patterns, examples: concept.examples.filter(differs) };
}

/** A rule of an area hears the area's words; one that has no words of its own holds in the area's processes only. */
function ownRule(general: Rule, written: Rule, processes: readonly string[]): Rule {
  const own = ownWords(general, written);
  if (own) return own;
  if (written.when.processes.length > 0) return written;
  return { ...written, when: { ...written.when, processes: [...processes] } };
}

function ownWords(general: Rule, written: Rule): Rule | null {
  switch (written.kind) {
    case 'forbid': {
      const said = general.kind === 'forbid' && onlyOwn(general.said, written.said);
      return said ? { ...written, said } : null;
    }
    case 'require':
    case 'prompt': {
      const trigger = general.kind === written.kind && general.trigger && written.trigger && onlyOwn(general.trigger, written.trigger);
      return trigger ? { ...written, trigger } : null;
    }
    case 'order': {
      const said = general.kind === 'order' && general.said && written.said && onlyOwn(general.said, written.said);
      return said ? { ...written, said } : null;
    }
    case 'metric':
    case 'fact':
    case 'not-evaluable':
      return null;
  }
}

function onlyOwn(general: Said, written: Said): Said | null {
  const says = written.says.filter((cue, index) => cue !== general.says[index]);
  return says.length === 0 ? null : { ...written, says };
}
