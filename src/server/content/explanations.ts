import { Article } from '#domain/article.ts';
import { Concept } from '#domain/concept.ts';
import type { Explanation } from '#domain/explanation.ts';
import { HandoffReason } from '#domain/handoff-reason.ts';
import { ProblemError } from '#domain/problem.ts';
import { Process } from '#domain/process.ts';
import { Rule } from '#domain/rule.ts';
import { explainArticle } from '#engine/explain/explain-article.ts';
import { explainHandoff } from '#engine/explain/explain-handoff.ts';
import { explainNode } from '#engine/explain/explain-node.ts';
import { explainProcess } from '#engine/explain/explain-process.ts';
import { explainRule } from '#engine/explain/explain-rule.ts';
import { namesOf } from '#engine/explain/names-of.ts';
import type { ToldIn } from '#engine/explain/phrases.ts';
import type { ExplanationAsked } from '#protocol/explanations.ts';
import { liveItems } from '#server/content/live-items.ts';
import { readPieces } from '#server/content/pieces.ts';
import type { Db } from '#server/db/schema.ts';

/** Explains one version of a piece, or the live one; what it refers to is called as in the live release. */
export async function readExplanation(db: Db, { kind, key, version, node, lang }: ExplanationAsked): Promise<Explanation> {
  const live = await liveItems(db);
  const wanted = version ?? live.find(item => item.kind === kind && item.key === key)?.version;
  const missing = () => new ProblemError({ kind: 'not-found', what: kind, id: node === undefined ? key : `${key}/${node}` });
  if (wanted === undefined) throw missing();
  const [piece] = await readPieces(db, [{ kind, key, version: wanted }]);
  if (!piece) throw missing();

  const named = new Set([...JSON.stringify(piece.body).matchAll(/"@([^"]+)"/g)].map(match => match[1]));
  const around = await readPieces(
    db,
    live.filter(item => item.kind === 'process' || (item.kind === 'concept' && named.has(item.key))),
  );
  const content = {
    concepts: around.filter(item => item.kind === 'concept').map(({ body }) => Concept.parse(body)),
    processes: around.filter(item => item.kind === 'process').map(({ body }) => Process.parse(body)),
  };
  const found = explainBody({ kind, body: piece.body, node, content, lang });
  if (!found) throw missing();
  return found;
}

function explainBody({
  kind,
  body,
  node,
  content,
  lang,
}: {
  readonly kind: ExplanationAsked['kind'];
  readonly body: unknown;
  readonly node: string | undefined;
  readonly content: Parameters<typeof namesOf>[0];
  readonly lang: ToldIn;
}): Explanation | null {
  switch (kind) {
    case 'rule': {
      const rule = Rule.parse(body);
      return explainRule(rule, namesOf(content, rule.lang, lang), lang);
    }
    case 'process': {
      const process = Process.parse(body);
      const names = namesOf(content, process.lang, lang);
      if (node === undefined) return explainProcess(process, names, lang);
      const step = process.nodes.find(each => each.key === node);
      return step ? explainNode(process, step, names, lang) : null;
    }
    case 'article': {
      const article = Article.parse(body);
      return explainArticle(article, namesOf(content, article.lang, lang), lang);
    }
    case 'handoff': {
      const reason = HandoffReason.parse(body);
      return explainHandoff(reason, namesOf(content, reason.lang, lang), lang);
    }
  }
}
