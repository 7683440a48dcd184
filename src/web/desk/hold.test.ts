import { expect, test } from 'vitest';
import { hold } from '#web/desk/hold.ts';

const cases = [
  { when: 'the pointer is elsewhere', shown: 'K01', wanted: 'K02', pointer: 'outside', is: { show: 'K02', waits: false } },
  { when: 'the pointer is in the zone', shown: 'K01', wanted: 'K02', pointer: 'inside', is: { show: 'K01', waits: true } },
  {
    when: 'the card under the pointer leaves and nothing follows',
    shown: 'K01',
    wanted: undefined,
    pointer: 'inside',
    is: { show: 'K01', waits: false },
  },
  { when: 'the zone is empty under the pointer', shown: undefined, wanted: 'K02', pointer: 'inside', is: { show: 'K02', waits: false } },
] as const;

test.each(cases)('$when', ({ shown, wanted, pointer, is }) => expect(hold(shown, wanted, pointer)).toEqual(is));
