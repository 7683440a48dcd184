import { expect, test } from 'vitest';
import { fillLink } from '#web/desk/fill-link.ts';

const values = new Map([
  ['cardTail', '4417'],
  ['place', '联华 超市'],
  ['phone', '⟦phone:1 …0016 ✓⟧'],
]);

const cases = [
  { when: 'nothing to fill', link: 'https://core.example/loss', filled: 'https://core.example/loss' },
  { when: 'a known value', link: 'https://core.example/loss?tail={{cardTail}}', filled: 'https://core.example/loss?tail=4417' },
  {
    when: 'a value that is no part of an address as it stands',
    link: 'https://core.example/{{place}}?x=1',
    filled: 'https://core.example/%E8%81%94%E5%8D%8E%20%E8%B6%85%E5%B8%82?x=1',
  },
  { when: 'not heard yet', link: 'https://core.example/?amount={{amount}}', filled: null },
  { when: 'a sealed value', link: 'https://core.example/?phone={{phone}}', filled: null },
] as const;

test.each(cases)('$when → $filled', ({ link, filled }) => expect(fillLink(link, values)).toBe(filled));
