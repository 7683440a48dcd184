import { expect, test } from 'vitest';
import type { AdviceChange } from '#domain/advice.ts';
import { engineOf, type Line, type Played, playLines } from '#test/kit/play-lines.ts';

const agentSays = (key: string, says: string, more: object = {}) => ({
  key,
  title: key,
  required: true,
  script: says,
  done: { by: 'agent', says: [says] },
  ...more,
});

const engine = engineOf({
  settings: { closing: ['再见'] },
  slots: [],
  leaves: [{ code: '01', path: ['挂失'], cues: ['卡丢了'] }],
  rules: [
    {
      kind: 'require',
      key: 'Q90',
      title: '结束语',
      severity: 'general',
      category: 'x',
      description: 'x',
      doNow: 'x',
      deduct: 1,
      need: [{ by: 'agent', says: ['感谢来电'] }],
      window: { kind: 'before-close' },
    },
  ],
  processes: [
    {
      key: 'loss',
      title: '口头挂失',
      short: '挂失',
      identity: 'none',
      triggers: ['卡丢了'],
      leaves: ['01'],
      nodes: [
        agentSays('soothe', '别急'),
        agentSays('verify', '姓名', {
          done: { by: 'agent+customer', says: ['姓名'], reply: ['我叫'] },
          establishes: 'verified',
        }),
        agentSays('days', '5天', { obligation: { before: 'result', title: '必说', deadline: '办理之前', chips: [{ label: '5天' }] } }),
        agentSays('abroad', '专线', { required: false }),
        agentSays('result', '办好了'),
      ],
      results: [{ title: '挂失成功', when: ['办好了'] }],
    },
  ],
});

const talk: Line[] = [
  ['c', '我卡丢了'],
  ['a', '您别急,请问姓名'],
];
const outside = (to: string): Line => ({ kind: 'transferred', to, outside: true });
const closed: Line = { kind: 'closed', by: 'customer' };

function standing({ board }: Played) {
  const steps = Object.values(board).flatMap(each =>
    each.kind === 'step' ? [`${each.node} ${each.state} ${each.note ?? ''}`.trim()] : [],
  );
  const { summary, category } = board;
  const result = summary?.kind === 'summary' ? summary.clauses.find(({ part }) => part === 'result') : undefined;
  return {
    steps,
    urging: Object.keys(board).filter(key => /^(?:card|line|remind|prompt|warning|violation):/.test(key)),
    result: result ? `${result.text} ${result.evidence.map(({ position }) => position)}` : null,
    category: category?.kind === 'category' ? category.ranking.map(({ code }) => code) : [],
  };
}

const cases = [
  {
    when: 'nothing of it to an agent inside',
    lines: [...talk, { kind: 'transferred', to: '1533', outside: false } as const],
    is: {
      steps: ['soothe done', 'verify in-progress', 'days pending', 'abroad pending', 'result pending'],
      urging: ['card:script:loss/verify', 'card:script:loss/days', 'line:loss/result'],
      result: null,
      category: ['01'],
    },
  },
  {
    when: 'what was left is handed over, and nothing is urged',
    lines: [...talk, outside('信用卡中心')],
    is: {
      steps: [
        'soothe done',
        'verify not-applicable 已转出',
        'days not-applicable 已转出',
        'abroad pending',
        'result not-applicable 已转出',
      ],
      urging: [],
      result: '已转出至信用卡中心。 3',
      category: ['01'],
    },
  },
  {
    when: 'words said afterwards, the goodbye and the end bring nothing back',
    lines: [...talk, outside('信用卡中心'), ['c', '我叫周明'], ['a', '5天,再见'], closed],
    is: {
      steps: [
        'soothe done',
        'verify not-applicable 已转出',
        'days not-applicable 已转出',
        'abroad pending',
        'result not-applicable 已转出',
      ],
      urging: [],
      result: '已转出至信用卡中心。 3',
      category: ['01'],
    },
  },
  {
    when: 'the same without a transfer: what was missed is said',
    lines: [...talk, closed],
    is: {
      steps: ['soothe done', 'verify in-progress', 'days skipped', 'abroad pending', 'result skipped'],
      urging: ['line:loss/result', 'violation:Q90#3'],
      result: '通话中未听到办理结果。 3',
      category: ['01'],
    },
  },
  {
    when: 'after a result: both stand in the summary',
    lines: [...talk, ['c', '我叫周明'], ['a', '5天,办好了'], outside(''), closed],
    is: {
      steps: ['soothe done', 'verify done', 'days done', 'abroad pending', 'result done'],
      urging: [],
      result: '挂失成功,已转出。 5,5',
      category: ['01'],
    },
  },
  {
    when: 'no process, no words: no claim of anything',
    lines: [outside('110'), closed],
    is: { steps: [], urging: [], result: null, category: [] },
  },
] satisfies { when: string; lines: Line[]; is: ReturnType<typeof standing> }[];
test.each(cases)('$when', ({ lines, is }) => expect(standing(playLines(engine, lines))).toEqual(is));

test('the topic is finished from then on', () => {
  const { changes } = playLines(engine, [...talk, outside('信用卡中心')]);
  const topics = (changes.at(-1) as readonly AdviceChange[]).flatMap(change =>
    change.op !== 'withdrawn' && change.advice.kind === 'topic' ? [change.advice.state] : [],
  );
  expect(topics).toEqual(['finished']);
});
