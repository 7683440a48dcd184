import { expect, test } from 'vitest';
import { demoEngine } from '#test/kit/demo-engine.ts';
import { ruleTalk } from '#test/kit/rule-talk.ts';

const engine = await demoEngine();

const verified = ['坐席:请问您的姓名、身份证后四位和预留手机号?', '客户:张伟,零零一二,⟦phone:1 …0012 ✓⟧。', '坐席:好的,核实无误。'];
const split = ['客户:我想把这期账单分期。', ...verified, '坐席:可以的,您想分几期?', '客户:十二期。'];
const lost = [
  '客户:我的信用卡找不到了,要挂失。',
  ...verified,
  '坐席:信用卡挂失之后不能撤销,旧卡找到也不能用了,也可以先临时锁卡。',
  '客户:不锁了。',
];

const cases: { when: string; talk: string[]; claims: string[] }[] = [
  {
    when: 'the yearly rate was not told before the customer agreed, and it was carried out',
    talk: [...split, '坐席:每期利息六十五块,您确定要办理吗?', '客户:确定,办吧。', '坐席:好,办好了,下个月账单开始还。'],
    claims: ['Q17'],
  },
  {
    when: 'the yearly rate was told',
    talk: [
      ...split,
      '坐席:每期利息六十五块,折成一年单利大概是十三个点,您确定要办理吗?',
      '客户:确定,办吧。',
      '坐席:好,办好了,下个月账单开始还。',
    ],
    claims: [],
  },
  {
    when: 'the fee was not told',
    talk: [...lost, '坐席:那现在给您挂失,再补一张新卡,您同意吗?', '客户:同意,办吧。', '坐席:好,挂上了,补卡也递上去了。'],
    claims: ['Q62'],
  },
  {
    when: 'the fee was told',
    talk: [...lost, '坐席:挂失手续费四十块,记在下期账单里,您同意办理吗?', '客户:同意,办吧。', '坐席:好,挂上了,补卡也递上去了。'],
    claims: [],
  },
];
test.each(cases)('what is due before the customer agrees is missing once: $when', ({ talk, claims }) => {
  const open = ruleTalk(engine);
  for (const line of ['坐席:您好,江海银行,工号一零二七。', ...talk]) open.say(line);
  const watched = ['Q17', 'Q62', 'Q44'];
  const claimed = open
    .board()
    .flatMap(advice => (advice.kind === 'violation' ? [`${advice.from?.key}${advice.times > 1 ? '!' : ''}`] : []));
  expect(claimed.filter(key => watched.some(rule => key.startsWith(rule)))).toEqual(claims);
});
