import { expect, test } from 'vitest';
import { reaches, type Tree } from '#server/supervisor/reach.ts';

const tree: Tree = {
  parents: new Map([
    ['centre', null],
    ['service', 'centre'],
    ['team-a', 'service'],
    ['team-b', 'service'],
    ['team-c', 'service'],
    ['centre-2', null],
    ['service-2', 'centre-2'],
    ['team-x', 'service-2'],
  ]),
  led: new Set(['team-a', 'team-b', 'team-x', 'service']),
};
const everything = ['centre', 'service', 'team-a', 'team-b', 'team-c'];
const duty = ['service', 'team-a', 'team-b', 'team-c'];

const cases: readonly {
  who: string;
  units: readonly string[] | 'all';
  team: string;
  waited: number;
  taken?: number;
  reach: string | null;
}[] = [
  { who: 'own leader', units: ['team-a'], team: 'team-a', waited: 0, reach: 'own' },
  { who: 'own leader', units: ['team-a'], team: 'team-a', waited: 90, reach: 'own' },
  { who: 'next leader', units: ['team-b'], team: 'team-a', waited: 29, reach: null },
  { who: 'next leader', units: ['team-b'], team: 'team-a', waited: 30, reach: 'next' },
  { who: 'next leader, around the end', units: ['team-a'], team: 'team-b', waited: 30, reach: 'next' },
  { who: 'next leader of a team nobody leads', units: ['team-a'], team: 'team-c', waited: 30, reach: 'next' },
  { who: 'leader who is not the next', units: ['team-b'], team: 'team-c', waited: 90, reach: null },
  { who: 'next leader, taken in time', units: ['team-b'], team: 'team-a', waited: 90, taken: 29, reach: null },
  { who: 'next leader, taken after it came', units: ['team-b'], team: 'team-a', waited: 90, taken: 40, reach: 'next' },
  { who: 'duty supervisor', units: duty, team: 'team-a', waited: 59, reach: null },
  { who: 'duty supervisor', units: duty, team: 'team-a', waited: 60, reach: 'duty' },
  { who: 'duty supervisor of a team nobody leads', units: duty, team: 'team-c', waited: 0, reach: 'duty' },
  { who: 'duty supervisor, taken in time', units: duty, team: 'team-a', waited: 90, taken: 31, reach: null },
  { who: 'head of the centre', units: everything, team: 'team-a', waited: 60, reach: 'duty' },
  { who: 'leader in another centre', units: ['team-x'], team: 'team-a', waited: 600, reach: null },
  { who: 'head of another centre', units: ['centre-2', 'service-2', 'team-x'], team: 'team-a', waited: 600, reach: null },
];

test.each(cases)('$who after $waited s (taken: $taken) → $reach', ({ units, team, waited, taken, reach }) =>
  expect(reaches(tree, units, team, { neededAt: 0, ...(taken === undefined ? {} : { takenAt: taken * 1000 }) }, waited * 1000)).toBe(reach),
);
