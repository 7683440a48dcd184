import { expect, test } from 'vitest';
import { regExpOf } from '#bench/versus/regexp-loop.ts';

const cases = [
  { pattern: '(卡|存折).{0,6}(丢|不见)(了)?', finds: '我的卡昨天不见了', as: '卡昨天不见了' },
  { pattern: '卡.{0,6}丢', finds: '卡。丢', as: null },
  { pattern: '^(嗯|哦)?没有$', finds: '好的。没有!', as: '没有' },
  { pattern: '有效期.{0,4}<term>', finds: '有效期是5天', as: '有效期是5天' },
  { pattern: '3\\.5元', finds: '3x5元', as: null },
  { pattern: '<phone>', finds: '打⟦phone:1 …0016 ✓⟧', as: '⟦phone:1 …0016 ✓⟧' },
];
test.each(cases)('$pattern in $finds', ({ pattern, finds, as }) => expect(regExpOf(pattern).exec(finds)?.[0] ?? null).toBe(as));
