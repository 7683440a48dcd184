import type { Advice } from '#domain/advice.ts';
import { type Kind, placeOf, type Shelves } from '#engine/board.ts';
import type { Content } from '#engine/content.ts';

/** Something on the desk that satisfies nodes of a process when it is said. */
interface Host {
  readonly key: string;
  readonly nodes: readonly string[];
}

/** What is shown inside something else: key → key. What one sentence would satisfy is shown once. */
export function mergeInto(board: Shelves, content: Content): Map<string, string> {
  const into = new Map<string, string>();
  const lines = linesOn(board, content);
  const scripts: Kind<'card'>[] = [];
  for (const card of board.card) if (card.card === 'script' && mayMerge(card)) scripts.push(card);
  if (scripts.length > 1) scripts.sort((a, b) => b.rank - a.rank || (a.key < b.key ? -1 : 1));

  const [first] = scripts;
  for (const later of scripts) if (first && later !== first) into.set(later.key, first.key); // 接着说: one look-ahead row inside the first

  for (const card of board.card) {
    const host = card.card === 'article' && mayMerge(card) ? hostOf(card, lines, scripts, board) : null;
    if (host) into.set(card.key, into.get(host) ?? host);
  }
  if (lines.length > 0) {
    for (const prompt of board.prompt) if (!isLine(prompt)) intoLine(prompt, lines, into);
    for (const warning of board.warning) intoLine(warning, lines, into);
  }
  for (const warning of board.warning) intoClaim(warning, board, into);
  return into;
}

/** Recalled content carries nothing, what runs in shadow is not there. */
function mayMerge(advice: Advice): boolean {
  return !advice.struck && !advice.shadow;
}

function isLine({ key }: Advice): boolean {
  return key.startsWith('line:');
}

interface Line extends Host {
  readonly rules: readonly string[];
}

function linesOn(board: Shelves, content: Content): readonly Line[] {
  const lines: Line[] = [];
  for (const prompt of board.prompt) if (isLine(prompt) && mayMerge(prompt)) lines.push(coverage(prompt.key, content));
  return lines;
}

/** A prompt or warning of a rule that an obligation carries out, or that ends at the step the line stands before. */
function intoLine(advice: Kind<'prompt' | 'warning'>, lines: readonly Line[], into: Map<string, string>): void {
  const { key, from, shadow } = advice;
  if (from?.kind !== 'rule' || shadow) return;
  const step = advice.kind === 'warning' && advice.left?.unit === 'step' ? `line:${advice.left.node}` : null;
  const line = lines.find(({ key, rules }) => key === step || rules.includes(from.key));
  if (line) into.set(key, line.key);
}

/** A warning of a rule whose claim waits for the same words. */
function intoClaim({ key, from, shadow }: Kind<'warning'>, { violation: claims }: Shelves, into: Map<string, string>): void {
  if (shadow || into.has(key)) return;
  const claim = claims.find(each => each.from?.key === from?.key && !each.recovered && each.settled === 'fired' && mayMerge(each));
  if (claim) into.set(key, claim.key);
}

/** The script card or line that says all an article would, as far as it is still to be said; lines first. */
function hostOf(article: Kind<'card'>, lines: readonly Host[], scripts: readonly Host[], board: Shelves): string | null {
  if (article.nodes.length === 0 || lines.length + scripts.length === 0) return null;
  const hosts = [...lines, ...scripts];
  const isHosted = (node: string) => hosts.some(({ nodes }) => nodes.includes(node));
  if (!article.nodes.some(isHosted) || !article.nodes.every(node => isHosted(node) || isOver(board, node))) return null;
  const open = article.nodes.filter(node => isHosted(node) && !isOver(board, node));
  return hosts.find(({ nodes }) => nodes.some(node => open.includes(node)))?.key ?? null;
}

function isOver({ step: steps }: Shelves, node: string): boolean {
  const step = steps[placeOf(steps, `step:${node}`)];
  return step !== undefined && (step.state === 'done' || step.state === 'out-of-order');
}

const coverages = new WeakMap<Content, Map<string, Line>>();

/** The nodes a line stands for, and the rules they carry out: read once for each line of a content. */
function coverage(key: string, content: Content): Line {
  const known = coverages.get(content) ?? new Map<string, Line>();
  coverages.set(content, known);
  const kept = known.get(key);
  if (kept) return kept;

  const [processKey = '', before = ''] = key.slice('line:'.length).split('/');
  const process = content.processes.get(processKey);
  if (!process) return { key, nodes: [], rules: [] };
  const nodes = process.nodes.filter(({ obligation }) => obligation?.before === before);
  const line = {
    key,
    nodes: nodes.map(node => `${processKey}/${node.key}`),
    rules: nodes.flatMap(({ obligation }) => (obligation?.rule ? [obligation.rule] : [])),
  };
  known.set(key, line);
  return line;
}
