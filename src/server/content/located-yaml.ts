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
  const document = parseDocument(text, { lineCounter: counter, maxAliasCount: 100 } as Parameters<typeof parseDocument>[1]);
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
  return {
    value: problems.length === 0 ? document.toJS() : undefined,
    problems,
    at: path => place(offsetOf(document, path)),
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
    return { severity: 'error', file, ...located.at(inner), field: inner.join('.'), why: issue.message };
  });
  return { item: null, problems };
}

function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
