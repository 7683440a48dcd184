import { expect, test } from 'vitest';
import { problemInWords } from '#commands/problem-in-words.ts';
import type { Problem } from '#domain/problem.ts';

const cases: readonly { readonly problem: Problem; readonly says: string }[] = [
  {
    problem: { kind: 'not-found', what: 'person', id: '9999' },
    says: 'nobody with 工号 9999 works here, or they have left: deskside user list names everybody',
  },
  { problem: { kind: 'not-found', what: 'draft', id: '7' }, says: 'there is no draft 7' },
  { problem: { kind: 'not-allowed', action: 'robot.approve' }, says: 'they may not do this: it needs robot.approve' },
  {
    problem: { kind: 'four-eyes', action: 'approve ticket plan 2' },
    says: 'somebody else has to do this, not who began it: approve ticket plan 2',
  },
  { problem: { kind: 'invalid', field: 'reason', why: 'is empty' }, says: 'reason: is empty' },
  { problem: { kind: 'conflict', why: 'it is published' }, says: 'it is published' },
  {
    problem: { kind: 'unavailable', what: 'database stopped', retryAfterMs: 1500 },
    says: 'database stopped is out of reach: try again in 2 s',
  },
  { problem: { kind: 'busy', retryAfterMs: 1000 }, says: 'too much at once: try again in 1 s' },
];

test.each(cases)('$problem → $says', ({ problem, says }) => expect(problemInWords(problem)).toBe(says));
