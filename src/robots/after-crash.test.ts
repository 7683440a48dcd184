import { expect, test } from 'vitest';
import { afterCrash, afterVerifying, verified } from '#robots/after-crash.ts';

const effects = ['read', 'write', 'commit'] as const;

const states = [
  { state: 'pending', becomes: ['run', 'run', 'run'] },
  { state: 'started', becomes: ['redo', 'verify', 'verify'] },
  { state: 'done', becomes: ['keep', 'keep', 'keep'] },
  { state: 'skipped', becomes: ['keep', 'keep', 'keep'] },
  { state: 'failed', becomes: ['keep', 'keep', 'keep'] },
  { state: 'unknown', becomes: ['unknown', 'unknown', 'unknown'] },
  { state: 'by-hand', becomes: ['keep', 'keep', 'keep'] },
] as const;
test.each(states)('a step found $state: read, write, commit → $becomes', ({ state, becomes }) => {
  expect(effects.map(effect => afterCrash(state, effect, true))).toEqual(becomes);
});

test('a mail or a ticket has nothing to read: found started, a person looks', () => {
  expect(effects.map(effect => afterCrash('started', effect, false))).toEqual(['redo', 'unknown', 'unknown']);
});

const readings = [
  { took: true, not: false, found: 'took', write: 'done', commit: 'done' },
  { took: true, not: undefined, found: 'took', write: 'done', commit: 'done' },
  { took: false, not: true, found: 'did-not', write: 'redo', commit: 'redo' },
  { took: false, not: false, found: 'cannot-tell', write: 'redo', commit: 'unknown' },
  { took: false, not: undefined, found: 'cannot-tell', write: 'redo', commit: 'unknown' },
  { took: true, not: true, found: 'cannot-tell', write: 'redo', commit: 'unknown' },
] as const;
test.each(readings)('took $took, surely not $not → $found: a write $write, a commit $commit', ({ took, not, found, write, commit }) => {
  expect([verified(took, not), afterVerifying('write', found), afterVerifying('commit', found)]).toEqual([found, write, commit]);
});
