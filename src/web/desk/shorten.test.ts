import { expect, test } from 'vitest';
import { shortened } from '#web/desk/shorten.ts';

const words = (text: string) => ({ kind: 'words' as const, text });
const blank = { kind: 'blank' as const, slot: 'cardTail', label: '尾号' };
const card = (script: readonly (ReturnType<typeof words> | typeof blank)[], change: object = {}) => ({
  card: 'script' as const,
  script: [...script],
  ...change,
});
const two = [words('您先别着急。我马上帮您处理。')];
const cases = [
  { when: 'a novice reads it all', card: card(two), look: 'full', shows: '您先别着急。我马上帮您处理。' },
  { when: 'a regular sees the first sentence', card: card(two), look: 'first-sentence', shows: '您先别着急。…' },
  { when: 'an expert sees the title alone', card: card(two), look: 'exceptions', shows: '…' },
  {
    when: 'one sentence is whole',
    card: card([words('请问尾号'), blank, words('的卡吗?')]),
    look: 'first-sentence',
    shows: '请问尾号_的卡吗?',
  },
  {
    when: 'a blank begins the second sentence',
    card: card([words('您好。'), blank, words('的卡吗?')]),
    look: 'first-sentence',
    shows: '您好。…',
  },
  {
    when: 'a point in a number ends nothing',
    card: card([words('It is 2.5 yuan a month. Shall I?')]),
    look: 'first-sentence',
    shows: 'It is 2.5 yuan a month.…',
  },
  { when: 'prescribed words stay whole', card: card(two, { verbatim: true }), look: 'exceptions', shows: '您先别着急。我马上帮您处理。' },
  {
    when: 'the answer to a question stays whole',
    card: card(two, { question: '多久' }),
    look: 'exceptions',
    shows: '您先别着急。我马上帮您处理。',
  },
  { when: 'an article is an answer', card: card(two, { card: 'article' }), look: 'exceptions', shows: '您先别着急。我马上帮您处理。' },
] as const;

test.each(cases)('$when', ({ card: shown, look, shows }) => {
  const { parts, isShort } = shortened(shown, look);
  expect(parts.map(part => (part.kind === 'words' ? part.text : '_')).join('') + (isShort ? '…' : '')).toBe(shows);
});
