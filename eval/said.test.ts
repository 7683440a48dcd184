import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { hearSaid, readSaid } from '#eval/said.ts';
import { demoEngine } from '#test/kit/demo-engine.ts';

const fileOf = (name: string) => readFile(new URL(`calls/${name}`, import.meta.url), 'utf8');
const engine = await demoEngine();

test('what is said at the steps is heard as those steps and no others, but for what we know of', async () => {
  const results = hearSaid(engine, readSaid(await fileOf('said.txt')));
  const errors = results.flatMap(({ process, text, missed, wrong }) =>
    missed.length + wrong.length === 0 ? [] : [`${process} -${missed.join()} +${wrong.join()} ${text}`],
  );
  expect({ sentences: results.length, errors }).toEqual({
    sentences: 459,
    errors: [
      'P01 - +guideReissue 后面要是想解除,本人带证件去任何网点都能解。', // resembles examples
      'P01 - +verify 您报一下工号后四位?不是,是我的工号零三零二。', // asks four digits, of whatever
      'P02 - +verify 您账单地址是哪里,麻烦报一下。', // an address is an element of identity as well
      'P03 - +askType 是在柜员机上锁的吗?', // resembles examples
      'P04 - +checkStatus 您稍等,我调一下流水。', // resembles examples
      'P04 - +verify 转账之前最好核对一下户名。', // resembles examples
      'P05 - +askNeed 超过五十万的要本人带身份证和用途材料去柜台办。',
      'P06 - +verify 手机是什么牌子的,最近有没有更新过?',
      'P07 - +offerPeriods 以上都清楚的话,您同意办理十二期吗?',
      'P07 - +offerPeriods 这个年化不用管,您看每个月还多少就行。', // resembles examples
      'P11 -tempLimit +explainRule 临时的只管一个账单周期,到期自动恢复。', // nothing of what has to be paid back
      'P12 - +askScene 钱有没有转出去?', // resembles examples
      'P18 - +askPurpose 使馆那边有没有具体要求?', // resembles examples
      'P19 -safety + 马上打境外专线挂失,可以申请紧急替代卡。', // what to do about a lost card is no advice for using one
      'P20 - +askNeed 您看看是不是被拦截了,手机有没有停机?', // resembles examples
    ],
  });
});
