import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { build } from '#engine/build.ts';
import { load } from '#engine/load.ts';
import { evalIdentity, type IdentityCall } from '#eval/slots-identity.ts';
import { readFolder } from '#server/content/read-folder.ts';

const { release } = await readFolder(fileURLToPath(new URL('./evi', import.meta.url)));
const engine = load(build(release));

type Told = readonly [item: 'postcode' | 'name' | 'dob', attempt: number, text: string];
const call = (told: readonly Told[], gold: { postcode: string; name: string; dob: string }): IdentityCall => ({
  id: 'made-up',
  turns: told.map(([item, attempt, text]) => ({ text, labels: { item, attempt } })),
  labels: { ...gold, speaker: 'nobody' },
});

test('first answer, end of the call, and filled with anything, by item', () => {
  const calls = [
    call(
      [
        ['postcode', 0, 'n 5 j 4 s b'],
        ['name', 0, 'Ada'], // one word is no full name
        ['name', 1, 'Ada Brook'],
        ['dob', 0, '4th of May 1961'],
      ],
      { postcode: 'N5J 4SB', name: 'Ada Brook', dob: '1961-05-04' },
    ),
    call(
      [
        ['postcode', 0, ''],
        ['postcode', 1, 'g 4 1 r h'],
        ['name', 0, 'Tom Ash'],
        ['dob', 0, 'I would rather not'],
      ],
      { postcode: 'G4 1RH', name: 'Tim Ash', dob: '1950-01-02' },
    ),
  ];
  const wrong: string[] = [];
  const figures = evalIdentity(engine, calls, what => wrong.push(what));
  const same = {
    postcode: { first: 0.5, last: 1, filled: 1, n: 2 },
    name: { first: 0, last: 0.5, filled: 1, n: 2 },
    dob: { first: 0.5, last: 0.5, filled: 0.5, n: 2 },
  };
  expect({ figures, wrong }).toEqual({
    figures: { engine: same, plain: same },
    wrong: ['name: tomash for timash in "Tom Ash"', 'dob: - for 1950-01-02 in "I would rather not"'],
  });
});

test('a later answer that says nothing or less puts no good one aside', () => {
  const told = call(
    [
      ['postcode', 0, 'n 5 j 4 s b'],
      ['postcode', 1, 'what n 5'],
      ['postcode', 2, 'baby'],
      ['dob', 0, '0405 1961'],
      ['dob', 1, 'May 1961'],
      ['dob', 2, 'the 4th'],
    ],
    { postcode: 'N5J 4SB', name: 'Ada Brook', dob: '1961-05-04' },
  );
  const right = { first: 1, last: 1, filled: 1, n: 1 };
  expect(evalIdentity(engine, [told]).engine).toMatchObject({ postcode: right, dob: right });
});

test('without calls every share is null', () => {
  const none = { first: null, last: null, filled: null, n: 0 };
  const items = { postcode: none, name: none, dob: none };
  expect(evalIdentity(engine, [])).toEqual({ engine: items, plain: items });
});
