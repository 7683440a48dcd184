import { expect, test } from 'vitest';
import type { Concept } from '#domain/concept.ts';
import { engineOf, type Line, playLines } from '#test/kit/play-lines.ts';

const loss = ['我的卡丢了', '银行卡不见了要挂失', '卡被偷了怎么办', '帮我把卡挂失', '钱包丢了卡在里面', '我要挂失银行卡'];
const cash = ['我要取一笔大额现金', '明天想取十万块现金', '取现金要不要预约', '想取五万块要提前说吗', '我想约一下取现', '大额取现怎么预约'];
const nothing = ['我在上海上班', '好的谢谢', '对就是这张', '昨天用过一次', '那要去柜台吗', '我想想啊', '知道了', '你说得对'];
const validity = ['口头挂失只管五天', '五天内要去补办', '挂失有效期是五天', '五天一过就失效了', '只有五天的有效期', '这个挂失五天有效'];
const booking = [
  '取五万以上要提前一天预约',
  '大额现金得提前一天约',
  '要提前预约网点备款',
  '提前一天跟网点约好',
  '预约好了第二天去取',
  '备款要提前一天说',
];

const process = (key: string, trigger: string, examples: readonly string[], says: readonly string[]) => ({
  ...{
    key,
    title: key,
    short: key,
    identity: 'none',
    triggers: [trigger],
    examples,
    unlike: ['您稍等我看一下', '这个我记下了', '您说得对', '系统有点慢'],
  },
  nodes: [
    { key: 'tell', title: 'tell', required: true, script: key, done: { by: 'agent', says: [`${key}的话`], examples: says } },
    { key: 'more', title: 'more', required: true, script: key, done: { by: 'agent', says: [`${key}别的话`] } },
  ],
});
const engine = engineOf({
  concepts: [{ key: 'none', title: 'none', lang: 'zh', speaker: 'customer', examples: nothing }] as unknown as Concept[],
  processes: [process('loss', '卡丢了', loss, validity), process('cash', '取现预约', cash, booking)],
});

const asks: Line = ['c', '明天想取十万块现金要预约吗'];
const cases: { when: string; says: Line[]; process: string }[] = [
  { when: 'what resembles another business alone', says: [asks], process: 'loss' },
  { when: 'then a step of it', says: [asks, ['a', '大额现金要提前一天跟网点预约']], process: 'cash' },
  {
    when: 'then it is recalled, and a step of it',
    says: [asks, { kind: 'recalled', key: 'process/cash', version: 1 }, ['a', '大额现金要提前一天跟网点预约']],
    process: 'loss',
  },
  { when: 'then a step of this business', says: [asks, ['a', '口头挂失只管五天五天一过就失效了']], process: 'loss' },
  {
    when: 'then nothing of either, and later a step of it',
    says: [asks, ['a', '您稍等我看一下'], ['a', '大额现金要提前一天跟网点预约']],
    process: 'loss',
  },
  {
    when: 'the same step where nobody asked for it',
    says: [
      ['c', '好的谢谢'],
      ['a', '大额现金要提前一天跟网点预约'],
    ],
    process: 'loss',
  },
];
test.each(cases)('$when → $process', ({ says, process }) => {
  const { topic } = playLines(engine, [['c', '我的卡丢了,帮我挂失'], ...says]).facts;
  expect(topic.process).toBe(process);
});
