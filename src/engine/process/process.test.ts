import { describe, expect, test } from 'vitest';
import type { Advice } from '#domain/advice.ts';
import { engineOf, type Line, playLines } from '#test/kit/play-lines.ts';

const engine = engineOf({
  rules: [{ kind: 'prompt', key: 'Q67', title: '事前', severity: 'serious', category: 'x', description: 'x', doNow: 'x', deduct: 0 }],
  slots: [{ key: 'cardTail', label: '卡尾号', type: 'tail' }],
  settings: { closing: ['再见'] },
  processes: [
    {
      key: 'loss',
      title: '挂失',
      short: '挂失',
      identity: 'strong',
      triggers: ['卡丢了'],
      nodes: [
        {
          key: 'greet',
          title: '问候',
          required: true,
          script: '您好',
          done: { by: 'agent', says: ['江海银行'], within: 'first-agent-turn' },
        },
        {
          key: 'soothe',
          title: '安抚',
          required: false,
          script: '您别急。',
          done: { by: 'agent', says: ['别急'] },
          mergeWith: 'verify',
          before: ['ask'],
        },
        {
          key: 'verify',
          title: '核实',
          required: true,
          script: '请问姓名和证件?',
          done: { by: 'agent+customer', says: ['姓名', '证件', '手机'], atLeast: 2, reply: ['我叫', '<digits>'], confirm: ['核实一致'] },
          establishes: 'verified',
          retractedBy: ['核实有误'],
        },
        {
          key: 'ask',
          title: '问尾号',
          required: true,
          script: '是尾号{{cardTail}}吗?',
          done: { by: 'agent+customer', says: ['尾号'] },
          mustFollow: ['verify'],
        },
        {
          key: 'days',
          title: '有效期',
          required: true,
          script: '5天有效。',
          verbatim: true,
          where: { system: '核心系统', page: '挂失', link: 'https://core.example/loss?tail={{cardTail}}' },
          done: { by: 'agent', says: ['5天'] },
          obligation: { before: 'consent', title: '确认前必说', deadline: '办理之前', chips: [{ label: '5天' }], rule: 'Q67' },
          answers: ['多久失效'],
        },
        {
          key: 'lift',
          title: '解挂',
          required: true,
          script: '可解挂。',
          done: { by: 'agent', says: ['解挂'], unless: ['还没解挂'] },
          obligation: { before: 'consent', title: '确认前必说', deadline: '办理之前', chips: [{ label: '解挂方式', said: ['解挂'] }] },
        },
        {
          key: 'consent',
          title: '确认',
          required: true,
          script: '确认办理吗?',
          done: { by: 'agent+customer', says: ['确认办理'], reply: ['同意', '办吧'], refuse: ['先不办'] },
          establishes: 'consented',
          mustFollow: ['verify', 'days', 'lift'],
          retractedBy: ['我还没同意'],
          closedBy: ['那不办了'],
        },
        {
          key: 'result',
          title: '结果',
          required: true,
          script: '办好了。',
          done: { by: 'agent', says: ['办好了'] },
          mustFollow: ['consent'],
          branch: [{ when: '被盗刷', goto: 'police' }],
        },
        { key: 'police', title: '报警', required: false, script: '请报警。', done: { by: 'agent', says: ['报警'] } },
        { key: 'abroad', title: '境外', required: false, script: '打专线。', done: { by: 'agent', says: ['专线'] }, opensOn: ['在国外'] },
        {
          key: 'bye',
          title: '结束',
          required: true,
          script: '再见。',
          done: { by: 'agent', says: ['还有其他', '再见'], atLeast: 2, within: 'last-agent-turns' },
        },
      ],
    },
    {
      key: 'fraud',
      title: '劝阻',
      short: '劝阻',
      identity: 'strong',
      urgent: true,
      triggers: ['安全账户'],
      nodes: [
        {
          key: 'greet',
          title: '问候',
          required: true,
          script: '您好',
          done: { by: 'agent', says: ['江海银行'], within: 'first-agent-turn' },
        },
        {
          key: 'scene',
          title: '场景',
          required: true,
          script: '谁让您转的?',
          done: { by: 'agent+customer', says: ['谁让您'] },
          spoiledBy: ['已经给您转了'],
        },
        {
          key: 'verify',
          title: '核实',
          required: true,
          script: '请问姓名?',
          done: { by: 'agent', says: ['核实'] },
          establishes: 'verified',
        },
      ],
    },
  ],
});

