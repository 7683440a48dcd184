import { expect, test } from 'vitest';
import { admit, doorStart } from './door.ts';
import { admitRecord } from './record.ts';

const cases = [
  { field: 'mobile', value: '199 0000 0016', becomes: '⟦phone:1 …0016 ✓⟧', sealed: ['19900000016'] },
  { field: '来电号码', value: '+8619900000016', becomes: '⟦phone:1 …0016 ✓⟧', sealed: ['8619900000016'] },
  { field: 'cardNo', value: '6200000000000005', becomes: '⟦card:1 …0005 ✓⟧', sealed: ['6200000000000005'] },
  { field: '证件号码', value: '99000019900307123X', becomes: /^⟦id:1 …123X [✓✗]⟧$/, sealed: ['99000019900307123X'] },
  { field: 'email', value: 'lin@example.com', becomes: '⟦email:1 ✓⟧', sealed: ['lin@example.com'] },
  { field: 'password', value: 'Sun99!', becomes: '⟦password:1⟧', sealed: [] },
  { field: '短信验证码', value: '352761', becomes: '⟦otp:1 ✓⟧', sealed: [] },
  { field: 'cardTail', value: '4417', becomes: '4417', sealed: [] },
  { field: 'queue', value: '信用卡', becomes: '信用卡', sealed: [] },
  { field: 'called', value: '95588', becomes: '95588', sealed: [] },
  { field: 'note', value: '客户说他的手机号是19900000016', becomes: '客户说他的手机号是⟦phone:1 …0016 ✓⟧', sealed: ['19900000016'] },
  { field: 'amount', value: '5000', becomes: '5000', sealed: [] },
] as const;
test.each(cases)('$field $value → $becomes', ({ field, value, becomes, sealed }) => {
  const taken = admitRecord(doorStart, { [field]: value }, 'zh');
  expect(taken.fields).toEqual({ [field]: typeof becomes === 'string' ? becomes : expect.stringMatching(becomes) });
  expect(taken.sealed.map(one => one.value)).toEqual(sealed);
});

test('a value attached to the call and said later has one number', () => {
  const attached = admitRecord(doorStart, { phone: '19900000016', other: '19900000027' }, 'zh');
  const said = admit(attached.memory, { speaker: 'customer', text: '我另一个手机幺九九零零零零零零二七', lang: 'zh', atMs: 0 });
  expect(attached.fields).toEqual({ phone: '⟦phone:1 …0016 ✓⟧', other: '⟦phone:2 …0027 ✓⟧' });
  expect(said.text).toBe('我另一个手机⟦phone:2 …0027 ✓⟧');
});
