import { expect, test } from 'vitest';
import { Slot } from '#domain/slot.ts';
import { admitEdit } from '#server/live/admit-edit.ts';
import { newConversationId } from '#server/live/conversation-id.ts';
import { Gatekeeper } from '#server/live/gatekeeper.ts';

const phone = { key: 'phone', label: '手机号', type: 'phone', identity: true };
const place = { key: 'lossPlace', label: '遗失地点', type: 'place' };
const cases = [
  { when: 'a number is typed', slot: phone, value: '138 0013 8000', gives: '⟦phone:1 …8000 ✓⟧' },
  { when: 'it is a foreign one', slot: phone, value: '+44 7700 900123', gives: '⟦phone:1⟧' },
  { when: 'it is none', slot: phone, value: 'abc', gives: 'is no value of type phone' },
  { when: 'a mark is made up', slot: phone, value: '⟦phone:9 …1234 ✓⟧', gives: 'is no value of type phone' },
  { when: 'what stands is confirmed', slot: phone, value: '⟦phone:4 …0016⟧', standing: '⟦phone:4 …0016⟧', gives: '⟦phone:4 …0016⟧' },
  { when: 'the field is emptied', slot: phone, value: ' ', standing: '⟦phone:4 …0016⟧', gives: '' },
  { when: 'it shall be as it was heard', slot: phone, value: null, gives: null },
  {
    when: 'a card number is typed',
    slot: { key: 'card', label: '卡号', type: 'card' },
    value: '4111 1111 1111 1111',
    gives: '⟦card:1 …1111 ✓⟧',
  },
  { when: 'words hold a number', slot: place, value: '二楼,打13800138000', gives: '二楼,打⟦phone:1 …8000 ✓⟧' },
  {
    when: 'words around a mark that stands are changed',
    slot: place,
    value: '三楼,打⟦phone:4 …0016⟧',
    standing: '二楼,打⟦phone:4 …0016⟧',
    gives: '三楼,打⟦phone:4 …0016⟧',
  },
  { when: 'a mark is put beside it', slot: place, value: '三楼⟦phone:9 …1234⟧', standing: '二楼', gives: '三楼〔phone:⟦phone:1⟧〕' },
  {
    when: 'last four are no last four',
    slot: { key: 'idTail', label: '后四位', type: 'tail' },
    value: 'zzzz',
    gives: 'is no value of type tail',
  },
  {
    when: 'a choice there is not',
    slot: { key: 'theft', label: '异常', type: 'choice', choices: [{ value: '是' }, { value: '否' }] },
    value: '也许',
    gives: 'is no value of type choice',
  },
];

test.each(cases)('$when', ({ slot, value, standing, gives }) => {
  const door = new Gatekeeper(newConversationId(1000, 7), 'zh');
  const about = { slot: Slot.parse(slot), ...(standing === undefined ? {} : { standing }) };
  const admitted = admitEdit({ kind: 'edited', slot: slot.key, value }, about, door, 1000);
  expect('act' in admitted ? admitted.act.value : admitted.kind === 'invalid' ? admitted.why : admitted).toBe(gives);
});

test('a field the release does not have is refused', () => {
  const door = new Gatekeeper(newConversationId(1000, 7), 'zh');
  expect(admitEdit({ kind: 'edited', slot: 'nothing', value: 'x' }, undefined, door, 1000)).toEqual({
    kind: 'not-found',
    what: 'slot',
    id: 'nothing',
  });
});

test('the last four typed after a number are no more figures of it', () => {
  const door = new Gatekeeper(newConversationId(1000, 7), 'zh');
  const tail = Slot.parse({ key: 'idTail', label: '身份证后四位', type: 'tail' });
  admitEdit({ kind: 'edited', slot: 'phone', value: '13800138000' }, { slot: Slot.parse(phone) }, door, 1000);
  expect(admitEdit({ kind: 'edited', slot: 'idTail', value: '4028' }, { slot: tail }, door, 1000)).toEqual({
    act: { kind: 'edited', slot: 'idTail', value: '4028' },
  });
});

test('a number the customer is saying goes on after the agent has typed', () => {
  const door = new Gatekeeper(newConversationId(1000, 7), 'zh');
  const customer = (text: string) => door.admit({ speaker: 'customer', text, atMs: 1000 });
  customer('我的手机号是138');
  admitEdit({ kind: 'edited', slot: 'lossPlace', value: '联华超市' }, { slot: Slot.parse(place) }, door, 1000);
  expect(customer('00138000')).toBe('⟦phone:1 …8000 ✓⟧');
});
