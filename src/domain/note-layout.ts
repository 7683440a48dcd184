import { markPattern } from '#domain/mark.ts';

/** What a wrap-up's note is written from. */
export interface NoteParts {
  readonly category: readonly string[];
  readonly code: string;
  readonly further: readonly { readonly code: string; readonly path: readonly string[] }[]; // categories beside the main one
  readonly reason: string;
  readonly process: string;
  readonly result: string;
  readonly fields: readonly { readonly key: string; readonly label: string; readonly value: string }[];
  readonly agent: string;
  readonly call: string; // the sender's name for the conversation
}

/** As Deskside comes: everything, a line each. A bank writes its own. */
export const defaultLayout = {
  zh: '{{category}}\n{{further}}\n{{reason}}{{process}}{{result}}\n{{fields}}',
  en: '{{category}}\n{{further}}\n{{reason}} {{process}} {{result}}\n{{fields}}',
};

const names = ['category', 'code', 'further', 'furtherCodes', 'reason', 'process', 'result', 'fields', 'agent', 'call'] as const;

/** What is wrong with a layout, with line and column from 1; empty when nothing is. */
export function layoutProblems(layout: string): readonly { readonly line: number; readonly column: number; readonly why: string }[] {
  return layout.split('\n').flatMap((text, index) => {
    const line = index + 1;
    const holes = [...text.matchAll(/\{\{\s*([^{}]*?)\s*\}\}/g)];
    const wrong = holes
      .filter(([, name = '']) => !names.some(known => known === name) && !/^field\.[a-z][A-Za-z0-9]*$/.test(name))
      .map(hole => ({ line, column: (hole.index ?? 0) + 1, why: `${hole[1]} is none of ${names.join(', ')}, field.<key>` }));
    const rest = text.replace(/\{\{[^{}]*\}\}/g, hole => ' '.repeat(hole.length));
    const loose = rest.search(/\{\{|\}\}/);
    return loose < 0 ? wrong : [...wrong, { line, column: loose + 1, why: 'braces that do not close' }];
  });
}

/** The note in a bank's layout. A sealed value is written by its tail alone; a line whose every hole is empty is left out. */
export function writeNote(layout: string, parts: NoteParts): string {
  const of = (name: string): string => {
    if (name.startsWith('field.')) return unsealed(parts.fields.find(field => field.key === name.slice(6))?.value ?? '');
    if (name === 'further') return parts.further.map(({ path }) => path.join(' / ')).join('\n');
    if (name === 'furtherCodes') return parts.further.map(({ code }) => code).join(' ');
    if (name === 'category') return parts.category.join(' / ');
    if (name === 'fields')
      return parts.fields.map(({ label, value }) => `${label}${isLatin(label) ? ': ' : '：'}${unsealed(value)}`).join('\n');
    return unsealed(String(parts[name as 'code' | 'reason' | 'process' | 'result' | 'agent' | 'call'] ?? ''));
  };
  return layout
    .split('\n')
    .flatMap(line => {
      let isEmpty = line.includes('{{');
      const written = line.replace(/\{\{\s*([^{}]*?)\s*\}\}/g, (_, name: string) => {
        const value = of(name);
        if (value !== '') isEmpty = false;
        return value;
      });
      return isEmpty ? [] : [written.trimEnd()];
    })
    .join('\n');
}

function isLatin(label: string): boolean {
  return /^[\p{Script=Latin}\p{Script=Common}]*$/u.test(label);
}

function unsealed(text: string): string {
  return text.replace(
    new RegExp(markPattern.source, markPattern.flags),
    (_mark, _class, _number, tail: string | undefined) => `****${tail ?? ''}`,
  );
}
