import { createHash } from 'node:crypto';
import { Article } from '#domain/article.ts';
import type { ContentProblem } from '#server/content/content-problem.ts';
import { textOfHtml } from '#server/content/import-html.ts';
import type { ArticleRow, Field } from '#server/content/import-row.ts';
import { dayOf } from '#server/content/import-xlsx-parts.ts';

/** A row made into an article, or why it is refused. What the row does not say, an article of the same key keeps. */
export function articleOf(
  row: ArticleRow,
  existing: ReadonlyMap<string, Article>,
): { readonly article: Article } | { readonly refused: readonly ContentProblem[] } {
  const refused: ContentProblem[] = [];
  const refuse = (field: Field, why: string): void => {
    const { line = row.line, column = 1, name = field } = row.cells.get(field) ?? {};
    refused.push({ severity: 'error', file: row.file, line, column, field: name, why });
  };
  const text = (field: Field): string => plain(row.cells.get(field)?.text ?? '');

  const before = existing.get(text('key'));
  const title = text('title') || before?.title || text('question');
  const question = text('question') || before?.question || text('title');
  const script = text('answer');
  if (question === '') refuse('question', 'neither a title nor a question stands here; say what the customer asks');
  if (script === '') refuse('answer', 'no answer stands here; write what the agent says (in merged cells only the first holds the text)');
  for (const field of ['title', 'question', 'variants', 'answer'] as const) {
    if (excelError.test(text(field))) refuse(field, `${text(field)} is an error of the worksheet: mend the formula or paste its value`);
  }

  const from = day(text('from'));
  const to = day(text('to'));
  if (from === 'unreadable') refuse('from', `“${short(text('from'))}” is no date: write it as 2026-07-01`);
  if (to === 'unreadable') refuse('to', `“${short(text('to'))}” is no date: write it as 2026-12-31, or leave it empty`);
  if (from && to && from !== 'unreadable' && to !== 'unreadable' && from > to) refuse('to', `ends on ${to}, before it begins on ${from}`);
  const lang = languages.get(text('lang').toLowerCase() || (before?.lang ?? 'zh'));
  if (lang === undefined) refuse('lang', `“${short(text('lang'))}” is no language we know: write zh or en`);
  if (refused.length > 0) return { refused };

  const key = text('key') || `imported/${createHash('sha256').update(`${lang}\n${question}`).digest('hex').slice(0, 12)}`;
  const said = {
    ...(row.cells.has('variants') ? { variants: variantsOf(text('variants'), question) } : {}),
    ...(row.cells.has('from') ? { from: from ?? undefined } : {}),
    ...(row.cells.has('to') ? { to: to ?? undefined } : {}),
  };
  const parsed = Article.safeParse({ ...before, key, lang, title: fitting(title, row), question, script, ...said });
  if (parsed.success) return { article: parsed.data };
  for (const { path, message } of parsed.error.issues) {
    const field = fieldOf[String(path[0])] ?? 'answer';
    refuse(
      field,
      field === 'key'
        ? 'a key is letters, digits and . _ / - , at most 120'
        : `${message}${path.length > 1 ? ` (number ${Number(path[1]) + 1})` : ''}`,
    );
  }
  return { refused };
}

/** A question that serves as title may be longer than a title. */
function fitting(title: string, row: ArticleRow): string {
  return title.length > longestTitle && !row.cells.has('title') ? `${title.slice(0, longestTitle - 1)}…` : title;
}

const longestTitle = 120;
const excelError = /^#(N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!)$/;
const fieldOf: Readonly<Record<string, Field>> = {
  key: 'key',
  title: 'title',
  question: 'question',
  variants: 'variants',
  script: 'answer',
  from: 'from',
  to: 'to',
};
const languages = new Map<string, 'zh' | 'en'>([
  ['zh', 'zh'],
  ['zh-cn', 'zh'],
  ['中文', 'zh'],
  ['chinese', 'zh'],
  ['en', 'en'],
  ['en-us', 'en'],
  ['en-gb', 'en'],
  ['英文', 'en'],
  ['英语', 'en'],
  ['english', 'en'],
]);

/** Knowledge systems keep answers as HTML; agents read text. */
function plain(text: string): string {
  const said = /<\/?(p|br|div|span|table|tr|td|li|ul|ol|strong|b|font|img|a|h[1-6])\b[^>]*>/i.test(text) ? textOfHtml(text) : text;
  return said.replace(/\u00a0/g, ' ').trim();
}

/** One a line; on one line, between | or semicolons. */
function variantsOf(text: string, question: string): readonly string[] {
  const lines = text.split(/\r\n|\n|\r/).filter(line => line.trim() !== '');
  const parts = lines.flatMap(line => line.split(/\s*[|｜;；]\s*/)).map(part => part.trim());
  return [...new Set(parts)].filter(part => part !== '' && part !== question);
}

/** A day however offices write it; null: none, or for ever. */
function day(text: string): string | null | 'unreadable' {
  if (text === '' || /^(-|—|\/|无|长期|长期有效|永久|永久有效|不限|none|n\/a)$/i.test(text)) return null;
  if (/^\d{5}(\.\d+)?$/.test(text)) return dayOf(Number(text), false) ?? 'unreadable';
  const match = /^(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*[-/.月]?\s*(\d{1,2})\s*日?(?:[\sT]+\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?Z?)?$/.exec(text);
  if (!match) return 'unreadable';
  const iso = `${match[1]}-${match[2]?.padStart(2, '0')}-${match[3]?.padStart(2, '0')}`;
  const parsed = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(iso) ? iso : 'unreadable';
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
