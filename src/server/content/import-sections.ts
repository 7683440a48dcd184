import type { ContentProblem } from '#server/content/content-problem.ts';
import { type ArticleRow, type Field, fieldNamed, importLimits, type RowsFound, type Written } from '#server/content/import-row.ts';

/** A line of a page: a heading, 1 the highest, or text. */
export type PageLine =
  | { readonly line: number; readonly text: string; readonly kind: 'heading'; readonly level: number }
  | { readonly line: number; readonly text: string; readonly kind: 'text' };

/**
 * Reads a page as articles: a heading with text under it is one, the heading its title, the text its answer. A line that begins with
 * a field's name and a colon (标准问：, 相似问：, 答案：, 生效：…) gives that field; lines after 相似问：or 答案： belong to it. A heading
 * with deeper headings under it groups them; any other heading without text is an article whose answer is missing.
 */
export function rowsOfSections(file: string, lines: readonly PageLine[]): RowsFound {
  const problems: ContentProblem[] = [];
  const rows: ArticleRow[] = [];
  let section: Section | null = null;

  const close = (next: number | null): void => {
    const groups = section?.cells.size === 1 && next !== null && next > section.level;
    if (section && !groups) rows.push({ file, line: section.line, cells: section.cells });
    section = null;
  };
  for (const pageLine of lines) {
    const { line, text } = pageLine;
    if (rows.length > importLimits.rows) {
      problems.push({
        severity: 'error',
        file,
        line,
        column: 1,
        field: '',
        why: `more than ${importLimits.rows} articles: split the file`,
      });
      break;
    }
    if (pageLine.kind === 'heading') {
      close(pageLine.level);
      section = opened(pageLine);
    } else if (text.trim() !== '' && section) section = taken(section, line, text);
    else if (section) section = taken(section, line, '');
    else if (text.trim() !== '')
      problems.push({ severity: 'warning', file, line, column: 1, field: '', why: 'stands above the first heading and is not read' });
  }
  close(null);
  if (rows.length === 0 && !problems.some(({ severity }) => severity === 'error')) {
    problems.push({
      severity: 'error',
      file,
      line: 1,
      column: 1,
      field: '',
      why: 'no article: write each as a heading with its answer below',
    });
  }
  return { rows, problems };
}

interface Section {
  readonly line: number;
  readonly level: number;
  readonly cells: ReadonlyMap<Field, Written>;
  /** The field that lines without a label belong to. */
  readonly open: Field;
}

function opened({ line, level, text }: Extract<PageLine, { kind: 'heading' }>): Section {
  return { line, level, cells: new Map([['title', { text: text.trim(), name: 'title', line, column: 1 }]]), open: 'answer' };
}

function taken(section: Section, line: number, text: string): Section {
  const [, label = '', value = ''] = /^\s*(?:[-*•]\s*)?([^:：]{1,20})[:：](.*)$/.exec(text) ?? [];
  const field = label ? fieldNamed(label) : null;
  if (field === null) {
    if (text === '' && section.open !== 'answer') return { ...section, open: 'answer' };
    const plain = section.open === 'variants' ? text.replace(/^\s*[-*•]\s*/, '') : text;
    return put(section, section.open, { text: plain, name: section.open, line, column: 1 });
  }
  const open = field === 'variants' || field === 'answer' ? field : 'answer';
  return { ...put(section, field, { text: value.trim(), name: label.trim(), line, column: 1 }), open };
}

function put(section: Section, field: Field, written: Written): Section {
  const before = field === 'title' ? undefined : section.cells.get(field);
  if (!before && written.text === '' && field === 'answer') return section;
  const text = before ? `${before.text}\n${written.text}` : written.text;
  return { ...section, cells: new Map(section.cells).set(field, before ? { ...before, text } : { ...written, text }) };
}
