import { expect, test } from 'vitest';
import { type AgentSums, differenceOf } from '#server/value/difference.ts';

const sum = (over: number, under: number) => ({ over, under });
const agents = (n: number, make: (index: number) => Omit<AgentSums, 'agent'>) =>
  Array.from({ length: n }, (_, index): AgentSums => ({ agent: `${index}`, ...make(index) }));

test('the value is the difference within strata, not across them', () => {
  // Weeks with many assisted calls were slower for everybody: across them the desk would look bad, within them it helps by 10.
  const busy = agents(6, () => ({ stratum: 'busy', assisted: sum(9000, 90), silent: sum(1100, 10) }));
  const calm = agents(6, () => ({ stratum: 'calm', assisted: sum(400, 10), silent: sum(4500, 90) }));
  expect(differenceOf([...busy, ...calm])).toEqual({ value: -10, low: -10, high: -10, agents: 6 });
});

test.each([
  ['fewer than five agents', agents(4, () => ({ stratum: 'a', assisted: sum(1, 1), silent: sum(1, 1) }))],
  ['no silent calls', agents(9, () => ({ stratum: 'a', assisted: sum(1, 1), silent: sum(0, 0) }))],
  [
    'the arms never meet in a stratum',
    agents(9, index =>
      index % 2 ? { stratum: 'a', assisted: sum(1, 1), silent: sum(0, 0) } : { stratum: 'b', assisted: sum(0, 0), silent: sum(1, 1) },
    ),
  ],
  ['nothing at all', []],
])('%s: nothing is said', (_, sums) => {
  expect(differenceOf(sums)).toBeNull();
});

test('on simulated calls with a known effect the interval holds it about as often as it says', () => {
  const effect = -20;
  const rounds = 120;
  const chance = seeded(7);
  const normal = () => Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
  let held = 0;
  let excludesNull = 0;
  for (let round = 0; round < rounds; round++) {
    const sums = agents(30, index => {
      const own = 200 + 40 * normal(); // agents differ, and the desk helps one more than another
      const helps = effect + 8 * normal();
      const calls = (n: number, mean: number) => Array.from({ length: n }, () => mean + 60 * normal()).reduce((all, one) => all + one, 0);
      return { stratum: `w${index % 3}`, assisted: sum(calls(30, own + helps), 30), silent: sum(calls(10, own), 10) };
    });
    const found = differenceOf(sums);
    if (!found) throw new Error('no difference');
    if (found.low <= effect && effect <= found.high) held++;
    if (found.high < 0) excludesNull++;
  }
  expect(held / rounds).toBeGreaterThan(0.87);
  expect(held / rounds).toBeLessThanOrEqual(1);
  expect(excludesNull / rounds).toBeGreaterThan(0.8);
});

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
