import { expect, test } from 'vitest';
import type { Advice } from '#domain/advice.ts';
import { BotTrigger } from '#domain/bot.ts';
import type { LogEvent } from '#domain/event.ts';
import { type EventTrigger, meets, occasionsIn, occasionsOn } from '#domain/robot-occasion.ts';

const common = { evidence: [], loudness: 'quiet' } as const;
const topic = (process: string, state: string) => ({
  ...common,
  kind: 'topic',
  key: process,
  process,
  title: process,
  state,
  by: 'heard',
  confidence: 1,
});
const step = (state: string, current: boolean) => ({
  ...common,
  kind: 'step',
  key: 's',
  process: 'P01',
  node: 'tell',
  seq: 1,
  title: 's',
  required: true,
  state,
  current,
});
const slot = (status: string, value?: string) => ({
  ...common,
  kind: 'slot',
  key: 'x',
  slot: 'phone',
  label: 'x',
  required: false,
  confidence: 1,
  status,
  ...(value ? { value } : {}),
});
const event = (what: object) => ({ position: 1, atMs: 0, source: 'desk', what }) as LogEvent;
const passed = event({ kind: 'passed' });
const raised = (advice: object) => [{ op: 'raised' as const, advice: advice as Advice }];

const cases: readonly { when: string; event?: LogEvent; advice: object; comes: readonly string[] }[] = [
  { when: 'a process starts', advice: topic('P01', 'active'), comes: ['process-started P01'] },
  { when: 'one that was left aside does not', advice: topic('P01', 'suspended'), comes: [] },
  { when: 'a node is the one to do now', advice: step('pending', true), comes: ['node-reached P01/tell'] },
  { when: 'a node is done', advice: step('done', false), comes: ['node-reached P01/tell'] },
  { when: 'a node is ahead', advice: step('pending', false), comes: [] },
  { when: 'a slot is filled', advice: slot('filled', '⟦phone:1 …0016 ✓⟧'), comes: ['slot-filled phone'] },
  { when: 'a slot is unsure', advice: slot('unsure', '1'), comes: [] },
  { when: 'what only counts', advice: { ...topic('P01', 'active'), shadow: true }, comes: [] },
  {
    when: 'the wrap-up is confirmed',
    event: event({ kind: 'acted', act: { kind: 'wrapped' } }),
    advice: slot('empty'),
    comes: ['wrap-up-confirmed '],
  },
];
test.each(cases)('$when', ({ event: what = passed, advice, comes }) => {
  expect(occasionsIn(what, raised(advice)).map(one => `${one.on} ${one.about}`)).toEqual(comes);
  if (what === passed) expect(occasionsOn({ it: advice as Advice }).map(one => `${one.on} ${one.about}`)).toEqual(comes);
});

const trigger = (given: object) => BotTrigger.parse(given) as EventTrigger;
const met: readonly {
  when: string;
  trigger: object;
  on: string;
  about: string;
  process?: string;
  slot?: string;
  in?: readonly string[];
  yes: boolean;
}[] = [
  {
    when: 'the process it names',
    trigger: { on: 'process-started', process: 'P01' },
    on: 'process-started',
    about: 'P01',
    process: 'P01',
    yes: true,
  },
  {
    when: 'another process',
    trigger: { on: 'process-started', process: 'P02' },
    on: 'process-started',
    about: 'P01',
    process: 'P01',
    yes: false,
  },
  {
    when: 'a node by its whole name',
    trigger: { on: 'node-reached', node: 'P01/tell' },
    on: 'node-reached',
    about: 'P01/tell',
    process: 'P01',
    yes: true,
  },
  {
    when: 'a node beside its process',
    trigger: { on: 'node-reached', node: 'tell', process: 'P01' },
    on: 'node-reached',
    about: 'P01/tell',
    process: 'P01',
    yes: true,
  },
  { when: 'another slot', trigger: { on: 'slot-filled', slot: 'phone' }, on: 'slot-filled', about: 'name', slot: 'name', yes: false },
  {
    when: 'a wrap-up of the process',
    trigger: { on: 'wrap-up-confirmed', process: 'P13' },
    on: 'wrap-up-confirmed',
    about: '',
    in: ['P13'],
    yes: true,
  },
  {
    when: 'a wrap-up of another',
    trigger: { on: 'wrap-up-confirmed', process: 'P13' },
    on: 'wrap-up-confirmed',
    about: '',
    in: ['P01'],
    yes: false,
  },
];
test.each(met)('meets $when: $yes', ({ trigger: given, yes, in: processes = [], when: _when, ...occasion }) =>
  expect(meets(trigger(given), occasion as never, () => processes)).toBe(yes),
);
