import { expect, test } from 'vitest';
import type { ConversationId, Position } from '#domain/ids.ts';
import type { NeedRow, Tile } from '#protocol/supervisor.ts';
import { type Choice, chosenOf } from '#web/supervisor/chosen-call.ts';

const call = (id: string) => id as ConversationId;
const row = (agent: string, id: string): NeedRow => ({
  conversation: call(id),
  position: 1 as Position,
  agent,
  name: agent,
  unit: 'A',
  openedAt: 0,
  neededAt: 0,
  reach: 'own',
  claim: id,
  tags: [],
  chance: { kind: 'open' },
});
const tile = (staffNo: string, id?: string): Tile => ({
  staffNo,
  name: staffNo,
  unit: 'A',
  state: id ? 'talking' : 'ready',
  sinceAt: 0,
  calls: id ? 1 : 0,
  ...(id ? { conversation: call(id) } : {}),
});
const choice = (agent: string, id: string | null): Choice => ({ agent, conversation: id === null ? null : call(id) });

const two = [row('1027', 'first'), row('1027', 'second'), row('1028', 'other')];
const tiles = [tile('1027', 'first'), tile('1028', 'other'), tile('1029')];
const cases = [
  { when: 'nothing was picked: the row on top', choice: null, rows: two, is: ['1027', 'first', 'first'] },
  { when: 'nothing was picked and nobody needs anything', choice: null, rows: [], is: null },
  { when: 'the second call of one agent', choice: choice('1027', 'second'), rows: two, is: ['1027', 'second', 'second'] },
  { when: 'another call came to the top', choice: choice('1028', 'other'), rows: two, is: ['1028', 'other', 'other'] },
  {
    when: 'the second call needs nobody any more: it stays',
    choice: choice('1027', 'second'),
    rows: [row('1027', 'first')],
    is: ['1027', 'second', undefined],
  },
  {
    when: 'the call went to somebody else',
    choice: choice('1027', 'moved'),
    rows: [row('1028', 'moved')],
    is: ['1028', 'moved', 'moved'],
  },
  { when: 'an agent without a call', choice: choice('1029', null), rows: two, is: ['1029', null, undefined] },
  { when: 'an agent who had none has one now', choice: choice('1028', null), rows: [], is: ['1028', 'other', undefined] },
  {
    when: 'the call is over and its agent has another',
    choice: choice('1027', 'second'),
    rows: two,
    over: 'second',
    is: ['1027', 'first', 'first'],
  },
  {
    when: 'the call is over and its agent has none',
    choice: choice('1029', 'gone'),
    rows: two,
    over: 'gone',
    is: ['1029', 'gone', undefined],
  },
] as const;

test.each(cases)('$when', ({ choice, rows, is, ...more }) => {
  const over = 'over' in more ? more.over : null;
  const chosen = chosenOf(choice, rows, tiles, id => id === over);
  expect(chosen && [chosen.agent, chosen.conversation, chosen.row?.conversation]).toEqual(is);
});
