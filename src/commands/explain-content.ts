import type { Release } from '#domain/release.ts';
import { explainArticle } from '#engine/explain/explain-article.ts';
import { explainHandoff } from '#engine/explain/explain-handoff.ts';
import { explainNode } from '#engine/explain/explain-node.ts';
import { explainProcess } from '#engine/explain/explain-process.ts';
import { explainRule } from '#engine/explain/explain-rule.ts';
import { inOneSentence } from '#engine/explain/in-one-sentence.ts';
import { namesOf } from '#engine/explain/names-of.ts';
import type { ToldIn } from '#engine/explain/phrases.ts';

/** Prints rules, steps, articles and hand-off reasons in words: all of a folder, or those whose name begins as asked (rule/Q0, process/P01). */
export function printExplanations(release: Release, wanted: string, lang: ToldIn, json: boolean): number {
  const found = explanationsOf(release, lang).filter(
    ({ name }) => wanted === '' || `${name}/`.startsWith(wanted) || name.startsWith(wanted),
  );
  if (found.length === 0) {
    console.error(`nothing here is called ${wanted}: write kind/key, such as rule/Q01 or process/P01/verify`);
    return 1;
  }
  if (json) console.log(JSON.stringify({ explanations: found }));
  else for (const { name, explanation } of found) console.log(`${name} ${explanation.title}\n  ${inOneSentence(explanation, lang)}`);
  return 0;
}

function explanationsOf(release: Release, lang: ToldIn) {
  const names = { zh: namesOf(release, 'zh', lang), en: namesOf(release, 'en', lang) };
  return [
    ...release.rules.map(rule => ({ name: `rule/${rule.key}`, explanation: explainRule(rule, names[rule.lang], lang) })),
    ...release.processes.flatMap(process => [
      { name: `process/${process.key}`, explanation: explainProcess(process, names[process.lang], lang) },
      ...process.nodes.map(node => ({
        name: `process/${process.key}/${node.key}`,
        explanation: explainNode(process, node, names[process.lang], lang),
      })),
    ]),
    ...release.articles.map(article => ({
      name: `article/${article.key}`,
      explanation: explainArticle(article, names[article.lang], lang),
    })),
    ...release.handoffReasons.map(reason => ({
      name: `handoff/${reason.key}`,
      explanation: explainHandoff(reason, names[reason.lang], lang),
    })),
  ];
}
