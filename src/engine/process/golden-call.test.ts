import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { Advice } from '#domain/advice.ts';
import { demoEngine } from '#test/kit/demo-engine.ts';
import { type Line, playLines } from '#test/kit/play-lines.ts';

const call: { turns: { role: string; text: string }[] } = JSON.parse(
  await readFile(new URL('../../../content/jianghai/calls/D01.json', import.meta.url), 'utf8'),
);
const engine = await demoEngine();
const after = (turn: number) =>
  playLines(
    engine,
    call.turns.slice(0, turn + 1).map(({ role, text }): Line => [role === 'agent' ? 'a' : 'c', text]),
  );

const cases: { when: string; turn: number; top: string; line: string | null; verified: boolean; consented: boolean }[] = [
  { when: 'the loss is told', turn: 1, top: '安抚 + 身份核实', line: '5天- 自动失效- 解挂方式-', verified: false, consented: false },
  { when: '核实无误', turn: 4, top: '确认挂失卡片', line: '5天- 自动失效- 解挂方式-', verified: true, consented: false },
  { when: 'the validity is told', turn: 10, top: '告知解挂方式', line: '5天+ 自动失效+ 解挂方式-', verified: true, consented: false },
  {
    when: 'found again, asks the customer',
    turn: 11,
    top: '告知解挂方式 ← 那我要是明天又找着了呢?',
    line: '5天+ 自动失效+ 解挂方式-',
    verified: true,
    consented: false,
  },
  { when: 'all is told', turn: 12, top: '告知挂失影响', line: '5天+ 自动失效+ 解挂方式+', verified: true, consented: false },
  { when: '嗯嗯 is no consent', turn: 15, top: '客户确认并执行挂失', line: null, verified: true, consented: false },
  { when: '办吧', turn: 17, top: '告知办理结果', line: null, verified: true, consented: true },
];
test.each(cases)('after turn $turn: $when', ({ turn, top, line, verified, consented }) => {
  const { board, facts } = after(turn);
  const cards = Object.values(board).filter(
    (advice): advice is Extract<Advice, { kind: 'card' }> => advice.kind === 'card' && advice.card === 'script',
  );
  const first = cards.sort((a, b) => b.rank - a.rank)[0];
  const prompt = board['line:P01/confirmDo'];
  expect({
    top: first?.question ? `${first.title} ← ${first.question}` : first?.title,
    line: prompt?.kind === 'prompt' ? prompt.chips.map(({ label, said }) => label + (said ? '+' : '-')).join(' ') : null,
    verified: facts.process.verified,
    consented: facts.process.consented,
  }).toEqual({ top, line, verified, consented });
});

test('at first there is one script card, what comes after it as a look-ahead, and one line', () => {
  const { board } = after(1);
  const scripts = Object.values(board).flatMap(advice =>
    advice.kind === 'card' && advice.card === 'script' ? [[advice.key, advice.into]] : [],
  );
  expect(scripts).toEqual([
    ['card:script:P01/verify', undefined],
    ['card:script:P01/locateCard', 'card:script:P01/verify'],
  ]);
  expect(board['line:P01/confirmDo']).toMatchObject({ sentence: '确认前必说:5天·自动失效·解挂方式', from: { kind: 'rule', key: 'Q67' } });
});
