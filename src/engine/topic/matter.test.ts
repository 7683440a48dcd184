import { expect, test } from 'vitest';
import type { Concept } from '#domain/concept.ts';
import { engineOf, type Line, playLines } from '#test/kit/play-lines.ts';

const loss = ['我的卡丢了', '银行卡不见了要挂失', '卡被偷了怎么办', '帮我把卡挂失', '钱包丢了卡在里面', '我要挂失银行卡'];
const cash = ['我要取一笔大额现金', '明天想取十万块现金', '取现金要不要预约', '想取五万块要提前说吗', '我想约一下取现', '大额取现怎么预约'];
const nothing = ['我在上海上班', '好的谢谢', '对就是这张', '昨天用过一次', '那要去柜台吗', '我想想啊', '知道了', '你说得对'];
const asides = ['您稍等我看一下', '这个我记下了', '您说得对', '系统有点慢', '请问怎么称呼您', '还有别的事吗'];
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
  ...{ key, title: key, short: key, identity: 'none', triggers: [trigger], examples },
  nodes: [
    { key: 'tell', title: 'tell', required: true, script: key, done: { by: 'agent', says: [`${key}的话`], examples: says } },
    { key: 'more', title: 'more', required: true, script: key, done: { by: 'agent', says: [`${key}别的话`] } },
  ],
});
const none = { title: 'none', lang: 'zh' } as const;
const engine = engineOf({
  concepts: [
    { ...none, key: 'none', speaker: 'customer', examples: nothing },
    { ...none, key: 'none-agent', speaker: 'agent', examples: asides },
  ] as unknown as Concept[],
  processes: [process('loss', '卡丢了', loss, validity), process('cash', '取现预约', cash, booking)],
});

const lost: Line = ['c', '我的卡丢了,帮我挂失'];
const valid: Line = ['a', '口头挂失只管五天五天一过就失效了'];
const book: Line = ['a', '大额现金要提前一天跟网点预约'];
const wait: Line = ['a', '您稍等我看一下'];
const about: Line = ['a', '给您看看预约'];
const cases: { when: string; says: Line[]; process: string | null }[] = [
  { when: 'the agent talks about a business nobody named', says: [['c', '那个我有点事'], book], process: 'cash' },
  { when: 'what the agent says is about none', says: [['c', '那个我有点事'], wait], process: null },
  { when: 'a business at work, and the agent surely talks about another', says: [lost, valid, book], process: 'cash' },
  { when: 'less surely', says: [lost, valid, about], process: 'loss' },
  { when: 'less surely, twice', says: [lost, valid, about, ['c', '好'], about], process: 'cash' },
  { when: 'less surely, twice, with this business between', says: [lost, valid, about, valid, about], process: 'loss' },
  { when: 'the other one was recalled', says: [lost, valid, { kind: 'recalled', key: 'process/cash', version: 1 }, book], process: 'loss' },
  {
    when: 'the agent picked this one by hand',
    says: [lost, { kind: 'acted', act: { kind: 'switched', process: 'loss' }, by: '10023' } as unknown as Line, valid, book],
    process: 'loss',
  },
];
test.each(cases)('$when → $process', ({ says, process }) => {
  expect(playLines(engine, says).facts.topic.process).toBe(process);
});