const start: Line[] = [
  ['a', '您好江海银行'],
  ['c', '我卡丢了'],
];
const verified: Line[] = [...start, ['a', '请问姓名、证件'], ['c', '我叫周明'], ['a', '核实一致']];
const told: Line[] = [...verified, ['a', '5天有效,可以解挂']];

const ticked = (node: string, as: 'done' | 'not-applicable'): Line => ({
  kind: 'acted',
  act: { kind: 'ticked', process: 'loss', node, as },
});

describe('a node', () => {
  const cases: { when: string; lines: Line[]; states: Record<string, string> }[] = [
    { when: 'the greeting counts although the topic came later', lines: start, states: { greet: 'done', verify: 'pending' } },
    {
      when: 'the greeting comes too late',
      lines: [
        ['a', '喂'],
        ['c', '我卡丢了'],
        ['a', '稍等'],
        ['a', '江海银行'],
      ],
      states: { greet: 'skipped' },
    },
    { when: 'asked, not answered', lines: [...start, ['a', '请问姓名、证件']], states: { verify: 'in-progress' } },
    { when: 'answered, not confirmed', lines: [...start, ['a', '请问姓名、证件'], ['c', '我叫周明']], states: { verify: 'in-progress' } },
    { when: 'asked, answered, confirmed', lines: verified, states: { verify: 'done' } },
    {
      when: 'one element is too few',
      lines: [...start, ['a', '请问姓名'], ['c', '我叫周明'], ['a', '核实一致']],
      states: { verify: 'in-progress' },
    },
    {
      when: 'elements asked in two turns',
      lines: [...start, ['a', '请问姓名'], ['c', '我叫周明'], ['a', '证件呢'], ['c', '0016'], ['a', '核实一致']],
      states: { verify: 'done' },
    },
    {
      when: 'confirmed without any answer',
      lines: [...start, ['a', '请问姓名、证件'], ['a', '核实一致']],
      states: { verify: 'in-progress' },
    },
    { when: 'the same words from the customer do nothing', lines: [...verified, ['c', '5天是吧']], states: { days: 'pending' } },
    {
      when: 'any answer will do where none is prescribed',
      lines: [...verified, ['a', '尾号多少'], ['c', '就是工资卡']],
      states: { ask: 'done' },
    },
    { when: 'a mere 嗯 is no answer', lines: [...verified, ['a', '尾号多少'], ['c', '嗯']], states: { ask: 'in-progress' } },
    { when: 'an exempted wording', lines: [...verified, ['a', '您还没解挂吧']], states: { lift: 'pending' } },
    {
      when: 'before what it must follow',
      lines: [...start, ['a', '尾号多少'], ['c', '就是工资卡']],
      states: { ask: 'out-of-order', verify: 'skipped' },
    },
    {
      when: 'done properly afterwards',
      lines: [...start, ['a', '尾号多少'], ['c', '就是工资卡'], ...verified.slice(2), ['a', '尾号'], ['c', '4417']],
      states: { ask: 'done', verify: 'done' },
    },
    {
      when: 'too late for what it should precede',
      lines: [...verified, ['a', '尾号多少'], ['c', '就是工资卡'], ['a', '您别急']],
      states: { soothe: 'out-of-order' },
    },
    { when: 'consent is said', lines: [...told, ['a', '确认办理吗'], ['c', '办吧']], states: { consent: 'done' } },
    { when: '嗯嗯 is no consent', lines: [...told, ['a', '确认办理吗'], ['c', '嗯嗯']], states: { consent: 'in-progress' } },
    {
      when: 'consent after a question back',
      lines: [...told, ['a', '确认办理吗'], ['c', '要钱吗'], ['a', '不要'], ['c', '那办吧']],
      states: { consent: 'done' },
    },
    {
      when: 'consent taken back',
      lines: [...told, ['a', '确认办理吗'], ['c', '办吧'], ['c', '我还没同意']],
      states: { consent: 'pending' },
    },
    { when: 'the customer does not want it any more', lines: [...told, ['c', '那不办了']], states: { consent: 'not-applicable' } },
    {
      when: 'consent asked too early',
      lines: [...verified, ['a', '确认办理吗'], ['c', '办吧']],
      states: { consent: 'out-of-order', days: 'skipped', lift: 'skipped' },
    },
    { when: 'a branch opens its node', lines: [...told, ['c', '而且被盗刷了']], states: { police: 'pending' } },
    { when: 'a branch not taken', lines: told, states: { police: 'not-applicable', abroad: 'not-applicable' } },
    { when: 'an opening cue', lines: [...told, ['c', '我人在国外']], states: { abroad: 'pending' } },
    {
      when: 'ticked by hand',
      lines: [...start, ticked('ask', 'not-applicable'), ticked('days', 'done')],
      states: { ask: 'not-applicable', days: 'done' },
    },
    { when: 'the goodbye takes two cues', lines: [...told, ['a', '还有其他吗']], states: { bye: 'in-progress' } },
    { when: 'the goodbye', lines: [...told, ['a', '还有其他吗'], ['c', '没了'], ['a', '再见']], states: { bye: 'done' } },
    {
      when: 'the call is over',
      lines: [...verified, { kind: 'closed', by: 'customer' }],
      states: { days: 'skipped', verify: 'done', soothe: 'pending' },
    },
    {
      when: 'the agent leg was deaf',
      lines: [...start, { kind: 'deaf', leg: 'agent', fromMs: 1 }],
      states: { verify: 'unknown', greet: 'done' },
    },
    {
      when: 'the customer leg was deaf',
      lines: [...told, ['a', '确认办理吗'], { kind: 'deaf', leg: 'customer', fromMs: 1 }],
      states: { consent: 'unknown', days: 'done' },
    },
  ];
  test.each(cases)('$when → $states', ({ lines, states }) => {
    const { steps } = playLines(engine, lines).facts.process;
    expect(Object.fromEntries(Object.keys(states).map(node => [node, steps[`loss/${node}`]]))).toEqual(states);
  });
});

