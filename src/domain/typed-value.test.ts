import { expect, test } from 'vitest';
import type { SlotForm } from '#domain/slot-form.ts';
import { readTyped } from '#domain/typed-value.ts';

type Type = SlotForm['type'];

/** By type: what is typed and as what it is held; '✗': what is no value of the type. */
const cases: Readonly<Record<Type, readonly (readonly [typed: string, held: string | null])[]>> = {
  text: [
    [' 年费200元未减免 ', '年费200元未减免'],
    ['36元咖啡', '36元咖啡'],
    ['……', null],
    ['写'.repeat(501), null],
  ],
  profile: [
    ['金卡', '金卡'],
    ['……', null],
  ],
  place: [
    ['联华超市二楼', '联华超市二楼'],
    ['Lianhua supermarket', 'Lianhua supermarket'],
    ['12345', null],
  ],
  person: [
    ['周明远', '周明远'],
    ['买买提·艾力', '买买提·艾力'],
    ["Mary O'Neil-Smith", "Mary O'Neil-Smith"],
    ['4417', null],
    ['周明远4417', null],
  ],
  choice: [
    ['否', '否'],
    ['是的吧', null],
    ['no', null],
  ],
  choices: [
    ['退还, 道歉，退还', '退还、道歉'],
    ['退还多收的钱,再道歉', '退还多收的钱,再道歉'],
    ['、、', null],
  ],
  amount: [
    ['20000', '20000'],
    ['1,280.50元', '1,280.50元'],
    ['３万', '3万'],
    ['十八万', '十八万'],
    ['181块3毛7', '181块3毛7'],
    ['大概两千多块钱', '大概两千多块钱'],
    ['£3 thousand', '£3 thousand'],
    ['3000到5000元', '3000到5000元'],
    ['abc', null],
    ['不知道', null],
    ['12.34.56', null],
    ['元', null],
  ],
  number: [
    ['3', '3'],
    ['三次', '三次'],
    ['507721', '507721'],
    ['2 copies', '2 copies'],
    ['几百', '几百'],
    ['abc', null],
    ['三次以前也有过所以说不好到底几次', null],
  ],
  percent: [
    ['3.2', '3.2%'],
    ['3.2%', '3.2%'],
    ['３％', '3%'],
    ['百分之三', '百分之三'],
    ['半个百分点', '半个百分点'],
    ['高', null],
  ],
  term: [
    ['12期', '12期'],
    ['一年半', '一年半'],
    ['3到5个工作日', '3到5个工作日'],
    ['半个月', '半个月'],
    ['6 months', '6 months'],
    ['12', null],
    ['很久', null],
  ],
  date: [
    ['昨天', '昨天'],
    ['11月20日', '11月20日'],
    ['8 April 1937', '8 April 1937'],
    ['this morning', 'this morning'],
    ['2026-02-28', '2026-02-28'],
    ['20/11/2026', '20/11/2026'],
    ['31/11/2026', '31/11/2026'],
    ['2月30日', null],
    ['2026-02-29', null],
    ['13月1日', null],
    ['不知道', null],
    ['abc', null],
  ],
  time: [
    ['今天上午', '今天上午'],
    ['昨晚20点', '昨晚20点'],
    ['半小时前', '半小时前'],
    ['昨天下午3点多', '昨天下午3点多'],
    ['15:30', '15:30'],
    ['刚才', '刚才'],
    ['春节前', '春节前'],
    ['25点', null],
    ['12:75', null],
    ['5', null],
    ['zzzz', null],
  ],
  tail: [
    ['4417', '4417'],
    ['００１６', '0016'],
    ['317x', '317X'],
    ['zzzz', null],
    ['441', null],
    ['44171', null],
    ['abc 不是尾号', null],
  ],
  code: [
    ['tq6 4rs', 'TQ6 4RS'],
    ['TQ64RS', 'TQ64RS'],
    ['TQ6 4R', null],
    ['baby', null],
  ],
  phone: [
    ['138 0013 8000', '13800138000'],
    ['+86 138-0013-8000', '13800138000'],
    ['010-62345678', '01062345678'],
    ['+44 7700 900123', '+447700900123'],
    ['1380013800', null],
    ['138001380001', null],
    ['abc', null],
    ['••••0016', null],
  ],
  card: [
    ['4111 1111 1111 1111', '4111111111111111'],
    ['4111 1111 1111 1112', null],
    ['4417', null],
  ],
  id: [
    ['11010519491231002x', '11010519491231002X'],
    ['110105194912310021', null],
    ['zzzz', null],
  ],
  email: [
    ['li.lei@mail.example.cn', 'li.lei@mail.example.cn'],
    ['li.lei@', null],
    ['li lei', null],
  ],
};

const more: Partial<Record<Type, Omit<SlotForm, 'type'>>> = {
  choice: { choices: ['是', '否'] },
  choices: { choices: ['退还', '道歉'] },
  code: { shapes: ['AA9 9AA'] },
};

const table = (Object.keys(cases) as Type[]).flatMap(type => cases[type].map(([typed, held]) => ({ type, typed, held })));

test.each(table)('$type: $typed → $held', ({ type, typed, held }) => expect(readTyped({ type, ...more[type] }, typed)).toBe(held));

test.each(Object.keys(cases) as Type[])('%s: an emptied field is no mistake', type =>
  expect(readTyped({ type, ...more[type] }, '  ')).toBe(''),
);

test('old and new of a change of data are a number or an address', () => {
  const form: SlotForm = { type: 'phone', orAddress: true };
  expect(['和水县西华北街5号楼', '13800138000', '138001'].map(typed => readTyped(form, typed))).toEqual([
    '和水县西华北街5号楼',
    '13800138000',
    null,
  ]);
});
