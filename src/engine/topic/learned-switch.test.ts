import { expect, test } from 'vitest';
import type { Concept } from '#domain/concept.ts';
import type { Process } from '#domain/process.ts';
import { engineOf, type Line, playLines } from '#test/kit/play-lines.ts';

const process = (key: string, triggers: readonly string[], examples: readonly string[], node: string) =>
  ({
    ...{ key, title: key, short: key, identity: 'none', triggers, examples },
    nodes: [{ key: 'tell', title: 'tell', required: true, script: node, done: { by: 'agent', says: [node] } }],
  }) as unknown as Process;

const loss = ['我的卡丢了', '银行卡不见了要挂失', '卡被偷了怎么办', '帮我把卡挂失', '钱包丢了卡在里面', '我要挂失银行卡'];
const cash = [
  '我要取一笔大额现金',
  '明天想取十万块现金',
  '取现金要不要预约',
  '去网点取五万要提前说吗',
  '我想约一下取现',
  '大额取现怎么预约',
];
const nothing = [
  '哪个网点我在上海上班',
  '得回去网点吗',
  '网点几点开门啊我看看',
  '好的谢谢',
  '对就是这张',
  '我昨天取了三百',
  '那要去柜台吗',
  '我想想啊',
];

const engine = engineOf({
  concepts: [
    { key: 'none', title: 'none', lang: 'zh', speaker: 'customer', examples: nothing },
    { key: 'ask-another', title: 'another', lang: 'zh', speaker: 'customer', patterns: ['还有(一|个)?.{0,2}事'] },
  ] as unknown as Concept[],
  processes: [process('loss', ['卡丢了'], loss, '有效期五天'), process('cash', ['取现', '网点'], cash, '提前一天预约')],
});

const cases: { when: string; says: Line[]; process: string }[] = [
  { when: 'words of another process stand in an answer: it stays', says: [['c', '哪个网点,我在上海上班呢']], process: 'loss' },
  { when: 'the whole sentence is like that of one who comes for it', says: [['c', '我明天想取十万块现金,取现要预约吗']], process: 'cash' },
  {
    when: 'this one is over, and what comes is like another without its words',
    says: [
      ['a', '挂失有效期五天'],
      ['c', '我明天想取十万块现金要预约吗'],
    ],
    process: 'cash',
  },
  { when: 'the same before it is over: it stays', says: [['c', '我明天想取十万块现金要预约吗']], process: 'loss' },
  { when: 'the same, said to be another matter', says: [['c', '还有个事,我明天想取十万块现金要预约吗']], process: 'cash' },
];
test.each(cases)('$when', ({ says, process }) => {
  const { topic } = playLines(engine, [['c', '我的卡丢了,帮我挂失'], ...says]).facts;
  expect(topic.process).toBe(process);
});
