import { expect, test } from 'vitest';
import { readFactValue } from '#engine/quality/fact-value.ts';
import { demoEngine } from '#test/kit/demo-engine.ts';
import { firedBy } from '#test/kit/rule-talk.ts';

const engine = await demoEngine();

const wrong = [
  '口头挂失有效期是十天,过期自动失效',
  '挂失以后两个月内有效,您记得去网点',
  '您在三天之内带身份证去网点办书面挂失就行',
  '交易密码连续输错五次才会锁定',
  '普通到账一般是24小时之内',
  '户名不一致会退回,一般七天到您账上',
  '在自助机上转的,四十八小时内可以撤销',
  '线上最高每天可以到五十万',
  '循环利息没还的部分每天是千分之五',
  '跨行还款一般要五个工作日到账',
  '主卡年费是三百块一年',
  '一年刷满三次就可以免次年的年费',
  '固定额度用卡三个月以后系统评估',
  '投诉三十个工作日内给您答复',
  '测评结果两年有效',
  '二十万以上才要预约',
  '存款证明的工本费每份五十元',
  '境外取现每人每年最多等值五万块',
  '短信通知每个月收三块钱',
  '提前还款最少要还五万',
  '提前还款每月十号到三十号可以申请',
  '吞卡的话七个工作日内带身份证去领',
  '养老金账户每年最多存两万',
  '七十岁以上的客户可以直接转人工',
] as const;
test.each(wrong)('%s: not what the article says', line => expect(firedBy(engine, `坐席:${line}。`)).toContain('Q61'));

const fine = [
  '口头挂失有效期是五天,五天内要到网点',
  '不是十天,挂失五天有效',
  '补卡之后新卡邮寄,大概八个工作日寄到',
  '挂失之后补卡邮寄一般七到十个工作日',
  '您登录密码连续输错五次了,先点忘记密码',
  '您选的是普通到账,两小时内会到,请您过三十分钟再看',
  '自助机上转的,二十四小时内可以撤销,我给您登记,三个工作日内回电',
  '您现在的限额是每天五万,线上最高可以调到二十万',
  '白金卡的年费是两千,按合同收',
  '您今年已经刷了三次,还差两次就可以免次年年费',
  '投诉我已经登记,24小时内有专人联系您,15日内告知结果',
  '您三天前的投诉我查到了,正在处理',
  '情况复杂的按规定延长到六十日',
  '您要取二十万,超过五万就请提前预约',
  '存款证明要冻结三十万,工本费每份二十块',
  '存款证明要冻结30万,期限是三个月',
  '以前短信通知每月三块,现在是每月两块',
  '您说短信每个月扣了您五块钱,我查一下',
  '短信通知您是要每个月三块的那种吗',
  '本期最低还款是五百块,全额是六千',
  '提前还款您想还八万,每月15号扣款',
  '养老金账户里现在有八千块',
  '七十岁以上办这个业务需要本人到网点',
] as const;
test.each(fine)('%s: nothing to say', line => expect(firedBy(engine, `坐席:${line}。`)).not.toContain('Q61'));

test.each(wrong)('%s: the customer may say so', line => expect(firedBy(engine, `客户:${line}。`)).not.toContain('Q61'));

test('every fact of the bank can be compared, and its own sentence breaks nothing', () => {
  const articles = [...engine.content('zh').articles.values()].filter(({ facts }) => facts.length > 0);
  const unread = articles.flatMap(({ facts }) => facts.filter(({ value }) => readFactValue(value) === null));
  const broken = articles.filter(({ script }) => firedBy(engine, `坐席:${script.replaceAll('\n', '')}`).includes('Q61'));
  expect({ unread, broken: broken.map(({ key }) => key) }).toEqual({ unread: [], broken: [] });
});
