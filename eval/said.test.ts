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
      'P01 - +verify 您报一下工号后四位?不是,是我的工号零三零二。', // asks four digits, of whatever
      'P04 -checkStatus + 钱已经进了人家账户,银行没有权力直接扣回来。', // patterns hear it, and it is unlike what was learned
      'P04 - +checkStatus 您稍等,我调一下流水。', // resembles examples
      'P11 - +explainRule 临时的只管一个账单周期,到期自动恢复。', // resembles examples
      'P16 -tellEffect + 证件过期不更新的话,非柜面交易会受限制。', // patterns hear it, and it is unlike what was learned
      'P17 -verifyIf + 代取的话要带两个人的身份证。', // patterns hear it, and it is unlike what was learned
      'P19 -safety + 马上打境外专线挂失,可以申请紧急替代卡。', // what to do about a lost card is no advice for using one
      'P20 -tellFee + 您同意按每月两块开通吗?', // patterns hear it, and it is unlike what was learned
    ],
  });
});
