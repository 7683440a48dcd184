import { expect, test } from 'vitest';
import { readCodes } from '#server/deliver/codes.ts';

const cases = [
  { when: 'a table is right', csv: 'kind,ours,bank\nleaf,010201,GS-1\nfield,cardTail,ZD07\n', rows: 2, problems: [] },
  { when: 'Excel wrote its mark first', csv: '\uFEFFkind,ours,bank\r\nleaf,010201,"GS,1"\r\n', rows: 1, problems: [] },
  {
    when: 'rows are wrong in every way',
    csv: 'kind,ours,bank\nleave,1,2\nleaf,,2\nleaf,1\nleaf,1,2\nleaf,1,3\n',
    rows: 1,
    problems: [
      { line: 2, why: 'kind is leave: leaf or field' },
      { line: 3, why: 'ours and bank may not be empty' },
      { line: 4, why: '2 columns, not 3' },
      { line: 6, why: 'leaf 1 stands on line 5 already' },
    ],
  },
  { when: 'the head is missing', csv: 'leaf,1,2\n', rows: 0, problems: [{ line: 1, why: 'the first line must be kind,ours,bank' }] },
] as const;

test.each(cases)('$when', ({ csv, rows, problems }) => {
  const read = readCodes(csv);
  expect({ rows: read.rows.length, problems: read.problems }).toEqual({ rows, problems });
});
