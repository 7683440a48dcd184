import { beforeAll, expect, test } from 'vitest';
import type { Board } from '#engine/board.ts';
import type { Engine } from '#engine/engine.ts';
import { admitFurther } from '#server/live/admit-further.ts';
import { demoEngine } from '#test/kit/demo-engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await demoEngine();
});

const filed = (most: number | undefined, ...further: string[]): Board => ({
  category: {
    key: 'category',
    kind: 'category',
    ranking: [],
    chosen: '020204',
    by: 'agent',
    evidence: [],
    loudness: 'quiet',
    ...(most === undefined ? {} : { most, further: further.map(code => ({ code, path: [code] })) }),
  },
});

const cases = [
  { when: 'there is room', board: filed(3), category: '050601', on: true, why: null },
  {
    when: 'the bank allows one',
    board: filed(undefined),
    category: '050601',
    on: true,
    why: 'this call may be filed under one category only',
  },
  { when: 'nothing is filed yet', board: {}, category: '050601', on: true, why: 'this call may be filed under one category only' },
  {
    when: 'there is no room',
    board: filed(2, '010103'),
    category: '050601',
    on: true,
    why: 'this call may be filed under 2 categories only',
  },
  { when: 'it is the main one', board: filed(3), category: '020204', on: true, why: 'the call is filed under it already' },
  { when: 'it stands there', board: filed(3, '050601'), category: '050601', on: true, why: 'the call is filed under it already' },
  { when: 'the release has it not', board: filed(3), category: '99', on: true, why: 'is no category of this call’s release' },
  { when: 'it is taken out', board: filed(3, '050601'), category: '050601', on: false, why: null },
  { when: 'it was not there', board: filed(3), category: '050601', on: false, why: 'is no further category of this call' },
] as const;
test.each(cases)('$when', ({ board, category, on, why }) => {
  const act = { kind: 'also', category, on } as const;
  expect(admitFurther(act, { engine, board }, 'zh')).toEqual(why === null ? { act } : { kind: 'invalid', field: 'category', why });
});
