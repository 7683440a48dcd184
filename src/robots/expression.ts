import { type ASTNode, Environment } from '@marcbachmann/cel-js';

/** What an expression may read: what the run was given, what its steps found, and the run itself. */
export interface Scope {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly vars: Readonly<Record<string, unknown>>;
  /** id, today (YYYY-MM-DD), time (HH:MM), by (who asked), for (工号 on whose behalf), dry. */
  readonly run: Readonly<Record<string, unknown>>;
}

/** A name an expression reads: `inputs.cardTail` is { of: 'inputs', name: 'cardTail' }. */
export interface Reference {
  readonly of: string;
  readonly name: string;
}

/** An expression that has been read once. `value` throws EvaluationError's message as BadExpression. */
export interface Compiled {
  readonly references: readonly Reference[];
  value(scope: Scope): unknown;
}

/** An expression could not be evaluated: a name without a value, or types that do not go together. */
export class BadExpression extends Error {
  override readonly name = 'BadExpression';
}

const environment = new Environment({
  limits: { maxAstNodes: 200, maxDepth: 24, maxListElements: 100, maxMapEntries: 50, maxCallArguments: 8 },
})
  .registerVariable('inputs', 'map')
  .registerVariable('vars', 'map')
  .registerVariable('run', 'map');

/** Reads a CEL expression; the problem says what is wrong and at which column (from 1). */
export function compile(text: string): Compiled | { readonly problem: string; readonly column: number } {
  try {
    const parsed = environment.parse(text);
    const refused = refusal(parsed.ast, 0);
    if (refused) return refused;
    const checked = parsed.check();
    if (!checked.valid) return { problem: firstLine(checked.error?.message ?? 'types do not go together'), column: 1 };
    return {
      references: references(parsed.ast),
      value(scope) {
        try {
          return plain(parsed({ inputs: scope.inputs, vars: scope.vars, run: scope.run }));
        } catch (error) {
          throw new BadExpression(firstLine((error as Error).message));
        }
      },
    };
  } catch (error) {
    const { message, range } = error as Error & { range?: { start: number } };
    return { problem: firstLine(message), column: (range?.start ?? 0) + 1 };
  }
}

const loops = new Set(['map', 'filter', 'all', 'exists', 'exists_one']);

/** `matches` backtracks in this library, and a list inside a list multiplies: neither is part of the bot language. */
function refusal(node: ASTNode, depth: number): { problem: string; column: number } | null {
  const name = node.op === 'call' || node.op === 'rcall' ? String((node.args as readonly unknown[])[0]) : '';
  if (name === 'matches')
    return { problem: 'matches() is not part of the bot language: use contains, startsWith, endsWith', column: node.pos + 1 };
  const within = depth + (loops.has(name) && node.op === 'rcall' ? 1 : 0);
  if (within > 1) return { problem: `${name}() may not stand inside another map, filter, all or exists`, column: node.pos + 1 };
  for (const child of childrenOf(node)) {
    const found = refusal(child, within);
    if (found) return found;
  }
  return null;
}

function references(node: ASTNode): Reference[] {
  if (node.op === '.' || node.op === '[]') {
    const [from, part] = node.args as readonly [ASTNode, string | ASTNode];
    const name = typeof part === 'string' ? part : part.op === 'value' ? String(part.args) : null;
    if (from.op === 'id' && name !== null) return [{ of: String(from.args), name }];
  }
  return childrenOf(node).flatMap(references);
}

function childrenOf(node: ASTNode): readonly ASTNode[] {
  const found: ASTNode[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === 'object' && value !== null && 'op' in value) found.push(value as ASTNode);
  };
  walk(node.args);
  return found;
}

/** CEL's whole numbers are BigInt; a journal and a page want numbers. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, held]) => [String(key), plain(held)]));
  if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, plain(held)]));
  }
  return value;
}

function firstLine(message: string): string {
  return message.split('\n')[0] ?? message;
}
