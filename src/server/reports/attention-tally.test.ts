import { expect, test } from 'vitest';
import { Advice } from '#domain/advice.ts';
import { type LogRow, tallyOf } from '#server/reports/attention-tally.ts';

const rule = { kind: 'rule', key: 'Q1', version: 1 };
const common = { evidence: [], loudness: 'line' };
const chip = (label: string, said = false) => ({ label, said });
const card = (change: object = {}) => ({
  ...{ ...common, kind: 'card', card: 'script', key: 'card:script:P1/ask', title: '', script: [], mustSay: [], rank: 1 },
  ...{ nodes: ['P1/ask'], from: { kind: 'process', key: 'P1', version: 1 }, ...change },
});
const prompt = (...chips: readonly object[]) => ({
  ...common,
  kind: 'prompt',
  key: 'prompt:Q1',
  title: '',
  sentence: '',
  chips,
  severity: 'general',
  from: rule,
});
const warning = { ...common, kind: 'warning', key: 'warning:Q1', title: '', severity: 'general', doNow: '', from: rule };
const violation = (change: object = {}) => ({
  ...{ ...common, kind: 'violation', key: 'violation:Q1#3', title: '', severity: 'general', why: '', doNow: '' },
  ...{ recovered: false, times: 1, settled: 'fired', from: rule, ...change },
});
const step = (state: string) => ({
  ...{ ...common, kind: 'step', key: 'step:P1/ask', process: 'P1', node: 'ask', seq: 1, title: '', required: true, current: true, state },
});
const up = (advice: object) => ({ op: 'raised', advice: Advice.parse(advice) });
const on = (advice: object) => ({ op: 'updated', advice: Advice.parse(advice) });
const off = (key: string, kind: string) => ({ op: 'withdrawn', key, kind });
const row = (...advice: readonly object[]) => ({ event: { what: { kind: 'passed' } }, advice }) as unknown as LogRow;
const said = (speaker: string, text: string, ...advice: readonly object[]) =>
  ({ event: { what: { kind: 'heard', utterance: { speaker, text } } }, advice }) as unknown as LogRow;
const act = (kind: string, key: string) => ({ event: { what: { kind: 'acted', act: { kind, key } } }, advice: [] }) as unknown as LogRow;

