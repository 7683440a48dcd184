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
    rows: [row(up(prompt(chip('a'), chip('b')))), row(on(prompt(chip('a', true), chip('b')))), row(off('prompt:Q1', 'prompt'))],
    is: 'prompt rule/Q1 1: said 1',
  },
  {
    when: 'a prompt goes unsaid',
    rows: [row(up(prompt(chip('a'), chip('b')))), row(off('prompt:Q1', 'prompt'))],
    is: 'prompt rule/Q1 1: ignored 1',
  },
  { when: 'a warning is heeded', rows: [row(up(warning)), row(off('warning:Q1', 'warning'))], is: 'warning rule/Q1 1: said 1' },
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
] as const;

test.each(cases)('$when → $is', ({ rows, is }) => {
  const told = tallyOf(rows).map(({ kind, origin, shown, used, usedThenSaid, said, dismissed, ignored }) => {
    const fates = Object.entries({ used, 'then said': usedThenSaid, said, dismissed, ignored }).filter(([, n]) => n > 0);
    return `${kind} ${origin} ${shown}: ${fates.map(([name, n]) => `${name} ${n}`).join(' ')}`;
  });
  expect(told.join('; ')).toBe(is);
});
