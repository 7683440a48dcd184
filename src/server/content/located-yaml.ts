import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { ContentProblem } from '#server/content/content-problem.ts';

type Path = readonly (string | number)[];

/** A parsed YAML text that still knows where everything stands. */
export interface Located {
  readonly value: unknown;
  readonly problems: readonly ContentProblem[];
  /** Line and column of the value at a path, or of its nearest parent. */
  at(path: Path): { readonly line: number; readonly column: number };
}

/** Parses YAML; `lineOffset` lines stand above the text in its file (a Markdown file's first `---`). */
export function parseLocated(file: string, text: string, lineOffset = 0): Located {
  const counter = new LineCounter();
  const read = readable(() => parseDocument(text, { lineCounter: counter }));
  if (read.kind === 'too-much') return tooMuch(file, lineOffset);
  const document = read.value;
  const place = (offset: number) => {
    const { line, col } = counter.linePos(offset);
    return { line: line + lineOffset, column: col };
  };
  const problems = document.errors.map(
    (error): ContentProblem => ({
      severity: 'error',
      file,
      ...place(error.pos[0]),
      field: '',
      why: error.message.split(/ at line \d+|\n/)[0] ?? error.code,
    }),
  );
  const value = readable((): unknown => (problems.length === 0 ? document.toJS({ maxAliasCount: 100 }) : undefined));
  if (value.kind === 'too-much') return tooMuch(file, lineOffset);
  return {
    value: value.value,
    problems,
    at: path => place(offsetOf(document, path)),
  };
}

/** What a step of reading gives; too much: the text would take the reader down by its depth, or by aliases that multiply. */
function readable<Value>(read: () => Value): { readonly kind: 'read'; readonly value: Value } | { readonly kind: 'too-much' } {
  try {
    return { kind: 'read', value: read() };
  } catch (error) {
    if (error instanceof RangeError || error instanceof ReferenceError) return { kind: 'too-much' }; // the stack; the library's limit of aliases
    throw error;
  }
}

function tooMuch(file: string, lineOffset: number): Located {
  const at = { line: lineOffset + 1, column: 1 };
  return {
    value: undefined,
    problems: [{ severity: 'error', file, ...at, field: '', why: 'nested too deeply, or its aliases repeat too much' }],
    at: () => at,
  };
}

/** Checks a part of a located text against its schema; problems name the line and column of the field. */
export function checkLocated<Schema extends z.ZodType>(
  file: string,
  located: Located,
  path: Path,
  value: unknown,
  schema: Schema,
): { readonly item: z.output<Schema> | null; readonly problems: readonly ContentProblem[] } {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { item: parsed.data, problems: [] };

  const problems = parsed.error.issues.map((issue): ContentProblem => {
    const inner = [...path, ...issue.path.map(part => (typeof part === 'symbol' ? String(part) : part))];
    return { severity: 'error', file, ...located.at(inner), field: fieldNamed(located.value, inner), why: issue.message };
  });
  return { item: null, problems };
}

/** A path as people know it: what stands in a list is called by its key where it has one (Q31.window.n). */
function fieldNamed(value: unknown, path: Path): string {
  let at = value;
  const names = path.map(part => {
    at = typeof at === 'object' && at !== null ? (at as Readonly<Record<string | number, unknown>>)[part] : undefined;
    const key = typeof part === 'number' && typeof at === 'object' && at !== null && 'key' in at ? at.key : undefined;
    return typeof key === 'string' && key !== '' ? key : String(part);
  });
  return names.join('.');
}

function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
