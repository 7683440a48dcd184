import { expect, test } from 'vitest';
import { type FileStanding, type ModeAsked, type RunMode, runMode } from '#commands/robot-run-mode.ts';

const fresh = { isLive: false, author: '5003', isProduction: false };
const live = { ...fresh, isLive: true };
const cases: readonly { when: string; told: ModeAsked['told']; as?: string; standing: FileStanding; mode: RunMode }[] = [
  { when: 'a rehearsal is free', told: 'dry', standing: { ...live, isProduction: true }, mode: { kind: 'dry' } },
  {
    when: 'an unpublished file is rehearsed',
    told: 'as-it-stands',
    standing: fresh,
    mode: { kind: 'dry', note: 'not the live version: rehearsed, nothing is committed; --real does what it says' },
  },
  { when: 'unless somebody says so', told: 'real', standing: fresh, mode: { kind: 'real', needs: 'nobody' } },
  {
    when: 'which production does not take',
    told: 'real',
    as: '5001',
    standing: { ...fresh, isProduction: true },
    mode: { kind: 'refused', why: 'not the live version: a production installation only rehearses it; submit it, and have it approved' },
  },
  { when: 'the live version by an operator', told: 'as-it-stands', as: '5001', standing: live, mode: { kind: 'real', needs: 'operator' } },
  {
    when: 'the live version by whoever wrote it',
    told: 'real',
    as: '5003',
    standing: live,
    mode: { kind: 'refused', why: '5003 wrote it: somebody else has it run, or rehearse it, --dry' },
  },
  {
    when: 'the live version by nobody',
    told: 'real',
    standing: live,
    mode: { kind: 'refused', why: 'this is the live version: say who has it run, --as 工号, or rehearse it, --dry' },
  },
];
test.each(cases)('$when', ({ told, as, standing, mode }) => expect(runMode({ told, as }, standing)).toEqual(mode));
