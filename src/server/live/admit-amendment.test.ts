import { expect, test } from 'vitest';
import type { Advice, FiledLeaf } from '#domain/advice.ts';
import { Slot } from '#domain/slot.ts';
import { admitAmendment } from '#server/live/admit-amendment.ts';
import type { Ledger } from '#server/live/ledger.ts';

const slots = [
  { key: 'lossPlace', label: '遗失地点', type: 'place' },
  { key: 'idTail', label: '后四位', type: 'tail', required: true },
  { key: 'phone', label: '手机号', type: 'phone' },
  { key: 'note', label: '备注', type: 'text' },
].map(slot => Slot.parse(slot));
const content = {
  leaves: new Map([
    ['0101', {}],
    ['0202', {}],
    ['0303', {}],
  ]),
  slots: new Map(slots.map(slot => [slot.key, slot])),
};
const standing = (slot: string, value: string) => ({
  [`slot:${slot}`]: { kind: 'slot', slot, value, required: slot === 'idTail' } as Advice,
});
const board = {
  category: { kind: 'category', chosen: '0101', most: 2, further: [] as FiledLeaf[] } as Advice,
  ...standing('lossPlace', '超市'),
  ...standing('idTail', '4417'),
  ...standing('note', '回电⟦phone:1 …0016 ✓⟧'),
};
const ledger = { engine: { content: () => content }, board } as unknown as Ledger;

const cases = [
  { when: 'a value is another', asks: { slots: { lossPlace: ' 地铁站 ' } }, takes: { slots: { lossPlace: '地铁站' } } },
  { when: 'a value is taken out', asks: { slots: { lossPlace: '' } }, takes: { slots: { lossPlace: '' } } },
  { when: 'only the category is another', asks: { category: '0202', slots: {} }, takes: { category: '0202', slots: {} } },
  {
    when: 'what stands is sent along',
    asks: { category: '0101', slots: { lossPlace: '地铁站', idTail: '4417' } },
    takes: { slots: { lossPlace: '地铁站' } },
  },
  { when: 'one more category', asks: { further: ['0202'], slots: {} }, takes: { further: ['0202'], slots: {} } },
  {
    when: 'secrets are typed',
    asks: { slots: { lossPlace: '二楼，电话13800138000' }, why: '卡号6222021234567890128' },
    takes: { slots: { lossPlace: '二楼，电话〔手机号 …8000〕' }, why: '卡号〔卡号 …0128〕' },
  },
] as const;

test.each(cases)('$when', ({ asks, takes }) =>
  expect(admitAmendment({ kind: 'amended', why: '写错了', ...asks }, ledger, 'zh')).toEqual({
    act: { kind: 'amended', why: '写错了', ...takes },
  }),
);

const refused = [
  {
    when: 'nothing is another',
    asks: { category: '0101', slots: { lossPlace: '超市' } },
    problem: { kind: 'invalid', field: 'slots', why: 'changes nothing' },
  },
  {
    when: 'the category is not of this release',
    asks: { category: '9999', slots: {} },
    problem: { kind: 'invalid', field: 'category', why: 'is no category of this call’s release' },
  },
  {
    when: 'more categories than the bank allows',
    asks: { further: ['0202', '0303'], slots: {} },
    problem: { kind: 'invalid', field: 'further', why: 'this call may be filed under 2 categories only' },
  },
  {
    when: 'the main category is named twice',
    asks: { category: '0202', further: ['0202'], slots: {} },
    problem: { kind: 'invalid', field: 'further', why: 'the call is filed under it already' },
  },
  { when: 'the field is none', asks: { slots: { nothing: 'x' } }, problem: { kind: 'not-found', what: 'slot', id: 'nothing' } },
  {
    when: 'it is no value of the type',
    asks: { slots: { idTail: 'zzzz' } },
    problem: { kind: 'invalid', field: 'idTail', why: 'is no value of type tail' },
  },
  {
    when: 'a required field is emptied',
    asks: { slots: { idTail: ' ' } },
    problem: { kind: 'incomplete', category: false, slots: [{ slot: 'idTail', label: '后四位' }] },
  },
  {
    when: 'a secret would be kept in a field',
    asks: { slots: { phone: '13800138000' } },
    problem: { kind: 'invalid', field: 'phone', why: 'holds a sealed value' },
  },
  {
    when: 'a sealed value stands there',
    asks: { slots: { note: '不用回电' } },
    problem: { kind: 'invalid', field: 'note', why: 'holds a sealed value' },
  },
  {
    when: 'no reason is given',
    asks: { category: '0202', slots: {}, why: ' ' },
    problem: { kind: 'invalid', field: 'why', why: 'is empty' },
  },
] as const;

test.each(refused)('refused when $when', ({ asks, problem }) =>
  expect(admitAmendment({ kind: 'amended', why: '写错了', ...asks }, ledger, 'zh')).toEqual(problem),
);
