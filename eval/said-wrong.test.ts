import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { hearWrong, readWrong, tallyWrong } from '#eval/said-wrong.ts';
import { demoEngine } from '#test/kit/demo-engine.ts';

const fileOf = (name: string) => readFile(new URL(`calls/${name}`, import.meta.url), 'utf8');
const engine = await demoEngine();
const { rules } = engine.content('zh');

test('sentences that break a rule are claimed, and those that come close are not, but for what we know of', async () => {
  const cases = readWrong(await fileOf('said-wrong.txt'));
  const words = new Set(rules.filter(({ kind }) => kind === 'forbid' || kind === 'order').map(({ key }) => key));
  const errors = cases.flatMap(one => {
    const claimed = hearWrong(engine, one).now.filter(rule => words.has(rule));
    const isRight = one.rules.length === 0 ? claimed.length === 0 : one.rules.some(rule => claimed.includes(rule));
    return isRight ? [] : [`${one.rules.join('+')} as ${claimed.join()}: ${one.text}`];
  });
  expect({ sentences: cases.length, errors }).toEqual({
    sentences: 124,
    errors: [],
  });
});

test("another hand's exchanges, by rule: breaches heard, near misses claimed", async () => {
  const cases = readWrong(await fileOf('said-wrong-more.txt'));
  const tallies = [...tallyWrong(engine, cases)].filter(([, { breaches, near, claimed }]) => breaches + near + claimed > 0);
  const told = tallies.map(([rule, { breaches, heard, near, claimed }]) => `${rule} ${heard}/${breaches} -${claimed}/${near}`);
  expect({ exchanges: cases.length, told }).toEqual({
    exchanges: 345,
    told: [
      'Q01 4/9 -0/4',
      'Q02 4/4 -0/4',
      'Q03 3/4 -0/4',
      'Q04 2/4 -0/4',
      'Q05 2/4 -0/4',
      'Q06 4/4 -0/4',
      'Q07 0/10 -0/3',
      'Q08 4/4 -0/4',
      'Q09 4/4 -0/4',
      'Q10 1/4 -0/4',
      'Q11 4/4 -0/4',
      'Q12 4/6 -0/4',
      'Q13 4/4 -0/4',
      'Q14 4/4 -0/4',
      'Q15 2/2 -0/3',
      'Q16 3/4 -0/4',
      'Q17 0/6 -0/4',
      'Q18 4/4 -0/4',
      'Q19 1/4 -0/4',
      'Q20 4/4 -0/4',
      'Q21 2/2 -0/3',
      'Q22 4/4 -0/4',
      'Q23 8/8 -0/4',
      'Q24 4/4 -0/4',
      'Q25 4/4 -0/4',
      'Q26 4/4 -0/4',
      'Q27 2/2 -0/3',
      'Q28 1/2 -0/3',
      'Q29 1/2 -0/3',
      'Q30 2/3 -0/3',
      'Q31 4/4 -0/4',
      'Q41 1/2 -1/3',
      'Q42 0/2 -0/3',
      'Q43 3/4 -0/4',
      'Q44 0/4 -0/4',
      'Q45 0/2 -0/3',
      'Q46 4/8 -0/4',
      'Q47 0/2 -0/3',
      'Q48 2/2 -1/0',
      'Q49 4/4 -0/4',
      'Q50 1/4 -0/4',
      'Q51 4/4 -0/4',
      'Q52 4/4 -0/4',
      'Q61 0/5 -0/4',
      'Q62 0/6 -0/4',
      'Q63 4/4 -0/4',
      'Q64 0/2 -0/3',
      'Q65 4/5 -0/4',
      'Q66 2/2 -0/3',
    ],
  });
});

test('reads several turns, rules broken together and near misses', () =>
  expect(readWrong('Some words.\nQ12+Q13 c 买啥 / a 买这个 / c 行 / 选最高的\n- Q02 c 密码呢 / 别说\n- 您好')).toEqual([
    {
      rules: ['Q12', 'Q13'],
      near: null,
      before: [
        ['c', '买啥'],
        ['a', '买这个'],
        ['c', '行'],
      ],
      text: '选最高的',
    },
    { rules: [], near: 'Q02', before: [['c', '密码呢']], text: '别说' },
    { rules: [], near: null, before: [], text: '您好' },
  ]));
