import { expect, test } from 'vitest';
import { scoreHandoff } from '#eval/handoff.ts';
import { scoreKnowledge } from '#eval/knowledge.ts';

/** Boards written as the articles on them, best first. */
function boards(...turns: readonly string[]): never[] {
  return turns.map(articles =>
    Object.fromEntries(
      articles
        .split(' ')
        .filter(key => key !== '')
        .map((key, place) => [`card:article:${key}`, { kind: 'card', card: 'article', key: `card:article:${key}`, rank: -place }]),
    ),
  ) as never[];
}

const cases = [
  { when: 'on top when wanted', runs: [{ boards: boards('', 'A'), truth: [{ article: 'A', turn: 1 }] }], figures: [1, 1, 0, 1] },
  { when: 'second when wanted', runs: [{ boards: boards('B A'), truth: [{ article: 'A', turn: 0 }] }], figures: [0, 1, 1, 1] },
  { when: 'three turns late', runs: [{ boards: boards('', '', '', 'A'), truth: [{ article: 'A', turn: 0 }] }], figures: [0, 0, 1, 1] },
  { when: 'nothing wanted, nothing shown', runs: [{ boards: boards(''), truth: [] }], figures: [null, null, 0, 0] },
  { when: 'no calls', runs: [], figures: [null, null, null, 0] },
] as const;
test.each(cases)('$when', ({ runs, figures: [hitAt1, hitAt3, wrongTopPerCall, n] }) =>
  expect(scoreKnowledge(runs)).toEqual({ hitAt1, hitAt3, wrongTopPerCall, n }),
);

const raised = (turn: number) => Array.from({ length: 6 }, (_, at) => (turn >= 0 && at >= turn ? { handoff: {} } : {})) as never[];
test('hand-off: on time, late, missed, needless', () =>
  expect(
    scoreHandoff([
      { boards: raised(2), truth: { should: true, acceptable: [1, 3] } },
      { boards: raised(5), truth: { should: true, acceptable: [1, 3] } },
      { boards: raised(-1), truth: { should: true, acceptable: [1, 3] } },
      { boards: raised(0), truth: { should: false, acceptable: null } },
    ]),
  ).toEqual({ precision: 0.667, recall: 0.667, onTime: 0.5, n: 4 }));
