import { expect, test } from 'vitest';
import type { Advice } from '#domain/advice.ts';
import type { LogEvent } from '#domain/event.ts';
import { boardOf } from '#engine/engine.ts';
import { demoEngine } from '#test/kit/demo-engine.ts';

const meta = {
  channel: 'voice',
  direction: 'inbound',
  layout: 'dual',
  lang: 'zh',
  timeZone: 'Asia/Shanghai',
  openedAt: '2026-01-05T09:00:00+08:00',
  arm: 'assisted',
};
const said = (speaker: string, text: string, startMs: number) => ({
  kind: 'heard',
  utterance: { speaker, text, startMs, endMs: startMs + 2000, revision: 0 },
});

test('a rewording stands for the clause it was made of, says who wrote it, and falls when the clause changes', async () => {
  const engine = await demoEngine();
  let mind = engine.open();
  let position = 0;
  const add = (what: object, atMs: number): void => {
    position += 1;
    const event = 'utterance' in what ? { ...what, utterance: { ...(what.utterance as object), position } } : what;
    mind = engine.attend(mind, { position, atMs, source: 'test', what: event } as unknown as LogEvent).mind;
  };
  const summary = () => Object.values(boardOf(mind)).find(advice => advice.kind === 'summary') as Extract<Advice, { kind: 'summary' }>;
  add({ kind: 'opened', meta }, 0);
  add(said('customer', '我银行卡丢了,帮我挂失一下', 1000), 3000);
  add(said('customer', '尾号好像是四四一七吧', 3200), 3900);
  add({ kind: 'closed', by: 'customer' }, 4000);
  const before = summary();
  const [reason] = before.clauses;
  expect(reason?.part).toBe('reason');

  add(
    {
      kind: 'refined',
      model: 'm',
      clauses: [
        { part: 'reason', was: reason?.text, text: '客户丢卡,来电挂失。' },
        { part: 'result', was: '别的话', text: '另外的话' },
      ],
    },
    4500,
  );
  expect(summary()).toEqual({
    ...before,
    generated: 'm',
    clauses: before.clauses.map(clause =>
      clause === reason || clause.part === 'reason' ? { ...clause, text: '客户丢卡,来电挂失。' } : clause,
    ),
  });

  add({ kind: 'acted', act: { kind: 'edited', slot: 'cardTail', value: '4417' } }, 5500);
  const after = summary();
  expect({ generated: after.generated, reason: after.clauses[0]?.text.includes('4417') }).toEqual({ generated: undefined, reason: true });
});
