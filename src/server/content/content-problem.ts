/** What is wrong with a content file, and where: line and column count from 1. */
export interface ContentProblem {
  readonly severity: 'error' | 'warning';
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly field: string;
  readonly why: string;
}

/** One line a person can act on. */
export function writeProblem({ severity, file, line, column, field, why }: ContentProblem): string {
  return `${file}:${line}:${column} ${severity}${field ? ` ${field}` : ''}: ${why}`;
}
