import { expect, test } from 'vitest';
import { evalRetrieval } from '#eval/retrieval.ts';
import { Passage } from '#eval/retrieval-data.ts';

const passages = [
  { passage_id: 'fee', title: '信用卡年费能免吗', text: '每年刷卡满5次可以免次年年费', similar: ['年费怎么退'] },
  { passage_id: 'proof', title: '存款证明怎么开', text: '手机银行可以开立', similar: [] },
  { passage_id: 'limit', title: '转账限额怎么提高', text: '在限额管理里调整', similar: null },
].map(passage => Passage.parse(passage));

const cases = [
  {
    when: 'each finds its own',
    queries: [
      { query: '年费免不免', wanted: ['fee'] },
      { query: '我要开个存款的证明', wanted: ['proof'] },
    ],
    engine: { hitAt1: 1, hitAt3: 1, hitAt10: 1, recallAt10: 1 },
  },
  {
    when: 'one of two wanted is there',
    queries: [{ query: '年费免不免', wanted: ['fee', 'gone'] }],
    engine: { hitAt1: 1, hitAt3: 1, hitAt10: 1, recallAt10: 0.5 },
  },
  { when: 'nothing shared', queries: [{ query: 'xyz', wanted: ['fee'] }], engine: { hitAt1: 0, hitAt3: 0, hitAt10: 0, recallAt10: 0 } },
  { when: 'no questions', queries: [], engine: { hitAt1: null, hitAt3: null, hitAt10: null, recallAt10: null } },
] as const;
test.each(cases)('$when', ({ queries, engine }) => {
  const report = evalRetrieval({ name: 'made up', passages, queries }, () => 0);
  expect({ n: report.n, passages: report.passages, engine: report.engine }).toEqual({
    n: queries.length,
    passages: 3,
    engine: { ...engine, msPerQuery: queries.length === 0 ? null : 0 },
  });
});
