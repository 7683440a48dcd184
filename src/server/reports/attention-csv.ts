import type { AttentionReport } from '#protocol/reports.ts';
import { csvLine } from '#server/csv-line.ts';

/** The report as CSV with a mark that spreadsheets read as UTF-8; what would be a formula there stays words. */
export function attentionCsv({ rows }: Pick<AttentionReport, 'rows'>): string {
  const lines = [
    ['kind', 'origin', 'title', 'shown', 'used', 'used_then_said', 'said', 'dismissed', 'ignored'],
    ...rows.map(row => [row.kind, row.origin, row.title, row.shown, row.used, row.usedThenSaid, row.said, row.dismissed, row.ignored]),
  ];
  return `\uFEFF${lines.map(csvLine).join('')}`;
}
