import { expect, test } from 'vitest';
import type { Advice, AdviceChange } from '#domain/advice.ts';
import type { WhisperOrigin } from '#domain/whisper.ts';
import { listen, unlistened } from '#engine/screen/said.ts';

const sentence = '非常抱歉给您带来不便,我现在就为您登记投诉工单。';
const rule: WhisperOrigin = { kind: 'rule', advice: 'prompt:Q54', turnsLeft: 3 };
const mends: WhisperOrigin = { kind: 'rule', advice: 'violation:Q24#28' };
const step: WhisperOrigin = { kind: 'node', process: 'P14', node: 'register' };
const own: WhisperOrigin = { kind: 'own' };
const common = { evidence: [], loudness: 'line' } as const;
const gone: AdviceChange = { op: 'withdrawn', key: 'prompt:Q54', kind: 'prompt' };
const recovered = {
  op: 'updated',
  advice: { ...common, key: 'violation:Q24#28', kind: 'violation', recovered: true } as unknown as Advice,
} satisfies AdviceChange;
const done = {
  op: 'updated',
  advice: { ...common, key: 'step:P14/register', kind: 'step', process: 'P14', node: 'register', state: 'done' } as unknown as Advice,
} satisfies AdviceChange;

interface Turn {
  readonly agent?: string;
  readonly customer?: string;
  readonly advice?: readonly AdviceChange[];
}

const cases: readonly { when: string; origin: WhisperOrigin; turns: readonly Turn[]; said: boolean }[] = [
  { when: 'nothing was said', origin: own, turns: [], said: false },
  { when: 'the agent says it', origin: own, turns: [{ agent: '非常抱歉给您带来不便,我现在为您登记投诉工单' }], said: true },
  {
    when: 'the agent says it in two turns',
    origin: own,
    turns: [{ agent: '非常抱歉给您带来不便' }, { customer: '嗯' }, { agent: '我现在就为您登记投诉' }],
    said: true,
  },
  { when: 'only half of it', origin: own, turns: [{ agent: '非常抱歉' }], said: false },
  { when: 'something else', origin: own, turns: [{ agent: '请问您的身份证后四位是多少' }], said: false },
  { when: 'the customer says it', origin: own, turns: [{ customer: sentence }], said: false },
  {
    when: 'the halves are too far apart',
    origin: own,
    turns: [{ agent: '非常抱歉给您带来不便' }, { agent: '一' }, { agent: '二' }, { agent: '我现在就为您登记' }],
    said: false,
  },
  { when: 'in other words, and the prompt is answered', origin: rule, turns: [{ agent: '对不起,我重新登记', advice: [gone] }], said: true },
  {
    when: 'the prompt goes because its time is over',
    origin: rule,
    turns: [{ agent: '一' }, { agent: '二' }, { agent: '三', advice: [gone] }],
    said: false,
  },
  { when: 'the prompt goes while the customer speaks', origin: rule, turns: [{ customer: '不投诉了', advice: [gone] }], said: false },
  { when: 'the claim is put right', origin: mends, turns: [{ agent: '受理了', advice: [recovered] }], said: true },
  { when: 'another claim is put right', origin: rule, turns: [{ agent: '受理了', advice: [recovered] }], said: false },
  { when: 'the step is done', origin: step, turns: [{ agent: '工单号是五零七七', advice: [done] }], said: true },
  {
    when: 'a step is done and the words were a leader’s own',
    origin: own,
    turns: [{ agent: '工单号是五零七七', advice: [done] }],
    said: false,
  },
];

test.each(cases)('$when → said: $said', ({ origin, turns, said }) => {
  const heard = turns.reduce(
    (before, { agent, customer, advice = [] }) =>
      listen(
        before,
        { text: sentence, origin },
        { speaker: agent === undefined ? 'customer' : 'agent', text: agent ?? customer ?? '' },
        advice,
      ),
    unlistened,
  );
  expect(heard.isSaid).toBe(said);
});
