import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { scoreKnowledge } from '#eval/knowledge.ts';
import { readKnowledgeCalls } from '#eval/knowledge-calls.ts';
import { play } from '#eval/play.ts';
import { demoEngine } from '#test/kit/demo-engine.ts';

test('a call is its lines, and after a bar the articles wanted', () =>
  expect(readKnowledgeCalls('# how to read\ncall P10\na 您好\nc 年费能免吗?| K20 K35\n')).toEqual([
    {
      id: '1-P10',
      channel: 'voice',
      lang: 'zh',
      turns: [
        { role: 'agent', text: '您好' },
        { role: 'customer', text: '年费能免吗?' },
      ],
      truth: {
        knowledge: [
          { article: 'K20', turn: 1 },
          { article: 'K35', turn: 1 },
        ],
      },
    },
  ]));

const cases = [
  { calls: 'knowledge-unseen', n: 60 },
  { calls: 'knowledge-unseen-2', n: 47 },
];
test.each(cases)(
  'what was once reached on $calls is not lost',
  async ({ calls, n }) => {
    const engine = await demoEngine();
    const written = readKnowledgeCalls(await readFile(new URL(`./calls/${calls}.txt`, import.meta.url), 'utf8'));
    const figures = scoreKnowledge(written.map(call => ({ boards: play(engine, call).boards, truth: call.truth.knowledge })));
    const kept = { hits: (figures.hitAt1 ?? 0) >= 0.75, wrong: (figures.wrongTopPerCall ?? 1) <= 0.5, n: figures.n };
    expect(kept, JSON.stringify(figures)).toEqual({ hits: true, wrong: true, n });
  },
  60_000,
);
