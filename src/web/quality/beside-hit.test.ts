import { expect, test } from 'vitest';
import type { Evidence } from '#domain/evidence.ts';
import type { Turn } from '#web/desk/fold.ts';
import { besideHit } from '#web/quality/beside-hit.ts';

const cases = [
  { when: 'words before it in its clause', says: '好的，比如您卡里有三万，', hit: '卡里有三万', is: '比如您' },
  { when: 'the clause before it', says: '我打个比方，卡里有三万', hit: '卡里有三万', is: '我打个比方' },
  { when: 'words after it, where none are before', says: '卡里有三万是别人说的。', hit: '卡里有三万', is: '是别人说的' },
  { when: 'nothing, where it rests on the whole turn', says: '卡里有三万。', hit: '卡里有三万。', is: '' },
] as const;

test.each(cases)('$when', ({ says, hit, is }) => {
  const turn = { position: 3, revision: 0, speaker: 'agent', text: says, startMs: 0, endMs: 1 } as unknown as Turn;
  const from = says.indexOf(hit);
  const evidence = { position: 3, revision: 0, span: [from, from + hit.length] } as unknown as Evidence;
  expect([besideHit([evidence], [turn]), besideHit([{ ...evidence, revision: 1 }], [turn])]).toEqual([is, '']);
});