describe('established states', () => {
  const cases: { when: string; lines: Line[]; verified: boolean; consented: boolean }[] = [
    { when: 'nothing yet', lines: start, verified: false, consented: false },
    { when: 'verified', lines: verified, verified: true, consented: false },
    { when: 'verification taken back', lines: [...verified, ['a', '不好意思核实有误']], verified: false, consented: false },
    { when: 'consented', lines: [...told, ['a', '确认办理吗'], ['c', '同意']], verified: true, consented: true },
    { when: 'another process keeps the identity', lines: [...verified, ['c', '他让我转安全账户']], verified: true, consented: false },
  ];
  test.each(cases)('$when', ({ lines, verified: isVerified, consented }) => {
    const fact = playLines(engine, lines).facts.process;
    expect({ verified: fact.verified, consented: fact.consented }).toEqual({ verified: isVerified, consented });
  });

  test('a process taking over sees the question that brought it, the greeting, and who was verified', () => {
    const { facts } = playLines(engine, [...verified, ['a', '谁让您转的'], ['c', '他说转到安全账户']]);
    expect([facts.process.steps['fraud/greet'], facts.process.steps['fraud/scene'], facts.process.steps['fraud/verify']]).toEqual([
      'done',
      'done',
      'done',
    ]);
  });

  test('words after which a step comes too late', () => {
    const { facts } = playLines(engine, [
      ['c', '安全账户'],
      ['a', '已经给您转了'],
      ['a', '谁让您转的'],
      ['c', '一个警察'],
    ]);
    expect(facts.process.steps['fraud/scene']).toBe('out-of-order');
  });
});

describe('the script card', () => {
  const cards = (lines: readonly Line[]) =>
    Object.values(playLines(engine, lines).board)
      .filter((advice): advice is Extract<Advice, { kind: 'card' }> => advice.kind === 'card' && advice.card === 'script')
      .sort((a, b) => b.rank - a.rank)
      .map(({ title, question }) => (question ? `${title} ← ${question}` : title));
  const cases: { when: string; lines: Line[]; shown: string[] }[] = [
    {
      when: 'two sentences said together are one card, what waits only for them comes after it',
      lines: start,
      shown: ['安抚 + 核实', '问尾号'],
    },
    { when: 'soothed already', lines: [...start, ['a', '您别急']], shown: ['核实', '问尾号'] },
    { when: 'done: the next, and the one after it', lines: verified, shown: ['问尾号', '有效期'] },
    { when: 'a question is answered first', lines: [...verified, ['c', '好,那多久失效啊?']], shown: ['有效期 ← 那多久失效啊?', '解挂'] },
    { when: 'nothing after the end', lines: [...told, { kind: 'closed', by: 'agent' }], shown: [] },
  ];
  test.each(cases)('$when → $shown', ({ lines, shown }) => expect(cards(lines)).toEqual(shown));

  test('blanks carry the label of their slot', () => {
    const card = playLines(engine, verified).board['card:script:loss/ask'];
    expect(card?.kind === 'card' ? card.script : null).toEqual([
      { kind: 'words', text: '是尾号' },
      { kind: 'blank', slot: 'cardTail', label: '卡尾号' },
      { kind: 'words', text: '吗?' },
    ]);
  });
});

