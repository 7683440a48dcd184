import { expect, test } from 'vitest';
import { Legs } from '#server/live/legs.ts';

test('a live leg without any message for five seconds is deaf from its last sign of life until the next', () => {
  const legs = new Legs();
  legs.watch('asr-customer', ['customer'], 10_000, 0);
  legs.watch('telephony', [], 10_000, 0);

  expect([
    legs.look(14_999),
    legs.heard('asr-customer', 14_999, 4999),
    legs.look(19_998),
    legs.look(19_999),
    legs.look(30_000),
    legs.heard('asr-customer', 31_000, 21_000),
    legs.heard('asr-customer', 31_500, 21_500),
    legs.look(32_000),
  ]).toEqual([[], [], [], [{ leg: 'customer', fromMs: 4999 }], [], [{ leg: 'customer', fromMs: 4999, toMs: 21_000 }], [], []]);
});
