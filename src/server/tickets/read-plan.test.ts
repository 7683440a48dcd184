import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { writeProblem } from '#server/content/content-problem.ts';
import { readPlan } from '#server/tickets/read-plan.ts';

const source = fileURLToPath(new URL('../../../content/jianghai', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'deskside-plan-'));
cpSync(join(source, 'taxonomy.yaml'), join(folder, 'taxonomy.yaml'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const units = { known: new Set(['complaints', 'operations', 'team-loans-a']), handling: new Set(['complaints', 'operations']) };

test('the demo bank’s plan has nothing wrong with it', async () => {
  expect((await readPlan(source, units)).problems).toEqual([]);
});

const cases = [
  {
    when: 'a unit there is not',
    file: 'tickets.yaml',
    from: '{ to: complaints }',
    to: '{ to: nowhere }',
    says: /^tickets.yaml:\d+:11 error routes\.5\.to: no unit nowhere$/,
  },
  {
    when: 'a unit where nobody handles tickets',
    file: 'tickets.yaml',
    from: '{ to: complaints }',
    to: '{ to: team-loans-a }',
    says: /^tickets.yaml:\d+:11 error routes\.5\.to: nobody of team-loans-a may handle tickets$/,
  },
  {
    when: 'a code there is not',
    file: 'tickets.yaml',
    from: 'categories: ["1201"]',
    to: 'categories: ["9901"]',
    says: /^tickets.yaml:\d+:\d+ error routes\.0\.categories\.0: no category begins with 9901$/,
  },
  {
    when: 'a result that needs a field there is not',
    file: 'tickets.yaml',
    from: 'needs: [rectification] }',
    to: 'needs: [mood] }',
    says: /^tickets.yaml:\d+:\d+ error kinds\.complaint\.results\.upheld\.needs: complaint has no field mood$/,
  },
  {
    when: 'a word the plan does not know',
    file: 'tickets.yaml',
    from: 'prefix: GD',
    to: 'prefix: GD\ncolour: red',
    says: /^tickets.yaml:\d+:1 error: Unrecognized key: "colour"$/,
  },
  {
    when: 'a make-up day that is no weekend day',
    file: 'calendar.yaml',
    from: '2026-01-04, ',
    to: '2026-01-05, ',
    says: /^calendar.yaml:\d+:\d+ error years\.0\.makeUpDays\.0: 2026-01-05 is worked anyway$/,
  },
  { when: 'broken YAML', file: 'calendar.yaml', from: 'weekdays: [1', to: 'weekdays: [[1', says: /^calendar.yaml:\d+:\d+ error/ },
] as const;
test.each(cases)('$when is named by file, line and column', async ({ file, from, to, says }) => {
  for (const name of ['tickets.yaml', 'calendar.yaml']) {
    const text = readFileSync(join(source, name), 'utf8');
    writeFileSync(join(folder, name), name === file ? text.replace(from, () => to) : text);
  }
  const found = (await readPlan(folder, units)).problems.map(writeProblem);
  expect(found.length).toBeGreaterThan(0);
  expect(found[0]).toMatch(says);
});

test('a folder without the files says so', async () => {
  const empty = mkdtempSync(join(folder, 'empty-'));
  expect((await readPlan(empty)).problems.map(writeProblem)).toEqual([
    'tickets.yaml:1:1 error: is not there',
    'calendar.yaml:1:1 error: is not there',
  ]);
});
