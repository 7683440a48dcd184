import { expect, test } from 'vitest';
import { demoEngine } from '#test/kit/demo-engine.ts';
import { type Line, playLines } from '#test/kit/play-lines.ts';

const heard: readonly Line[] = [
  ['c', '我的储蓄卡丢了,要挂失'],
  ['a', '请问卡号后四位?'],
  ['c', '尾号是三三六八'],
];
const edit = (value: string): Line => ({ kind: 'acted', act: { kind: 'edited', slot: 'cardTail', value } });

test.each([
  { when: 'as it was heard', lines: heard, tail: '3368', turns: 1 },
  { when: 'typed as it was heard', lines: [...heard, edit('3368')], tail: '3368', turns: 1 },
  { when: 'typed otherwise', lines: [...heard, edit('1234')], tail: null, turns: 0 },
  { when: 'typed otherwise, then as it was heard', lines: [...heard, edit('1234'), edit('3368')], tail: '3368', turns: 1 },
  { when: 'typed where nothing was heard', lines: [...heard.slice(0, 1), edit('1234')], tail: null, turns: 0 },
])('a value $when: the summary tells only what was said', async ({ lines, tail, turns }) => {
  const { board } = playLines(await demoEngine(), lines);
  const { 'slot:cardTail': slot, summary } = board;
  const text = summary?.kind === 'summary' ? (summary.clauses[0]?.text ?? '') : '';
  expect({ tail: /尾号(\d{4})/u.exec(text)?.[1] ?? null, turns: slot?.evidence.length }).toEqual({ tail, turns });
});
