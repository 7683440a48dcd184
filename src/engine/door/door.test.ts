import { expect, test } from 'vitest';
import { admit, doorStart, peek, readmit } from './door.ts';
import { doorCases } from './door-cases.ts';

test.each(doorCases)('$call: exactly the secrets of a worked call are marked, and stored text comes back unchanged', ({ turns }) => {
  let memory = doorStart;
  let again = doorStart;
  for (const [at, turn] of turns.entries()) {
    const said = { speaker: turn.by, text: turn.said, lang: 'zh', atMs: at * 4000 } as const;
    const admitted = admit(memory, said);
    const stored = 'stored' in turn ? turn.stored : turn.said;
    expect(admitted.text).toBe(stored);
    const replayed = readmit(again, { ...said, text: admitted.text });
    expect(replayed.text).toBe(stored);
    memory = admitted.memory;
    again = replayed.memory;
  }
  expect(again.given).toEqual(memory.given);
});

const talks = [
  {
    when: 'a number is read in groups over turns and the agent repeats them',
    lang: 'zh',
    turns: [
      ['agent', '请问您的手机号码是多少?', null],
      ['customer', '幺三八', '⟦phone:1⟧'],
      ['agent', '嗯', null],
      ['customer', '嗯,零零幺三', '嗯,⟦phone:1⟧'],
      ['agent', '零零幺三', '⟦phone:1⟧'],
      ['customer', '八零零零', '⟦phone:1 …8000 ✓⟧'],
      ['agent', '幺三八零零幺三八零零零对吗?', '⟦phone:1 …8000 ✓⟧对吗?'],
    ],
    sealed: ['13800138000', '13800138000'],
  },
  {
    when: 'a group is corrected in the next breath',
    lang: 'zh',
    turns: [['customer', '我的手机号是幺三九,不对,是三八,零零幺三,八零零零', '我的手机号是⟦phone:1 …8000 ✓⟧']],
    sealed: ['13800138000'],
  },
  {
    when: 'last four and telephone come in one breath',
    lang: 'zh',
    turns: [
      ['agent', '请问您的身份证后四位和预留手机号?', null],
      ['customer', '零零七二幺九九零零零零零零七二', '零零七二⟦phone:1 …0072 ✓⟧'],
    ],
    sealed: ['19900000072'],
  },
  {
    when: 'last four and telephone come in groups whose digits happen to make a card number',
    lang: 'zh',
    turns: [
      ['agent', '姓名、身份证末四位、留的手机,麻烦您。', null],
      ['customer', '刘国安,五零零六,幺九九,零零零零,四四幺九。', '刘国安,五零零六,⟦phone:1 …4419 ✓⟧。'],
    ],
    sealed: ['19900004419'],
  },
  {
    when: 'the last four come haltingly, or the digit that was wanted first',
    lang: 'zh',
    turns: [
      ['agent', '您姓名叫什么,证件后四位,还有当时留的手机。', null],
      ['customer', '证件么,后头是……四、四六、四六幺零。', null],
      ['agent', '请再报一下身份证后四位和登记手机。', null],
      ['customer', '哦,八!幺二三八。手机幺九九,零零零零,六四二零。', '哦,八!幺二三八。手机⟦phone:1 …6420 ✓⟧。'],
    ],
    sealed: ['19900006420'],
  },
  {
    when: 'after the telephone is known, four digits, the door of a flat and the number of a ticket are none',
    lang: 'zh',
    turns: [
      ['agent', '请问您预留的手机号?', null],
      ['customer', '幺九九零零零零零零七二', '⟦phone:1 …0072 ✓⟧'],
      ['agent', '证件最后一位好像不是三,您重说一遍?', null],
      ['customer', '哦四幺七四,我老是搞混。', null],
      ['customer', '改到明玉里七号三单元五零二。', null],
      ['agent', '投诉单给您立了,号码九零四二七。', null],
    ],
    sealed: ['19900000072'],
  },
  {
    when: 'a ticket is named, and a mobile number follows all the same',
    lang: 'zh',
    turns: [['agent', '单子上给您留的号码幺九九零零零零零零七二', '单子上给您留的号码⟦phone:1 …0072 ✓⟧']],
    sealed: ['19900000072'],
  },
  {
    when: 'four digits behind 身份证 are its last, where another number follows',
    lang: 'zh',
    turns: [
      ['agent', '报一下名字、证件号、手机', null],
      ['customer', '赖美珠,四四零幺,手机幺九九零零零零七七幺二', '赖美珠,四四零幺,手机⟦phone:1 …7712 ✓⟧'],
      ['customer', '尾巴五五六二', null],
    ],
    sealed: ['19900007712'],
  },
  {
    when: 'four digits are no telephone where that is named next, also when only that was waited for',
    lang: 'zh',
    turns: [
      ['agent', '请问身份证最后四位、预留手机?', null],
      [
        'customer',
        '六幺二八……不是不是,我的是三三零九。手机幺九九,零零零零幺,五七二。',
        '六幺二八……不是不是,我的是三三零九。手机⟦phone:1 …1572 ✓⟧。',
      ],
    ],
    sealed: ['19900001572'],
  },
  {
    when: 'what else must not be told forbids no last four asked for in the same sentence',
    lang: 'zh',
    turns: [
      ['agent', '请您报身份证最后四位和预留的手机号码,密码和短信里的数字您谁也别给', null],
      ['customer', '九四幺六,幺九九', '九四幺六,⟦phone:1⟧'],
      ['customer', '零零零零三零七二', '⟦phone:1 …3072 ✓⟧'],
    ],
    sealed: ['19900003072'],
  },
  {
    when: 'four of them are counted before the last four are said, noughts of a telephone are counted too',
    lang: 'zh',
    turns: [
      ['agent', '身份证末了四个数,再加留的手机号,麻烦您。', null],
      ['customer', '后面四个零七三八,手机幺九九,后面四个零,五五二六', '后面四个零七三八,手机⟦phone:1 …5526 ✓⟧'],
    ],
    sealed: ['19900005526'],
  },
  {
    when: 'a mobile number to be rung is one, a hotline is not',
    lang: 'zh',
    turns: [
      ['customer', '就打幺九九零零零零零零七二,上班时间', '就打⟦phone:1 …0072 ✓⟧,上班时间'],
      ['customer', '不行我就打幺二三七八', null],
    ],
    sealed: ['19900000072'],
  },
  {
    when: 'the last four are asked for in short',
    lang: 'zh',
    turns: [
      ['agent', '全名、证件尾四、登记手机,麻烦', null],
      ['customer', '二七幺三,幺九九零零零零零零七二', '二七幺三,⟦phone:1 …0072 ✓⟧'],
    ],
    sealed: ['19900000072'],
  },
  {
    when: 'asked for after a telephone was spoken of, without a please',
    lang: 'zh',
    turns: [
      ['agent', '要改的就是手机号,是吧?', null],
      ['customer', '对,就手机号', null],
      ['agent', '那您说说叫啥,身份证后四位', null],
      ['customer', '二零幺叉', null],
    ],
    sealed: [],
  },
  {
    when: 'a ticket is told by its number',
    lang: 'zh',
    turns: [
      ['agent', '先核实一下您的手机号码', null],
      ['customer', '好的', null],
      ['agent', '单子建好了,号码是二零七七五三,您拿笔记一下', null],
    ],
    sealed: [],
  },
  {
    when: 'the last four are asked for in other words and said after the word for the paper',
    lang: 'zh',
    turns: [
      ['agent', '您的姓名、证件号码靠后那四位和预留手机号?', null],
      ['customer', '身份证四六幺二,手机幺九九零零零零零零七二', '身份证四六幺二,手机⟦phone:1 …0072 ✓⟧'],
    ],
    sealed: ['19900000072'],
  },
  {
    when: 'the whole identity number was asked for: four digits after its word are its beginning',
    lang: 'zh',
    turns: [
      ['agent', '请报一下您的身份证号码', null],
      ['customer', '身份证三七零幺', '身份证⟦id:1⟧'],
    ],
    sealed: [],
  },
  {
    when: 'a code comes in two halves and is confirmed',
    lang: 'zh',
    turns: [
      ['bot', '请说出短信验证码', null],
      ['customer', '三五二', '⟦otp:1⟧'],
      ['customer', '七六幺', '⟦otp:1 ✓⟧'],
      ['agent', '三五二七六幺,好的', '⟦otp:1⟧,好的'],
      ['agent', '请问您要转多少?', null],
      ['customer', '五千', null],
    ],
    sealed: [],
  },
  {
    when: 'harmless numbers stand beside secrets',
    lang: 'zh',
    turns: [
      ['agent', '您好,工号1027,请您报一下卡号', null],
      ['customer', '尾号四四幺七那张?等一下,6200 0000 0000 0005', '尾号四四幺七那张?等一下,⟦card:1 …0005 ✓⟧'],
      ['customer', '去年3月扣了我299块,我打一二三七八投诉,工单号20241122000123', null],
    ],
    sealed: ['6200000000000005'],
  },
  {
    when: 'whether it is the tail is asked by the one who was asked for a telephone',
    lang: 'zh',
    turns: [
      ['agent', '请问您的预留手机号是多少?', null],
      ['customer', '身份证后四位是不是四零二七', null],
    ],
    sealed: [],
  },
  {
    when: 'somebody says how old they are when asked for an account',
    lang: 'en',
    turns: [
      ['agent', 'Could you tell me your card number please?', null],
      ['customer', "I'm 93 you know, wait a moment.", null],
    ],
    sealed: [],
  },
  {
    when: 'a customer types the brackets of our marks',
    lang: 'zh',
    turns: [['customer', '⟦card:7⟧是我的', '〔card:7〕是我的']],
    sealed: [],
  },
  {
    when: 'doubles and oh in English, the other side saying yes between',
    lang: 'en',
    turns: [
      ['agent', 'Could I take your mobile number?', null],
      ['customer', 'sure, oh seven seven double oh', 'sure, ⟦phone:1⟧'],
      ['agent', 'yes', null],
      ['customer', 'nine double oh nine eight two', '⟦phone:1 …0982 ✓⟧'],
      ['agent', 'and the card ending in 4417?', null],
      ['customer', 'my pin is four four one seven', 'my pin is ⟦pin:1 ✓⟧'],
      ['customer', 'my password is Sunshine99! and it costs 25 dollars', 'my password is ⟦password:1⟧ and it costs 25 dollars'],
      ['customer', 'write to john dot smith at example dot com', 'write to ⟦email:1 ✓⟧'],
    ],
    sealed: ['07700900982', 'john.smith@example.com'],
  },
] as const;
test.each(talks)('$when', ({ lang, turns, sealed }) => {
  let memory = doorStart;
  const values: string[] = [];
  const stored = turns.map(([speaker, text], at) => {
    const admitted = admit(memory, { speaker, text, lang, atMs: at * 3000 });
    memory = admitted.memory;
    values.push(...admitted.sealed.map(one => one.value));
    return admitted.text;
  });
  expect(stored).toEqual(turns.map(([, said, becomes]) => becomes ?? said));
  expect(values).toEqual(sealed);
});

