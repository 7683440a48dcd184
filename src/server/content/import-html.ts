import { Parser } from 'htmlparser2';
import { fieldNamed, type RowsFound } from '#server/content/import-row.ts';
import { type PageLine, rowsOfSections } from '#server/content/import-sections.ts';
import { rowsOfTable, type TableRow } from '#server/content/import-table.ts';

/** Reads an HTML page: its tables when one names columns of articles, else its headings (also dt and summary) as titles. */
export function rowsOfHtml(file: string, html: string): RowsFound {
  const { lines, tables } = readPage(html);
  const articles = tables.filter(namesColumns);
  if (articles.length === 0) return rowsOfSections(file, lines);
  const found = articles.map(table => rowsOfTable(file, table));
  return { rows: found.flatMap(({ rows }) => rows), problems: found.flatMap(({ problems }) => problems) };
}

/** What a page or a cell written in HTML says, line by line, without what only looks. */
export function textOfHtml(html: string): string {
  return readPage(html)
    .lines.map(({ text }) => text)
    .join('\n')
    .trim();
}

function namesColumns(table: readonly TableRow[]): boolean {
  return table.slice(0, 10).some(({ cells }) => cells.map(fieldNamed).filter(field => field !== null).length >= 2);
}

interface Page {
  readonly lines: readonly PageLine[];
  readonly tables: readonly (readonly TableRow[])[];
}

function readPage(html: string): Page {
  const lineAt = lineCounter(html);
  const lines: PageLine[] = [];
  const tables: TableRow[][] = [];
  const open: TableRow[][] = []; // tables we are inside of
  let [text, level, line, hidden] = ['', null as number | null, 1, 0]; // level: inside a heading of it
  let cell: string | null = null;

  const breakLine = (): void => {
    const plain = text.replace(/[ \t\n\r\f]+/g, ' ').trim();
    if (plain !== '') lines.push(level === null ? { line, text: plain, kind: 'text' } : { line, text: plain, kind: 'heading', level });
    text = '';
  };
  const parser = new Parser({
    onopentag(name) {
      const at = lineAt(parser.startIndex);
      if (silent.has(name)) hidden++;
      if (breaks.has(name)) {
        breakLine();
        line = at;
        if (cell !== null) cell += '\n';
      }
      level = headings.get(name) ?? level;
      if (name === 'table') {
        const table: TableRow[] = [];
        tables.push(table);
        open.push(table);
      }
      if (name === 'tr') open.at(-1)?.push({ line: at, cells: [] });
      if (name === 'td' || name === 'th') cell = '';
    },
    ontext(data) {
      if (hidden > 0) return;
      if (text.trim() === '') line = lineAt(parser.startIndex + (data.length - data.trimStart().length));
      text += data;
      if (cell !== null) cell += data.replace(/[ \t\n\r\f]+/g, ' ');
    },
    onclosetag(name) {
      if (silent.has(name)) hidden--;
      if (breaks.has(name)) breakLine();
      if (headings.has(name)) level = null;
      if ((name === 'td' || name === 'th') && cell !== null) {
        (open.at(-1)?.at(-1)?.cells as string[] | undefined)?.push(tidy(cell));
        cell = null;
      }
      if (name === 'table') open.pop();
    },
  });
  parser.end(html);
  breakLine();
  return { lines, tables };
}

function tidy(cell: string): string {
  return cell
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
    .join('\n');
}

/** Headings and how deep they stand; terms and summaries stand below all others. */
const headings = new Map([...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((name, at) => [name, at + 1] as const), ['dt', 7], ['summary', 7]]);
const silent = new Set(['script', 'style', 'head', 'title', 'template', 'noscript', 'nav']);
const breaks = new Set([
  ...headings.keys(),
  ...['p', 'div', 'br', 'li', 'ul', 'ol', 'dd', 'dl', 'tr', 'table', 'section', 'article', 'header', 'footer', 'hr', 'pre'],
  ...['blockquote', 'details', 'main', 'td', 'th', 'body'],
]);

/** The line of an offset; offsets are asked for in rising order. */
function lineCounter(text: string): (offset: number) => number {
  let [at, line] = [0, 1];
  return offset => {
    for (; at < offset && at < text.length; at++) if (text.charCodeAt(at) === 10) line++;
    return line;
  };
}
