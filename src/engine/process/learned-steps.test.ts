import { expect, test } from 'vitest';
import { engineOf, type Line, playLines } from '#test/kit/play-lines.ts';

const rates = [
  '一年算下来成本十四个点',
  '折成年利率有百分之十几',
  '平均每年的成本是十五个点',
  '按年折算利率不低',
  '换算到一年成本有十几个点',
  '一年的利率折出来十四',
];
const fees = ['每期收您三十块手续费', '手续费一共三百六', '一期手续费四十', '手续费按期收取', '总的手续费是两百', '每月手续费三十'];
const none = ['您稍等我看一下', '这个我记下了', '您还在听吗', '系统有点慢', '您说得对', '我先查一查'];
const step = (key: string, says: string, more: object = {}) => ({
  key,
  title: key,
  required: true,
  script: key,
  done: { by: 'agent', says: [says], ...more },
});

const engine = engineOf({
  processes: [
    {
      key: 'plan',
      title: 'plan',
      short: 'plan',
      identity: 'none',
      triggers: ['我要分期'],
      unlike: none,
      nodes: [
        step('rate', '年化', { examples: rates, unless: ['别人家'] }),
        step('fee', '手续费率', { examples: fees }),
        step('two', '姓名', { says: ['姓名', '证件'], atLeast: 2, examples: ['您是哪位报一下', '您是哪位尾号说一下', '您是哪位呀'] }),
      ],
    },
  ],
});

const cases: { when: string; agent: string; does: readonly string[] }[] = [
  { when: 'words of a pattern', agent: '年化百分之十四', does: ['rate done'] },
  { when: 'words that only resemble examples', agent: '折算到一年成本有十四个点', does: ['rate done'] },
  { when: 'what is no step', agent: '您稍等,系统有点慢', does: [] },
  {
    when: 'a sentence of a longer turn',
    agent: '您说得对,我先查一查系统,您稍等。一年算下来成本是十五个点。这个我记下了,您还在听吗?',
    does: ['rate done'],
  },
  { when: 'two steps in one turn', agent: '每期收您四十块手续费。折成年利率有百分之十五。', does: ['fee done', 'rate done'] },
  { when: 'beside words that take the cue back', agent: '别人家一年算下来成本十四个点', does: [] },
  { when: 'one element in words, and nothing else of that step counted', agent: '您是哪位,姓名报一下', does: ['two in-progress'] },
];
test.each(cases)('$when → $does', ({ agent, does }) => {
  const lines: Line[] = [
    ['c', '我要分期'],
    ['a', agent],
  ];
  const changes = playLines(engine, lines).changes.at(-1) ?? [];
  const states = changes.flatMap(change =>
    change.op !== 'withdrawn' && change.advice.kind === 'step' && change.advice.state !== 'pending'
      ? [`${change.advice.node} ${change.advice.state}`]
      : [],
  );
  expect([...new Set(states)].sort()).toEqual(does);
});

test('the evidence is the sentence that resembles the examples', () => {
  const agent = '您稍等我看一下。一年算下来成本是十五个点。';
  const { board } = playLines(engine, [
    ['c', '我要分期'],
    ['a', agent],
  ]);
  const evidence = board['step:plan/rate']?.evidence ?? [];
  expect(evidence.map(({ span }) => (span ? agent.slice(...span) : ''))).toEqual(['一年算下来成本是十五个点。']);
});