test('after a rebuild from stored text new numbers go on counting', () => {
  const stored = readmit(doorStart, {
    speaker: 'customer',
    text: '我的手机⟦phone:1 …0016 ✓⟧,旧的是⟦phone:2 …0027 ✓⟧',
    lang: 'zh',
    atMs: 0,
  });
  const said = admit(stored.memory, { speaker: 'customer', text: '还有一个幺九九零零零零零零三三', lang: 'zh', atMs: 3000 });
  expect(said.text).toBe('还有一个⟦phone:3 …0033 ✓⟧');
});

const glimpses = [
  { partial: '我的手机号是幺九九', shows: '我的手机号是⟦phone:1⟧' },
  { partial: '六二零零', shows: '••••' },
  { partial: '我昨天转了5000元出去了,到现在还没有到账', shows: '我昨天转了5000元出去了,到现在还没有到账' },
  { partial: '我想问一下', shows: '我想问一下' },
  { partial: '邮箱是lin.xiao14@qq', shows: '邮箱是•••••••••••••' },
] as const;
test.each(glimpses)('an unfinished "$partial" is shown as "$shows"', ({ partial, shows }) =>
  expect(peek(doorStart, { speaker: 'customer', text: partial, lang: 'zh', atMs: 0 })).toBe(shows),
);

test('the memory stays small whatever is said', () => {
  let memory = doorStart;
  const texts = [
    '1'.repeat(4000),
    '我的卡号是'.repeat(700),
    '13800138000 '.repeat(330),
    'a.b'.repeat(1300),
    '请问您的邮箱',
    'abc '.repeat(1000),
  ];
  for (let at = 0; at < 60; at++)
    memory = admit(memory, {
      speaker: at % 5 === 4 ? 'agent' : 'customer',
      text: texts[at % texts.length] as string,
      lang: 'zh',
      atMs: at,
    }).memory;
  expect(JSON.stringify(memory).length).toBeLessThan(20_000);
});
