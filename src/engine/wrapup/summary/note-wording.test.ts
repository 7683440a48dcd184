import { expect, test } from 'vitest';
import { Position } from '#domain/ids.ts';
import { Slot } from '#domain/slot.ts';
import { fillNote, formOfNote, toldValue } from '#engine/wrapup/summary/note-wording.ts';

const at = (position: number) => [{ position: Position.parse(position), revision: 1, span: [0, 1] as [number, number] }];
const lost = '客户[{when}][在{where}]遗失[尾号{tail}的|一张]卡,要求挂失';

test.each([
  { when: 'nothing is known', known: {}, note: lost, says: '客户遗失一张卡,要求挂失', rests: [] },
  { when: 'some is known', known: { where: '菜场', tail: '4417' }, note: lost, says: '客户在菜场遗失尾号4417的卡,要求挂失', rests: [1, 2] },
  {
    when: 'a group needs all it names',
    known: { when: 'today' },
    note: 'lost[ ({when}, {where})| ({when})| ({where})]',
    says: 'lost (today)',
    rests: [1],
  },
  {
    when: 'a slot told twice rests on its words once',
    known: { tail: '4417' },
    note: '[{tail},再说{tail}]',
    says: '4417,再说4417',
    rests: [1],
  },
  { when: 'there is no blank', known: {}, note: '核实身份', says: '核实身份', rests: [] },
])('$when: $says', ({ known, note, says, rests }) => {
  const slots = Object.keys(known);
  const values: readonly string[] = Object.values(known);
  const filled = fillNote(formOfNote(note), slot =>
    slots.includes(slot) ? { text: values[slots.indexOf(slot)] ?? '', evidence: at(slots.indexOf(slot) + 1) } : null,
  );
  expect({ says: filled.text, rests: filled.evidence.map(({ position }) => position) }).toEqual({ says, rests });
});

test.each([
  ['an amount has its unit', { type: 'amount' }, '36800', '36800元'],
  ['a choice is told as a clerk tells it', { type: 'choice', choices: [{ value: '否', note: '未发现异常交易' }] }, '否', '未发现异常交易'],
  ['several choices', { type: 'choices', choices: [{ value: '道歉' }, { value: '退还', note: '退款' }] }, '道歉、退还', '道歉、退款'],
  ['a sentence is no value', { type: 'text' }, '进饲料嘛,还有兽药', null],
  ['a long place is none', { type: 'place' }, '栖霞区澜溪路八十八号九栋一单元一零零二室门口', null],
  ['a name is left out', { type: 'person' }, '周明远', null],
  ['a profile was said by nobody', { type: 'profile', field: '等级' }, '白金', null],
  ['a sealed value is left out', { type: 'text' }, '⟦phone:1:0016⟧', null],
] as const)('%s', (_, slot, value, told) => expect(toldValue(Slot.parse({ key: 'x', label: '某', ...slot }), value)).toBe(told));
