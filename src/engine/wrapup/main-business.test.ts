import { expect, test } from 'vitest';
import type { Content } from '#engine/content.ts';
import { settle } from '#engine/wrapup/main-business.ts';

const content = {
  processes: new Map([
    ['limit', {}],
    ['cash', {}],
    ['fraud', { urgent: true }],
    ['complaint', { sensitive: true }],
  ]),
} as unknown as Content;

const cases = [
  { when: 'nothing is known yet', main: null, process: null, seen: [], turn: 3, settled: null },
  { when: 'a first business begins', main: null, process: 'limit', seen: ['limit'], turn: 3, settled: { process: 'limit', turn: 3 } },
  {
    when: 'an everyday business comes up beside it',
    main: { process: 'limit', turn: 3 },
    process: 'cash',
    seen: ['limit', 'cash'],
    turn: 5,
    settled: { process: 'limit', turn: 3 },
  },
  {
    when: 'a grave one comes up at once',
    main: { process: 'limit', turn: 3 },
    process: 'fraud',
    seen: ['limit', 'fraud'],
    turn: 6,
    settled: { process: 'fraud', turn: 3 },
  },
  {
    when: 'a grave one comes up when the first is well under way',
    main: { process: 'limit', turn: 3 },
    process: 'fraud',
    seen: ['limit', 'fraud'],
    turn: 14,
    settled: { process: 'limit', turn: 3 },
  },
  {
    when: 'the first was a wrong guess',
    main: { process: 'limit', turn: 3 },
    process: 'complaint',
    seen: ['complaint'],
    turn: 14,
    settled: { process: 'complaint', turn: 14 },
  },
] as const;
test.each(cases)('$when → $settled.process', ({ main, process, seen, turn, settled }) =>
  expect(settle(main, process, seen, { turn, content })).toEqual(settled),
);
