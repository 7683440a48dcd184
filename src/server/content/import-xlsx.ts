import type { ContentProblem } from '#server/content/content-problem.ts';
import { importLimits, type RowsFound } from '#server/content/import-row.ts';
import { rowsOfTable } from '#server/content/import-table.ts';
import { unzip } from '#server/content/import-unzip.ts';
import { dateStylesOf, sharedStringsOf, sheetRows, sheetsOf } from '#server/content/import-xlsx-parts.ts';

/** Reads every sheet of an Excel workbook as a table of articles. Rows are Excel's row numbers. */
export async function rowsOfXlsx(file: string, bytes: Uint8Array): Promise<RowsFound> {
  const files = await unzip(bytes, name => /^xl\/(_rels\/workbook\.xml\.rels|[^/]+\.xml|worksheets\/[^/]+\.xml)$/.test(name));
  if ('refused' in files) return { rows: [], problems: [whole(file, files.refused)] };

  const text = (name: string): string => files.get(name)?.toString('utf8') ?? '';
  const { sheets, is1904 } = sheetsOf(text('xl/workbook.xml'), text('xl/_rels/workbook.xml.rels'));
  if (sheets.length === 0) return { rows: [], problems: [whole(file, 'it holds no sheet: is it an Excel workbook (.xlsx)?')] };

  const strings = sharedStringsOf(text('xl/sharedStrings.xml'));
  const dateStyles = dateStylesOf(text('xl/styles.xml'));
  const found = sheets.map(({ name, path }) => {
    const table = sheetRows(text(path), {
      strings,
      dateStyles,
      is1904,
      mostRows: importLimits.rows + 20,
      mostColumns: importLimits.columns,
    });
    return { name, isEmpty: table.length === 0, ...rowsOfTable(sheets.length === 1 ? file : `${file}[${name}]`, table) };
  });
  const filled = found.filter(({ isEmpty }) => !isEmpty);
  if (filled.length === 0) return { rows: [], problems: [whole(file, 'all its sheets are empty')] };
  const hasTable = filled.some(({ rows }) => rows.length > 0);
  return {
    rows: filled.flatMap(({ rows }) => rows),
    problems: filled.flatMap(({ rows, problems }) => (hasTable && rows.length === 0 ? problems.map(asWarning) : problems)),
  };
}

/** Beside a sheet of articles, notes on another sheet are no mistake. */
function asWarning(problem: ContentProblem): ContentProblem {
  return problem.why.startsWith('no heading row')
    ? { ...problem, severity: 'warning', why: `this sheet is not read: ${problem.why}` }
    : problem;
}

function whole(file: string, why: string): ContentProblem {
  return { severity: 'error', file, line: 1, column: 1, field: '', why };
}
