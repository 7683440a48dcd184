import { CsvError, parse } from 'csv-parse/sync';
import { importLimits, type RowsFound } from '#server/content/import-row.ts';
import { rowsOfTable, type TableRow } from '#server/content/import-table.ts';

/** Reads a table of comma, semicolon or tab separated values; quoted cells may hold line breaks. */
export function rowsOfCsv(file: string, text: string): RowsFound {
  try {
    const records = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: importLimits.columns * importLimits.cellChars,
      to: importLimits.rows + 20,
    }) as unknown as readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[];
    return rowsOfTable(file, records.map(located));
  } catch (trouble) {
    if (!(trouble instanceof CsvError)) throw trouble;
    const line = typeof trouble.lines === 'number' ? trouble.lines : 1;
    return { rows: [], problems: [{ severity: 'error', file, line, column: 1, field: '', why: reasonOf(trouble) }] };
  }
}

/** The parser counts the line a record ends on; people look for the one it begins on. */
function located({ record, info }: { readonly record: readonly string[]; readonly info: { readonly lines: number } }): TableRow {
  const breaks = record.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
  return { line: Math.max(1, info.lines - breaks), cells: record };
}

function delimiterOf(text: string): string {
  const first = text.slice(0, 20_000).split(/\r\n|\n|\r/, 1)[0] ?? '';
  const often = (char: string): number => first.split(char).length;
  return [',', '\t', ';'].reduce((best, char) => (often(char) > often(best) ? char : best));
}

function reasonOf({ code, message }: CsvError): string {
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'a quotation mark opens a cell and is never closed';
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'INVALID_OPENING_QUOTE':
      return 'a quotation mark inside a cell: put the cell between quotation marks and write the inner one twice';
    case 'CSV_MAX_RECORD_SIZE':
      return 'this row is too large; is a quotation mark never closed?';
    default:
      return message;
  }
}
