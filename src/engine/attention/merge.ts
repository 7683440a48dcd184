import type { Advice } from '#domain/advice.ts';
import type { Board } from '#engine/board.ts';
import type { Content } from '#engine/content.ts';

type Card = Extract<Advice, { kind: 'card' }>;

/** What is shown inside something else: key → key. What one sentence would satisfy is shown once. */
export function mergeInto(board: Board, content: Content): ReadonlyMap<string, string> {
  const into = new Map<string, string>();
  const scripts: Card[] = [];
  const lines: { key: string; nodes: readonly string[]; rules: readonly string[] }[] = [];
  for (const advice of Object.values(board)) {
    if (advice.struck || advice.shadow) continue;
    if (advice.kind === 'card' && advice.card === 'script') scripts.push(advice);
    if (advice.kind === 'prompt' && advice.key.startsWith('line:')) lines.push(coverage(advice, content));
  }
  scripts.sort((a, b) => b.rank - a.rank || (a.key < b.key ? -1 : 1));

  const first = scripts[0];
  for (const later of scripts.slice(1)) if (first) into.set(later.key, first.key); // 接着说: one look-ahead row inside the first

  for (const advice of Object.values(board)) {
    if (advice.shadow) continue;
    if (advice.kind === 'card' && advice.card === 'article' && !advice.struck) {
      const host = hostOf(advice, first ? [...lines, ...scripts] : lines, board);
      if (host) into.set(advice.key, into.get(host) ?? host);
    }
    if ((advice.kind === 'prompt' || advice.kind === 'warning') && advice.from?.kind === 'rule' && !advice.key.startsWith('line:')) {
      const line = lines.find(({ rules }) => rules.includes(advice.from?.key ?? ''));
      if (line) into.set(advice.key, line.key);
    }
  }
  return into;
}

/** The script card or line that says all an article would, as far as it is still to be said; lines first. */
function hostOf(article: Card, hosts: readonly { key: string; nodes: readonly string[] }[], board: Board): string | null {
  const open = article.nodes.filter(node => !isOver(board[`step:${node}`]));
  if (open.length === 0 || article.nodes.length === 0) return null;
  const covered = new Set(hosts.flatMap(({ nodes }) => nodes));
  if (!open.every(node => covered.has(node))) return null;
  return hosts.find(({ nodes }) => nodes.some(node => open.includes(node)))?.key ?? null;
}

function isOver(step: Advice | undefined): boolean {
  return step?.kind === 'step' && (step.state === 'done' || step.state === 'out-of-order');
}

function coverage(line: Advice, content: Content): { key: string; nodes: readonly string[]; rules: readonly string[] } {
  const [process = '', before = ''] = line.key.slice('line:'.length).split('/');
  const nodes = (content.processes.get(process)?.nodes ?? []).filter(({ obligation }) => obligation?.before === before);
  return {
    key: line.key,
    nodes: nodes.map(({ key }) => `${process}/${key}`),
    rules: nodes.flatMap(({ obligation }) => (obligation?.rule ? [obligation.rule] : [])),
  };
}
