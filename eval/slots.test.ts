import { expect, test } from 'vitest';
import { evalSlots, heardValues } from '#eval/slots.ts';
import { plainAmount, plainDay, plainValues } from '#eval/slots-plain.ts';

const row = (text: string, name: string, words: string, value: unknown) => ({
  text,
  slots: [{ name, span: [text.indexOf(words), text.indexOf(words) + words.length] as [number, number], value }],
});

test('found, missed, misread and falsely found values are told apart', () => {
  const wrong: string[] = [];
  const report = evalSlots(
    [
      row('send 40 pounds', 'amount_of_money', '40 pounds', { amount: 40, currency: 'GBP' }),
      row('more than usual', 'amount_of_money', 'usual', { amount: 5, currency: 'GBP' }),
      row('i lost it yesterday', 'date', 'yesterday', { year: 2022, month: 3, day: 14 }),
      row('see you at 9 am', 'time', '9 am', { hour: 21, minute: 0 }),
      row('to guy kephart', 'person_name', 'guy kephart', 'guy kephart'),
      { text: 'call me tomorrow', slots: [] },
    ],
    heardValues(),
    what => wrong.push(what),
  );
  expect({ report, wrong }).toEqual({
    report: {
      amount: { precision: 1, recall: 0.5, f1: 0.667, n: 2, valueExact: 1, valued: 1 },
      date: { precision: 0.5, recall: 1, f1: 0.667, n: 1, valueExact: 1, valued: 1 },
      time: { precision: 1, recall: 1, f1: 1, n: 1, valueExact: 0, valued: 1 },
      heardKinds: { precision: 0.75, recall: 0.75, f1: 0.75, n: 4 },
      allSlots: { precision: 0.75, recall: 0.6, f1: 0.667, n: 5 },
      notHeard: { person_name: 1 },
      utterances: 6,
    },
    wrong: [
      'amount missed: "usual" in "more than usual"',
      'time misread: "9 am" is 21:00, read 09:00 from "9 am"',
      'date found where none is: "tomorrow" in "call me tomorrow"',
    ],
  });
});

test('where nothing is wanted and nothing heard, every share is null beside n 0', () => {
  const none = { precision: null, recall: null, f1: null, n: 0 };
  const kind = { ...none, valueExact: null, valued: 0 };
  expect(evalSlots([{ text: 'hello there', slots: [] }], heardValues())).toEqual({
    amount: kind,
    date: kind,
    time: kind,
    heardKinds: none,
    allSlots: none,
    notHeard: {},
    utterances: 1,
  });
});

const plainly = [
  { text: 'send £1,250 tomorrow', reads: ['amount 1250', 'date null'] },
  { text: 'on the 5th of May 2022 at 7.30 pm', reads: ['date 2022-05-05', 'time 19:30'] },
  { text: 'from 12 am to 23:15', reads: ['time 00:00', 'time 23:15'] },
  { text: 'twenty dollars at nine', reads: [] },
];
test.each(plainly)('the baseline reads $reads in "$text"', ({ text, reads }) =>
  expect(plainValues(text).map(({ kind, read }) => `${kind} ${read}`)).toEqual(reads),
);

test('the baseline takes the last number and the last day', () => {
  expect([plainAmount('not 20 but 1,300.50 please'), plainAmount('none')]).toEqual(['1300.50', undefined]);
  expect(['9 June 1943, no, 10th of June 1943', '24/10 1995', '08041937', 'in 1955'].map(plainDay)).toEqual([
    '1943-06-10',
    '1995-10-24',
    '1937-04-08',
    undefined,
  ]);
});
