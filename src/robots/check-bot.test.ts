import { expect, test } from 'vitest';
import { Bot } from '#domain/bot.ts';
import { checkBot } from '#robots/check-bot.ts';

const cardLoss = {
  format: 1,
  bot: 'card-loss',
  title: '挂失登记',
  purpose: 'process',
  inputs: { cardTail: { title: '卡尾号', type: 'text', from: 'cardTail', digits: { min: 4, max: 4 } } },
  secrets: { teller: { target: 'core', role: '柜员' } },
  targets: { core: { title: '核心系统', origin: 'http://core.bank' } },
  steps: [
    {
      id: 'sign-in',
      do: 'browser',
      target: 'core',
      effect: 'read',
      actions: [
        { act: 'open', path: '/' },
        { act: 'fill', at: ['aria/密码[role="textbox"]'], value: { secret: 'teller.password' } },
        { act: 'read', at: ['#state'], into: 'state' },
      ],
    },
    {
      id: 'register',
      do: 'browser',
      target: 'core',
      effect: 'commit',
      key: 'loss:{{ inputs.cardTail }}',
      actions: [{ act: 'click', at: ['aria/确认挂失[role="button"]', '#go'] }],
      verify: { actions: [{ act: 'read', at: ['#state'], into: 'after' }], took: 'vars.after.contains("已挂失")' },
    },
  ],
  outputs: { state: 'vars.after' },
};

type Raw = typeof cardLoss;
const [signIn, register] = cardLoss.steps as [Raw['steps'][number], Raw['steps'][number]];
const withSteps = (...steps: unknown[]): object => ({ ...cardLoss, steps, outputs: {} });

const cases: readonly { when: string; bot: unknown; complains: readonly [string, string][] }[] = [
  { when: 'everything has its place', bot: cardLoss, complains: [] },
  {
    when: 'a commit cannot be looked after',
    bot: withSteps({ ...signIn, effect: 'commit', tries: 3 }),
    complains: [
      ['steps.0.tries', 'a commit is tried once; what became of it is verified, not repeated'],
      ['steps.0', 'a commit needs a key: what makes two runs the same deed'],
      ['steps.0', 'a commit needs verify: how to read whether it took effect'],
    ],
  },
  {
    when: 'two steps have one name, and a target is not there',
    bot: withSteps(signIn, { ...signIn, target: 'mail' }),
    complains: [
      ['steps.1.id', 'another step is called sign-in'],
      ['steps.1.target', 'there is no target mail'],
      ['steps.1.actions.1.value', 'secret teller belongs to target core, not mail'],
    ],
  },
  {
    when: 'expressions read what nobody gives',
    bot: withSteps(signIn, { ...register, if: 'inputs.amount > 1 && vars.rows == 2', key: 'loss:{{ run.weather }}' }),
    complains: [
      ['steps.1.if', 'there is no input amount'],
      ['steps.1.if', 'no step gives rows a value'],
      ['steps.1.key', 'run has no weather: id, today, time, by, for, dry'],
    ],
  },
  {
    when: 'an expression could hang or cannot be read',
    bot: withSteps(signIn, {
      id: 'a',
      do: 'set',
      values: { x: 'inputs.cardTail.matches("(a+)+$")', y: '[1].map(a, [2].map(b, a))', z: '1 +' },
    }),
    complains: [
      [
        'steps.1.values.x',
        'column 1 of inputs.cardTail.matches("(a+)+$"): matches() is not part of the bot language: use contains, startsWith, endsWith',
      ],
      ['steps.1.values.y', 'column 12 of [1].map(a, [2].map(b, a)): map() may not stand inside another map, filter, all or exists'],
      ['steps.1.values.z', 'column 4 of 1 +: Unexpected token: EOF'],
    ],
  },
  {
    when: 'an action leaves the target, uses a popup nobody opened, or selects by an unknown way',
    bot: withSteps({
      ...signIn,
      actions: [
        { act: 'open', path: 'https://elsewhere.example/' },
        { act: 'click', at: ['vision/确认', 'aria/'], page: 'receipt' },
        { act: 'upload', at: ['#f'], file: 'report' },
      ],
    }),
    complains: [
      ['steps.0.actions.0.path', 'a path on the target, not an address: /loss/new'],
      ['steps.0.actions.1.page', 'no action before this one opens receipt'],
      ['steps.0.actions.1.at.0', 'vision/ is no way to select: aria/, text/, xpath/, pierce/ or CSS'],
      ['steps.0.actions.1.at.1', 'aria/ without a name or a role'],
      ['steps.0.actions.2.file', 'no step makes report'],
    ],
  },
  {
    when: 'a schedule would have to invent an input',
    bot: { ...cardLoss, triggers: [{ on: 'schedule', at: ['08:00'], days: 'working-days' }, { on: 'slot-filled' }] },
    complains: [
      ['triggers.0', 'a schedule gives no inputs, and cardTail is required'],
      ['triggers.1', 'which slot? name it in slot'],
    ],
  },
  {
    when: 'English stands for nothing, lacks a line, or reads what nobody gives',
    bot: {
      ...withSteps(signIn, {
        id: 'same',
        titleEn: 'The same?',
        do: 'ask',
        question: '是同一人吗',
        questionEn: 'The same as {{ vars.holder }}?',
        options: ['是', '不是'],
        optionsEn: ['Yes', 'No', 'Perhaps'],
        withinMs: 60_000,
        into: 'said',
      }),
      inputs: { why: { title: '原因', titleEn: 'Reason', type: 'choice', choices: ['遗失', '被盗'], choicesEn: ['Lost'] } },
      checklistEn: ['Search'],
      sayEn: 'One moment',
    },
    complains: [
      ['checklistEn', 'is the English of checklist, which is missing'],
      ['sayEn', 'is the English of say, which is missing'],
      ['inputs.why.choicesEn', 'has 1 where choices has 2: one for each'],
      ['steps.1.titleEn', 'is the English of title, which is missing'],
      ['steps.1.questionEn', 'no step gives holder a value'],
      ['steps.1.optionsEn', 'has 3 where options has 2: one for each'],
    ],
  },
];

test.each(cases)('$when', ({ bot, complains }) => {
  expect(checkBot(Bot.parse(bot)).map(({ path, why }) => [path.join('.'), why])).toEqual(complains);
});
