import { expect, test } from 'vitest';
import type { AdviceByKey } from '#domain/board-fold.ts';
import type { Utterance } from '#domain/utterance.ts';
import { DeskBot, type DeskRun } from '#protocol/robot-desk.ts';
import { robotCards } from '#web/desk/robots/robot-cards.ts';

const bot = (name: string, gate: object = {}) =>
  DeskBot.parse({
    ...{ bot: name, version: 'v1', title: name, gate, inputs: {}, system: '核心', checklist: [], commits: true },
    triggers: [{ on: 'process-started', process: 'P01', mode: 'offer' }],
  });
const run = (of: string, state: DeskRun['state'], task?: string) =>
  ({
    id: `${of}-${state}`,
    bot: of,
    title: of,
    state,
    steps: [],
    outputs: {},
    ...(task ? { task: { kind: task } } : {}),
  }) as unknown as DeskRun;
const over = (of: string) => ({ ...run(of, 'done'), endedAt: '2026-11-22T02:42:11Z' });
const common = { evidence: [], loudness: 'quiet' };
const topic = { ...common, key: 't', kind: 'topic', process: 'P01', title: '', state: 'active', by: 'heard', confidence: 1 };
const consent = {
  ...common,
  key: 'c',
  kind: 'step',
  process: 'P01',
  node: 'confirm',
  establishes: 'consented',
  state: 'done',
  evidence: [{ position: 2, revision: 0, span: [0, 1] }],
};
const board = (...advice: readonly { readonly key: string }[]) =>
  Object.fromEntries(advice.map(one => [one.key, one])) as unknown as AdviceByKey;
const turns = (speaker: string) => [{ position: 2, speaker }] as unknown as readonly Utterance[];
const asks = { consented: true };

const cases: readonly {
  when: string;
  bots: readonly DeskBot[];
  runs?: readonly DeskRun[];
  board: AdviceByKey;
  said?: string;
  after?: string;
  cards: readonly string[];
}[] = [
  { when: 'its process has not begun', bots: [bot('loss')], board: {}, cards: [] },
  { when: 'nothing is asked for', bots: [bot('loss')], board: board(topic), cards: ['loss ready'] },
  { when: 'consent is missing', bots: [bot('loss', asks)], board: board(topic), cards: ['loss locked'] },
  { when: 'the customer agreed', bots: [bot('loss', asks)], board: board(topic, consent), cards: ['loss ready'] },
  { when: 'only the agent said so', bots: [bot('loss', asks)], board: board(topic, consent), said: 'agent', cards: ['loss locked'] },
  { when: 'it runs, and its process was left', bots: [bot('loss')], runs: [run('loss', 'running')], board: {}, cards: ['loss running'] },
  {
    when: 'it ran, and the agent wants it once more',
    bots: [bot('loss')],
    runs: [over('loss')],
    board: board(topic),
    after: 'loss-done',
    cards: ['loss ready'],
  },
  { when: 'it is not live any more', bots: [], runs: [run('loss', 'failed'), run('loss', 'done')], board: {}, cards: ['loss done'] },
  {
    when: 'one waits for the agent, one for somebody else',
    bots: [bot('a'), bot('b'), bot('c')],
    runs: [run('b', 'waiting', 'approval'), run('c', 'waiting', 'hand-over')],
    board: board(topic),
    cards: ['c asks', 'b running', 'a ready'],
  },
];
test.each(cases)('$when: $cards', ({ bots, runs = [], board: stands, said = 'customer', after, cards }) => {
  expect(robotCards(bots, runs, stands, turns(said), after).map(({ name, state }) => `${name} ${state}`)).toEqual(cards);
});
