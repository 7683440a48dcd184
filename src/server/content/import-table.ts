import type { ContentProblem } from '#server/content/content-problem.ts';
import { type ArticleRow, type Field, fieldNamed, importLimits, type RowsFound, type Written } from '#server/content/import-row.ts';

/** A row of a table: its line (in a workbook its row) and its cells from the first column on. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Reads a table of articles: a heading row that names columns, then one article a row. Empty rows are passed over. */
export function rowsOfTable(file: string, table: readonly TableRow[]): RowsFound {
  const problems: ContentProblem[] = [];
  const tell = (severity: ContentProblem['severity'], line: number, column: number, field: string, why: string) =>
    problems.push({ severity, file, line, column, field, why });

  const filled = table.filter(row => row.cells.some(cell => cell.trim() !== ''));
  const at = filled.slice(0, headingWithin).findIndex(isHeading);
  const heading = filled[at];
  if (!heading) {
    const line = filled[0]?.line ?? 1;
    tell(
      'error',
      line,
      1,
      '',
      'no heading row: name the columns 标题, 标准问, 相似问, 答案, 生效, 失效 (or title, question, variants, answer, from, to)',
    );
    return { rows: [], problems };
  }
  for (const { line } of filled.slice(0, at)) tell('warning', line, 1, '', 'stands above the heading row and is not read');

  const columns = heading.cells.map(fieldNamed);
  columns.forEach((field, index) => {
    const name = heading.cells[index]?.trim() ?? '';
    if (field === null && name !== '')
      tell('warning', heading.line, index + 1, name, 'is no column that is imported; its cells stay behind');
    const first = columns.indexOf(field);
    if (field !== null && field !== 'variants' && first < index)
      tell('error', heading.line, index + 1, name, `means the same as ${heading.cells[first]?.trim()}: keep one of the two columns`);
  });

  const rows: ArticleRow[] = [];
  for (const row of filled.slice(at + 1)) {
    if (rows.length === importLimits.rows) {
      tell('error', row.line, 1, '', `more than ${importLimits.rows} rows: split the file`);
      break;
    }
    const read = readRow(file, row, heading.cells, columns, tell);
    if (read) rows.push(read);
  }
  return { rows: problems.some(({ line, severity }) => severity === 'error' && line === heading.line) ? [] : rows, problems };
}

const headingWithin = 10;

function isHeading({ cells }: TableRow): boolean {
  const fields = cells.map(fieldNamed);
  return fields.includes('answer') && (fields.includes('question') || fields.includes('title'));
}

function readRow(
  file: string,
  { line, cells }: TableRow,
  names: readonly string[],
  columns: readonly (Field | null)[],
  tell: (severity: 'error', line: number, column: number, field: string, why: string) => void,
): ArticleRow | null {
  const extra = cells.findIndex((cell, index) => index >= columns.length && cell.trim() !== '');
  if (extra >= 0) {
    tell('error', line, extra + 1, '', 'more cells than the heading row has: put text that holds a comma between "quotation marks"');
    return null;
  }
  const found = new Map<Field, Written>();
  for (const [index, field] of columns.entries()) {
    const text = cells[index]?.trim() ?? '';
    const name = names[index]?.trim() ?? '';
    if (text.length > importLimits.cellChars) {
      tell('error', line, index + 1, name, `${text.length} characters; a cell holds at most ${importLimits.cellChars}`);
      return null;
    }
    if (field === null || text === '') continue;
    const before = found.get(field);
    found.set(field, before ? { ...before, text: `${before.text}\n${text}` } : { text, name, line, column: index + 1 });
  }
  return { file, line, cells: found };
}
