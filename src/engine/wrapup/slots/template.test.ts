import { expect, test } from 'vitest';
import type { Act } from '#domain/act.ts';
import type { Advice } from '#domain/advice.ts';
import type { LogEvent } from '#domain/event.ts';
import { boardOf } from '#engine/engine.ts';
import { engineOf } from '#test/kit/play-lines.ts';

const verify = {
  key: 'verify',
  title: '核实',
  required: true,
  script: '核实无误',
  establishes: 'verified',
  done: { by: 'agent', says: ['核实无误'] },
};
const engine = engineOf({
  processes: [
    { key: 'P1', title: '挂失', short: '挂失', identity: 'none', triggers: ['挂失'], slots: ['place', 'note'], nodes: [verify] },
    { key: 'P2', title: '年费', short: '年费', identity: 'none', triggers: ['年费'], slots: ['note'], nodes: [{ ...verify, key: 'done' }] },
  ],
  slots: [
    { key: 'place', label: '地点', type: 'place', required: true, says: ['丢在'] },
    { key: 'note', label: '备注', type: 'text' },
    { key: 'amount', label: '金额', type: 'amount', says: ['扣了'] },
    { key: 'tier', label: '等级', type: 'profile', field: '客户等级' },
  ],
  settings: {
    templates: [
      { queue: '基础', add: ['tier'], require: ['note'] },
      { queue: '贵宾', like: '基础', process: 'P1', add: ['amount'], optional: ['place'], hide: ['note'] },
    ],
  },
});

/** The fields on the board after these words in this queue, by key: `!` required, `?` unsure, with their values. */
function fields(queue: string | undefined, said: readonly (readonly ['a' | 'c', string])[], acts: readonly Act[] = []): readonly string[] {
  const meta = { channel: 'voice', direction: 'inbound', layout: 'dual', lang: 'zh', timeZone: 'Asia/Shanghai', arm: 'assisted' };
  const opened = { ...meta, openedAt: '2026-11-22T10:00:00+08:00', attached: { 客户等级: '金卡' }, ...(queue ? { queue } : {}) };
  let [mind, position] = [engine.open(), 0];
  const happen = (what: object) => {
    position++;
    mind = engine.attend(mind, { position, atMs: position * 2000, source: 'test', what } as unknown as LogEvent).mind;
  };
  happen({ kind: 'opened', meta: opened });
  for (const [who, text] of said) {
    const times = { startMs: position * 2000, endMs: position * 2000 + 1000 };
    happen({
      kind: 'heard',
      utterance: { position: position + 1, revision: 0, speaker: who === 'a' ? 'agent' : 'customer', text, ...times },
    });
  }
  for (const act of acts) happen({ kind: 'acted', act });
  return Object.values(boardOf(mind))
    .filter((one): one is Extract<Advice, { kind: 'slot' }> => one.kind === 'slot')
    .map(
      one =>
        `${one.slot}${one.required ? '!' : ''}${one.value ? `=${one.value}` : ''}${one.status === 'unsure' ? '?' : ''}${one.source ? ' from profile' : ''}`,
    )
    .sort();
}

const cases = [
  { when: 'a queue without a template', queue: undefined, said: [['c', '我要挂失']], shows: ['note', 'place!'] },
  { when: 'a template for every process', queue: '基础', said: [['c', '年费怎么扣']], shows: ['note!', 'tier=金卡? from profile'] },
  { when: 'one that builds on it', queue: '贵宾', said: [['c', '我要挂失']], shows: ['amount', 'place', 'tier=金卡? from profile'] },
  {
    when: 'the same, and the customer turns to another business',
    queue: '贵宾',
    said: [
      ['c', '我要挂失'],
      ['a', '好'],
      ['c', '还有年费怎么收'],
    ],
    shows: ['note!', 'tier=金卡? from profile'],
  },
  {
    when: 'a field it adds is heard',
    queue: '贵宾',
    said: [
      ['c', '我要挂失'],
      ['c', '昨天扣了二百块'],
    ],
    shows: ['amount=200', 'place', 'tier=金卡? from profile'],
  },
  {
    when: 'the customer is verified: the profile is theirs',
    queue: '贵宾',
    said: [
      ['c', '我要挂失'],
      ['a', '信息核实无误'],
    ],
    shows: ['amount', 'place', 'tier=金卡 from profile'],
  },
] as const;
test.each(cases)('$when', ({ queue, said, shows }) => expect(fields(queue, said)).toEqual(shows));

const tick = (as: 'done' | 'not-applicable'): Act => ({ kind: 'ticked', process: 'P1', node: 'verify', as });
const byHand: readonly { when: string; acts: readonly Act[]; tier: string }[] = [
  { when: 'the verification is ticked', acts: [tick('done')], tier: 'tier=金卡 from profile' },
  { when: 'the tick is taken back', acts: [tick('done'), tick('not-applicable')], tier: 'tier=金卡? from profile' },
  { when: 'it is to be verified again', acts: [tick('done'), { kind: 'reverify' }], tier: 'tier=金卡? from profile' },
  { when: 'it is ticked anew', acts: [tick('done'), { kind: 'reverify' }, tick('done')], tier: 'tier=金卡 from profile' },
  { when: 'another step is ticked', acts: [{ ...tick('done'), node: 'card' } as Act], tier: 'tier=金卡? from profile' },
];
test.each(byHand)('the profile of a customer at the act itself: $when', ({ acts, tier }) =>
  expect(fields('基础', [['c', '我要挂失']], acts)).toContain(tier),
);

test('no word fills a profile field, and the agent’s edit stands', () => {
  const said = [
    ['c', '我要挂失'],
    ['c', '我客户等级是钻石'],
  ] as const;
  expect(fields('基础', said)).toContain('tier=金卡? from profile');
  const edited = [{ kind: 'edited', slot: 'tier', value: '白金' }] as const;
  expect(fields('基础', [...said, ['a', '信息核实无误']], edited)).toContain('tier=白金');
});
