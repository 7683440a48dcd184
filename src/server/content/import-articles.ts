import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, join, relative } from 'node:path';
import type { Article } from '#domain/article.ts';
import type { Release } from '#domain/release.ts';
import { checkFolder } from '#server/content/check.ts';
import type { ContentProblem } from '#server/content/content-problem.ts';
import { articleOf } from '#server/content/import-article.ts';
import { rowsOfCsv } from '#server/content/import-csv.ts';
import { rowsOfHtml } from '#server/content/import-html.ts';
import { rowsOfMarkdown } from '#server/content/import-markdown.ts';
import { importLimits, type RowsFound } from '#server/content/import-row.ts';
import { decodeText } from '#server/content/import-text.ts';
import { rowsOfXlsx } from '#server/content/import-xlsx.ts';
import type { ContentFolder } from '#server/content/read-folder.ts';

/** What files of existing articles hold: the articles, and every row that was refused or deserves a look. */
export interface ArticlesFound {
  readonly articles: readonly Article[];
  readonly rows: number;
  readonly refused: number;
  readonly problems: readonly ContentProblem[];
  /** article/key → where it stands. */
  readonly places: ContentFolder['places'];
}

/** Reads the articles of a CSV, XLSX, Markdown or HTML file, or of all such files in a folder. `existing` is what they may update. */
export async function readArticles(path: string, existing: readonly Article[]): Promise<ArticlesFound> {
  const isFolder = (await stat(path)).isDirectory();
  const files = isFolder ? await filesIn(path) : [path];
  const found: RowsFound[] = [];
  for (const file of files) found.push(await readRows(isFolder ? relative(path, file).replaceAll('\\', '/') : basename(file), file));
  if (files.length === 0) found.push(wholeFile(basename(path), 'no .csv, .tsv, .xlsx, .md or .html file is in this folder'));
  return merged(found, existing);
}

/** A release with the articles in it: those of a known key are replaced. */
export function withArticles(release: Release, articles: readonly Article[]): Release {
  const fresh = new Map(articles.map(article => [article.key, article]));
  const kept = release.articles.map(article => fresh.get(article.key) ?? article);
  const known = new Set(release.articles.map(article => article.key));
  return { ...release, articles: [...kept, ...articles.filter(article => !known.has(article.key))] };
}

/** What content check says of the imported articles beside all others: scripts too long to read aloud, blanks that nothing fills. */
export function checkArticles(release: Release, { articles, places }: ArticlesFound): readonly ContentProblem[] {
  const files = new Set([...places.values()].map(({ file }) => file));
  const locate: ContentFolder['locate'] = name => places.get(name) ?? { file: '', line: 1, column: 1 };
  const folder = { release: withArticles(release, articles), problems: [], places, locate, texts: new Map() };
  return checkFolder(folder).filter(({ file }) => files.has(file));
}

async function filesIn(dir: string): Promise<readonly string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter(
      entry =>
        entry.isFile() && !entry.name.startsWith('.') && !entry.name.startsWith('~$') && formats.has(extname(entry.name).toLowerCase()),
    )
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
}

const formats = new Set(['.csv', '.tsv', '.txt', '.xlsx', '.md', '.markdown', '.html', '.htm']);

async function readRows(name: string, path: string): Promise<RowsFound> {
  const { size } = await stat(path);
  if (size > importLimits.fileBytes) return wholeFile(name, `${size} bytes; a file holds at most ${importLimits.fileBytes}: split it`);
  const bytes = await readFile(path);
  const format = extname(path).toLowerCase();
  if (format === '.xlsx') return await rowsOfXlsx(name, bytes);
  const text = decodeText(bytes);
  if (text === null) return wholeFile(name, 'neither UTF-8 nor GB18030 text: save it as UTF-8');
  switch (format) {
    case '.csv':
    case '.tsv':
    case '.txt':
      return rowsOfCsv(name, text);
    case '.md':
    case '.markdown':
      return rowsOfMarkdown(name, text);
    case '.html':
    case '.htm':
      return rowsOfHtml(name, text);
    default:
      return wholeFile(name, `${format || 'this kind of file'} is not read; save it as .xlsx, .csv, .md or .html`);
  }
}

function wholeFile(file: string, why: string): RowsFound {
  return { rows: [], problems: [{ severity: 'error', file, line: 1, column: 1, field: '', why }] };
}

function merged(found: readonly RowsFound[], existing: readonly Article[]): ArticlesFound {
  const known = new Map(existing.map(article => [article.key, article]));
  const byQuestion = new Map(existing.map(article => [ask(article), article.key]));
  const taken = new Map<string, string>(); // key or question → where it stands
  const articles: Article[] = [];
  const places = new Map<string, { file: string; line: number; column: number }>();
  const problems: ContentProblem[] = found.flatMap(file => file.problems);
  let refused = problems.filter(({ severity }) => severity === 'error').length;

  const rows = found.flatMap(file => file.rows);
  for (const row of rows) {
    const tell = (severity: ContentProblem['severity'], field: string, why: string) =>
      problems.push({ severity, file: row.file, line: row.line, column: 1, field, why });
    const made = articleOf(row, known);
    if ('refused' in made) {
      problems.push(...made.refused);
      refused++;
      continue;
    }
    const { article } = made;
    const twice = taken.get(article.key) ?? taken.get(ask(article));
    if (twice) {
      tell('error', 'question', `the same key or question stands in ${twice}: keep one of the two`);
      refused++;
      continue;
    }
    const other = byQuestion.get(ask(article));
    if (other && other !== article.key) tell('warning', 'question', `article/${other} answers the same question: an agent would see both`);
    taken.set(article.key, `${row.file}:${row.line}`).set(ask(article), `${row.file}:${row.line}`);
    places.set(`article/${article.key}`, { file: row.file, line: row.line, column: 1 });
    articles.push(article);
  }
  return { articles, rows: rows.length, refused, problems, places };
}

function ask({ lang, question }: Article): string {
  return `${lang}\n${question}`;
}
