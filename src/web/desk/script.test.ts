import { expect, test } from 'vitest';
import { copyOf, glanceAt, paintScript } from '#web/desk/script.ts';

const chip = (label: string, said = false) => ({ label, said });

const cases = [
  {
    when: 'a phrase stands in the script',
    parts: [{ kind: 'words' as const, text: '有效期为5天，请到网点。' }],
    chips: [chip('5天', true)],
    painted: ['有效期为', '[5天 ✓]', '，请到网点。'],
    beside: [],
  },
  {
    when: 'a phrase does not stand in it literally',
    parts: [{ kind: 'words' as const, text: '可以到网点解除挂失。' }],
    chips: [chip('解挂方式')],
    painted: ['可以到网点解除挂失。'],
    beside: ['解挂方式'],
  },
  {
    when: 'one phrase lies inside another',
    parts: [{ kind: 'words' as const, text: '请提供身份证号码后四位和身份证。' }],
    chips: [chip('身份证'), chip('身份证号码后四位')],
    painted: ['请提供', '[身份证号码后四位]', '和', '[身份证]', '。'],
    beside: [],
  },
  {
    when: 'a blank is filled and another is not',
    parts: [
      { kind: 'words' as const, text: '尾号' },
      { kind: 'blank' as const, slot: 'cardTail', label: '尾号', value: '4417' },
      { kind: 'words' as const, text: '，金额' },
      { kind: 'blank' as const, slot: 'amount', label: '金额' },
    ],
    chips: [],
    painted: ['尾号', '4417', '，金额', '<>'],
    beside: [],
  },
  {
    when: 'the words before a blank say what it is, or do not',
    parts: [
      { kind: 'words' as const, text: '是尾号' },
      { kind: 'blank' as const, slot: 'cardTail', label: '卡片尾号' },
      { kind: 'words' as const, text: '的卡，等级为' },
      { kind: 'blank' as const, slot: 'riskRating', label: '风险等级' },
      { kind: 'words' as const, text: '，the card ending in ' },
      { kind: 'blank' as const, slot: 'cardLast4', label: 'Card ending' },
    ],
    chips: [],
    painted: ['是尾号', '<>', '的卡，等级为', '<风险等级>', '，the card ending in ', '<>'],
    beside: [],
  },
];

test.each(cases)('$when', ({ parts, chips, painted, beside }) => {
  const script = paintScript(parts, chips);
  const words = script.stretches.map(part =>
    part.kind === 'words'
      ? part.text
      : part.kind === 'blank'
        ? `<${part.isNamed ? '' : part.label}>`
        : `[${part.text}${part.said ? ' ✓' : ''}]`,
  );
  expect({ words, beside: script.beside.map(({ label }) => label) }).toEqual({ words: painted, beside });
});

test('an unfilled blank is never copied; in small print it is a line', () => {
  const parts = cases[3]?.parts ?? [];
  expect([copyOf(parts), glanceAt(parts)]).toEqual(['尾号4417，金额', '尾号4417，金额____']);
});
