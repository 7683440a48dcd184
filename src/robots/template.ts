import { type Compiled, compile, type Reference, type Scope } from '#robots/expression.ts';

/** Text with `{{ expressions }}`, read once. */
export interface CompiledTemplate {
  readonly references: readonly Reference[];
  write(scope: Scope): string;
}

/** Reads a template; the problem names the column (from 1) in the whole text. */
export function compileTemplate(text: string): CompiledTemplate | { readonly problem: string; readonly column: number } {
  const pieces: (string | Compiled)[] = [];
  let from = 0;
  while (from <= text.length) {
    const open = text.indexOf('{{', from);
    if (open < 0) break;
    const close = text.indexOf('}}', open);
    if (close < 0) return { problem: '{{ without }}', column: open + 1 };
    const compiled = compile(text.slice(open + 2, close).trim());
    if ('problem' in compiled) return { problem: compiled.problem, column: open + 3 };
    pieces.push(text.slice(from, open), compiled);
    from = close + 2;
  }
  pieces.push(text.slice(from));

  return {
    references: pieces.flatMap(piece => (typeof piece === 'string' ? [] : piece.references)),
    write: scope => pieces.map(piece => (typeof piece === 'string' ? piece : written(piece.value(scope)))).join(''),
  };
}

function written(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
