import type { RowsFound } from '#server/content/import-row.ts';
import { type PageLine, rowsOfSections } from '#server/content/import-sections.ts';

/** Reads a Markdown page: headings are titles. What only looks (bold, links, code) is left out, since answers are read aloud. */
export function rowsOfMarkdown(file: string, text: string): RowsFound {
  let fence: string | null = null;
  const lines = text.split(/\r\n|\n|\r/).flatMap((written, index): PageLine[] => {
    const line = index + 1;
    const mark = /^\s{0,3}(```+|~~~+)/.exec(written)?.[1] ?? null;
    if (mark !== null && (fence === null || mark.startsWith(fence))) {
      fence = fence === null ? mark : null;
      return [];
    }
    const [, marks, heading] = (fence === null && /^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$/.exec(written)) || [];
    if (marks !== undefined && heading !== undefined) return [{ line, text: spoken(heading), kind: 'heading', level: marks.length }];
    return [{ line, text: fence === null ? spoken(written) : written, kind: 'text' }];
  });
  return rowsOfSections(file, lines);
}

function spoken(markdown: string): string {
  return markdown
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(\*\*|__)(.+?)\1/g, '$2')
    .replace(/`([^`]+)`/g, '$1')
    .replace(/^\s{0,3}>\s?/, '')
    .replace(/\\([\\`*_{}[\]()#+.!>-])/g, '$1');
}
