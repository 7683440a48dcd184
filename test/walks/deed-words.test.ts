import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { TaskKind } from '#domain/robot-run.ts';
import { TicketDeed } from '#domain/ticket.ts';
import { deedWordsZh } from '#web/admin/deed-words-zh.ts';

test('the audit page has words for every deed the server writes down', () => {
  const deeds = globSync('src/server/**/*.ts')
    .filter(file => !file.includes('.test.'))
    .flatMap(file => deedsIn(readFileSync(file, 'utf8')));
  expect(deeds.length).toBeGreaterThan(80);
  const known = new Set(Object.keys(deedWordsZh));
  expect([...new Set(deeds)].filter(deed => !known.has(`deed-${deed.replaceAll('.', '-')}`))).toEqual([]);
});

/** What a name put together in code comes to. */
const madeUp: Readonly<Record<string, readonly string[]>> = {
  'ticket-${deed.kind}': TicketDeed.options.map(({ shape }) => `ticket-${shape.kind.value}`),
  'robot-${row.kind}-settled': TaskKind.options.map(kind => `robot-${kind}-settled`),
  'robot-run-${how.kind}': ['done', 'rehearsed', 'failed', 'cancelled'].map(kind => `robot-run-${kind}`),
  'robots-switched-${turn.kind}': ['robots-switched-off', 'robots-switched-on'],
  '${asked.action}.proposed': ['announcement.send.proposed', 'robot.release.proposed'],
  '${row.action}.${given.decision}': ['announcement.send', 'robot.release'].flatMap(action =>
    ['approved', 'refused', 'withdrawn'].map(decision => `${action}.${decision}`),
  ),
};

/** The deeds one file of the server writes down; an unknown way of putting a name together is one without words. */
function deedsIn(source: string): readonly string[] {
  const named = [...source.matchAll(/\baudit\(\s*[\w.]+,\s*\{[^}]*?\baction: ([^,]+),/gs)].map(found => found[1] ?? '');
  const chosen = /\baudit\([\w.]+, \{[^}]*\baction, /.test(source)
    ? [...source.matchAll(/const action = [^;]+/g)].map(found => found[0])
    : [];
  const done = [...source.matchAll(/doing(?:<[^(]*>)?\(([^)]*)=>/gs)].map(found => found[1] ?? '');
  return [...named, ...chosen, ...done].flatMap(code =>
    [...code.replace(/=== '[^']*'/g, '').matchAll(/'([^']+)'|`([^`]+)`/g)].flatMap(
      ([, plain, template]) => plain ?? madeUp[template ?? ''] ?? [template ?? ''],
    ),
  );
}