const cases = [
  {
    when: 'a card is read aloud without a key',
    rows: [row(up(card())), row(on(step('done')), off(card().key, 'card'))],
    is: 'script process/P1 1: said 1',
  },
  {
    when: 'a card is marked used and its step is done later',
    rows: [row(up(card())), act('used', card().key), row(off(card().key, 'card')), row(on(step('done')))],
    is: 'script process/P1 1: used 1 then said 1',
  },
  { when: 'a card is copied and nothing follows', rows: [row(up(card())), act('copied', card().key)], is: 'script process/P1 1: used 1' },
  {
    when: 'a card is put away',
    rows: [row(up(card())), act('dismissed', card().key), row(off(card().key, 'card'))],
    is: 'script process/P1 1: dismissed 1',
  },
  {
    when: 'it comes, goes and comes again',
    rows: [row(up(card())), row(off(card().key, 'card')), row(up(card()))],
    is: 'script process/P1 2: ignored 2',
  },
  {
    when: 'it is shown inside another, or in shadow',
    rows: [row(up(card({ into: 'line:P1/ask' }))), row(up(card({ shadow: true })))],
    is: '',
  },
  {
    when: 'a prompt goes with its last phrase',
    rows: [
      row(up(prompt(chip('a'), chip('b')))),
      said('agent', '先说第一句话', on(prompt(chip('a', true), chip('b')))),
      said('agent', '再说第二句话', off('prompt:Q1', 'prompt')),
    ],
    is: 'prompt rule/Q1 1: said 1',
  },
  {
    when: 'both phrases of a prompt are said in one sentence',
    rows: [
      said('customer', '我要打 12378', up(prompt(chip('a'), chip('b')))),
      said('agent', '非常抱歉,我马上登记', off('prompt:Q1', 'prompt')),
    ],
    is: 'prompt rule/Q1 1: said 1',
  },
  {
    when: 'a prompt goes as its turns run out, one phrase unsaid',
    rows: [
      said('customer', '我要打 12378', up(prompt(chip('a'), chip('b')))),
      said('agent', '非常抱歉给您添麻烦', on(prompt(chip('a', true), chip('b')))),
      said('agent', '您看这样可以吗'), // the same turn
      said('customer', '不可以'),
      said('agent', '嗯嗯'), // none
      said('customer', '你们怎么回事'),
      said('agent', '我帮您再看一下', off('prompt:Q1', 'prompt')),
    ],
    is: 'prompt rule/Q1 1: ignored 1',
  },
  {
    when: 'a prompt goes unsaid',
    rows: [row(up(prompt(chip('a'), chip('b')))), said('customer', '那就先这样吧', off('prompt:Q1', 'prompt'))],
    is: 'prompt rule/Q1 1: ignored 1',
  },
  {
    when: 'the moment of a line passes with one phrase unsaid',
    rows: [row(up({ ...prompt(chip('a')), key: 'line:P1/do' })), said('agent', '已经为您办好了', off('line:P1/do', 'prompt'))],
    is: 'prompt rule/Q1 1: ignored 1',
  },
  {
    when: 'a prompt goes into the line that carries it out, and is said there',
    rows: [
      row(up(prompt(chip('a')))),
      row(up({ ...prompt(chip('a')), key: 'line:P1/do', from: { kind: 'process', key: 'P1', version: 1 } })),
      row(on({ ...prompt(chip('a')), into: 'line:P1/do' })),
      said('agent', '一共需要五天时间', off('prompt:Q1', 'prompt'), on({ ...prompt(chip('a', true)), key: 'line:P1/do' })),
    ],
    is: 'prompt process/P1 1: said 1; prompt rule/Q1 1: said 1',
  },
  {
    when: 'a warning is heeded',
    rows: [row(up(warning)), row(on({ ...warning, said: true })), row(off('warning:Q1', 'warning'))],
    is: 'warning rule/Q1 1: said 1',
  },
  {
    when: 'a warning goes without its words being heard: nobody heard whether they were said',
    rows: [row(up(warning)), row(off('warning:Q1', 'warning'))],
    is: 'warning rule/Q1 1: ignored 1',
  },
  {
    when: 'a warning is not heeded, the claim is contested',
    rows: [row(up(warning)), row(off('warning:Q1', 'warning'), up(violation())), act('contested', 'violation:Q1#3')],
    is: 'violation rule/Q1 1: dismissed 1; warning rule/Q1 1: ignored 1',
  },
  {
    when: 'a claim is acknowledged and put right',
    rows: [row(up(violation())), act('acknowledged', 'violation:Q1#3'), row(on(violation({ recovered: true })))],
    is: 'violation rule/Q1 1: used 1 then said 1',
  },
  {
    when: 'a claim goes into a graver one, and is put right there',
    rows: [
      row(up(violation())),
      row(on(violation({ into: 'violation:Q2#5' }))),
      row(on(violation({ into: 'violation:Q2#5', recovered: true }))),
    ],
    is: 'violation rule/Q1 1: said 1',
  },
  {
    when: 'a claim is contested inside a graver one, and stands by itself again',
    rows: [row(up(violation())), row(on(violation({ into: 'violation:Q2#5' }))), act('contested', 'violation:Q1#3'), row(on(violation()))],
    is: 'violation rule/Q1 1: dismissed 1',
  },
] as const;

const lasts = (rule: string) => (rule === 'Q1' ? 2 : undefined);

test.each(cases)('$when → $is', ({ rows, is }) => {
  const told = tallyOf(rows, lasts).map(({ kind, origin, shown, used, usedThenSaid, said, dismissed, ignored }) => {
    const fates = Object.entries({ used, 'then said': usedThenSaid, said, dismissed, ignored }).filter(([, n]) => n > 0);
    return `${kind} ${origin} ${shown}: ${fates.map(([name, n]) => `${name} ${n}`).join(' ')}`;
  });
  expect(told.join('; ')).toBe(is);
});