describe('what a node says beside its script', () => {
  const beside = (lines: readonly Line[]) =>
    Object.values(playLines(engine, lines).board)
      .sort((a, b) => (a.key < b.key ? -1 : 1)) // a board is by key: it has no order
      .flatMap(advice => {
        if (advice.kind !== 'step' && advice.kind !== 'card') return [];
        const { key, verbatim, where } = advice;
        return verbatim || where ? [{ key, ...(verbatim ? { verbatim } : {}), ...(where ? { page: where.page } : {}) }] : [];
      });

  test('the rail says what must be read word for word from the start, and where to click once it is the current one', () => {
    expect(beside(start)).toEqual([{ key: 'step:loss/days', verbatim: true }]);
    expect(beside([...verified, ['a', '尾号多少'], ['c', '四四一七']])).toEqual([
      { key: 'card:script:loss/days', verbatim: true, page: '挂失' },
      { key: 'step:loss/days', verbatim: true, page: '挂失' },
    ]);
  });
});

describe('the line', () => {
  const line = (lines: readonly Line[], key: string) => {
    const advice = playLines(engine, lines).board[key];
    return advice?.kind === 'prompt' ? `${advice.sentence} | ${advice.chips.map(({ said }) => (said ? 'x' : '-')).join('')}` : null;
  };
  const obligation = 'line:loss/consent';
  const cases: { when: string; lines: Line[]; key?: string; shown: string | null }[] = [
    { when: 'raised with the process', lines: start, shown: '确认前必说:5天·解挂方式 | --' },
    { when: 'a phrase turns green', lines: [...verified, ['a', '5天有效']], shown: '确认前必说:5天·解挂方式 | x-' },
    { when: 'all said: still up', lines: told, shown: '确认前必说:5天·解挂方式 | xx' },
    { when: 'gone five seconds later', lines: [...told, ['c', '哦'], ['c', '好'], ['c', '行']], shown: null },
    { when: 'its moment has passed', lines: [...verified, ['a', '确认办理吗'], ['c', '办吧']], shown: null },
    { when: 'another topic', lines: [...start, ['c', '安全账户']], shown: null },
    {
      when: 'passed over: reminded',
      lines: [...start, ['a', '尾号多少'], ['c', '就是工资卡']],
      key: 'remind:loss',
      shown: '还没说到:核实 | -',
    },
    {
      when: 'the goodbye begins too early',
      lines: [...told, ['a', '还有其他吗']],
      key: 'remind:loss',
      shown: '还没说到:问尾号·确认·结果 | ---',
    },
    { when: 'nothing to remind of', lines: verified, key: 'remind:loss', shown: null },
  ];
  test.each(cases)('$when → $shown', ({ lines, key = obligation, shown }) => expect(line(lines, key)).toBe(shown));

  test('it carries out its rule, as serious as that', () => {
    expect(playLines(engine, start).board[obligation]).toMatchObject({
      from: { kind: 'rule', key: 'Q67' },
      severity: 'serious',
      loudness: 'line',
      deadline: '办理之前',
    });
  });
});

test('arrivals shuffled within five seconds give the same steps', () => {
  const lines: Line[] = [...told, ['a', '确认办理吗'], ['c', '办吧']];
  const utterance = (index: number) => lines[index] as readonly ['a' | 'c', string];
  const heard = lines.map((_, index) => {
    const startMs = 1000 + index * 1000;
    const speaker = utterance(index)[0] === 'a' ? 'agent' : 'customer';
    return {
      what: { kind: 'heard', utterance: { position: 0, revision: 0, speaker, text: utterance(index)[1], startMs, endMs: startMs + 900 } },
      atMs: startMs + 900,
    };
  });
  const meta = {
    channel: 'voice',
    direction: 'inbound',
    layout: 'dual',
    lang: 'zh',
    timeZone: 'Asia/Shanghai',
    openedAt: '2026-11-22T10:00:00+08:00',
    arm: 'assisted',
  };
  const stepsWhen = (order: readonly number[]) => {
    let mind = engine.attend(engine.open(), { position: 1, atMs: 0, source: 't', what: { kind: 'opened', meta } } as never).mind;
    order.forEach((index, at) => {
      const one = heard[index] as (typeof heard)[number];
      const what = { ...one.what, utterance: { ...one.what.utterance, position: at + 2 } };
      mind = engine.attend(mind, { position: at + 2, atMs: 20_000, source: 't', what } as never).mind;
    });
    return mind.state.facts.process.steps;
  };
  expect(stepsWhen([1, 0, 3, 2, 4, 6, 5, 7])).toEqual(stepsWhen([0, 1, 2, 3, 4, 5, 6, 7]));
});
