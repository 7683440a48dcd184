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
  expect(cases).toHaveLength(124);
  await expect(errors.join('\n')).toMatchFileSnapshot('calls/said-wrong.known.txt');
});

test("another hand's exchanges, by rule: breaches heard, near misses claimed", async () => {
  const cases = readWrong(await fileOf('said-wrong-more.txt'));
  const tallies = [...tallyWrong(engine, cases)].filter(([, { breaches, near, claimed }]) => breaches + near + claimed > 0);
  const told = tallies.map(([rule, { breaches, heard, near, claimed }]) => `${rule} ${heard}/${breaches} -${claimed}/${near}`);
  expect(cases).toHaveLength(345);
  await expect(told.join('\n')).toMatchFileSnapshot('calls/said-wrong-more.known.txt');
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
