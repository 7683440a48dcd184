import { expect, test } from 'vitest';
import { evalSlots } from '#eval/slots.ts';

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
    what => wrong.push(what),
  );
  expect({ report, wrong }).toEqual({
    report: {
      amount: { precision: 1, recall: 0.5, f1: 0.667, valueExact: 1, n: 2 },
      date: { precision: 0.5, recall: 1, f1: 0.667, valueExact: 1, n: 1 },
      time: { precision: 1, recall: 1, f1: 1, valueExact: 0, n: 1 },
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
