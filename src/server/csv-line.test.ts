import { expect, test } from 'vitest';
import { csvLine } from '#server/csv-line.ts';

const cases = [
  { cells: ['1027', '林晓雯', 3], line: '1027,林晓雯,3\r\n' },
  { cells: ['a,b', 'say "yes"', 'two\nlines'], line: '"a,b","say ""yes""","two\nlines"\r\n' },
  { cells: ['=1+1', '+8613', '-2', '@SUM(A1)', '\t=1', '＝1'], line: "'=1+1,'+8613,'-2,'@SUM(A1),'\t=1,'＝1\r\n" },
  { cells: ['=HYPERLINK("x","y")'], line: `"'=HYPERLINK(""x"",""y"")"\r\n` },
  { cells: [-2, ''], line: '-2,\r\n' },
] as const;
test.each(cases)('$line', ({ cells, line }) => expect(csvLine(cells)).toBe(line));
