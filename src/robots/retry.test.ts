import { expect, test } from 'vitest';
import type { RobotTrouble } from '#domain/robot-run.ts';
import { afterTrouble } from '#robots/retry.ts';

const retry = { times: 2, firstMs: 5000, factor: 3 };
const system = (code: Extract<RobotTrouble, { kind: 'system' }>['code']): RobotTrouble => ({ kind: 'system', code, message: '' });

const cases: readonly { when: string; trouble: RobotTrouble; failures: number; spread?: number; becomes: unknown }[] = [
  { when: 'the bank said no', trouble: { kind: 'business', code: 'NO_CARD', message: '' }, failures: 0, becomes: { kind: 'failed' } },
  { when: 'it may have taken effect', trouble: { kind: 'in-doubt', message: '' }, failures: 0, becomes: { kind: 'in-doubt' } },
  { when: 'the page was slow once', trouble: system('TIME_OUT'), failures: 0, becomes: { kind: 'again', afterMs: 5000, failures: 1 } },
  { when: 'the page was slow twice', trouble: system('TIME_OUT'), failures: 1, becomes: { kind: 'again', afterMs: 15_000, failures: 2 } },
  {
    when: 'runs failed together',
    trouble: system('NAVIGATION'),
    failures: 1,
    spread: 0.5,
    becomes: { kind: 'again', afterMs: 13_500, failures: 2 },
  },
  { when: 'no attempt is left', trouble: system('TIME_OUT'), failures: 2, becomes: { kind: 'failed' } },
  { when: 'the selector is ambiguous', trouble: system('AMBIGUOUS'), failures: 0, becomes: { kind: 'failed' } },
  { when: 'the password is wrong', trouble: system('LOGIN_FAILED'), failures: 0, becomes: { kind: 'failed' } },
  { when: 'it wanted to leave its hosts', trouble: system('FENCE'), failures: 0, becomes: { kind: 'failed' } },
  {
    when: 'the target is busy, however often',
    trouble: { kind: 'busy', target: 'core', retryAfterMs: 700 },
    failures: 2,
    becomes: { kind: 'again', afterMs: 700, failures: 2 },
  },
];
test.each(cases)('$when', ({ trouble, failures, spread = 0, becomes }) => {
  expect(afterTrouble(trouble, failures, retry, spread)).toEqual(becomes);
});

test('pauses never grow beyond an hour', () => {
  expect(afterTrouble(system('FAILED'), 9, { times: 10, firstMs: 60_000, factor: 10 }, 0)).toEqual({
    kind: 'again',
    afterMs: 3_600_000,
    failures: 10,
  });
});
