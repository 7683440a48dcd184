import { beforeAll, expect, test } from 'vitest';
import type { Explanation } from '#domain/explanation.ts';
import type { Release } from '#domain/release.ts';
import type { Lang } from '#domain/speaker.ts';
import { explainArticle } from '#engine/explain/explain-article.ts';
import { explainHandoff } from '#engine/explain/explain-handoff.ts';
import { explainNode } from '#engine/explain/explain-node.ts';
import { explainProcess } from '#engine/explain/explain-process.ts';
import { explainRule } from '#engine/explain/explain-rule.ts';
import { inOneSentence } from '#engine/explain/in-one-sentence.ts';
import { namesOf } from '#engine/explain/names-of.ts';
import type { Names, ToldIn } from '#engine/explain/phrases.ts';
import { readFolder } from '#server/content/read-folder.ts';
import { demoFolder } from '#test/kit/built-demo.ts';

let release: Release;
let names: Readonly<Record<Lang, Names>>;
beforeAll(async () => {
  ({ release } = await readFolder(demoFolder));
  names = { zh: namesOf(release, 'zh', 'zh'), en: namesOf(release, 'en', 'zh') };
});

const ruleNamed = (key: string) => release.rules.find(rule => rule.key === key) as Release['rules'][number];

/** One of each kind of rule, word for word. */
const told = [
  [
    'forbid',
    'EQ02',
    'en',
    "Fires when the agent says “tell me …password” or “what's your password”. Unless the same clause says “never …tell” close by. Judged as it is said, without waiting. Withdrawn when a correction of the text takes away the words it rests on. The agent says “never …tell” within three turns: it counts as put right. Serious, 100 points once confirmed, a repeat within 60 seconds counts on the same alert.",
  ],
  [
    'require',
    'Q31',
    'zh',
    '客户说到「客户不满」一类的话或「客户发火或失望」一类的话或「对银行不满」一类的话之后,没有听到坐席说到「致歉或共情」一类的话时提示。除非此前已经说过;或触发的话里:同一分句里紧挨着说到「是真…糊弄」或「急死」或「邮寄太慢」;或触发的话里:同一句话里说到「他又…打」或「我傻」;或相关的声道当时没有识别,或通话是中途接入的(记为不清楚)。限坐席之后 2 轮话之内。缺的话在同一口气里补上;或识别更正后,它所依据的话不再成立时撤回。坐席三轮之内说到缺的那句话,记为已更正。重大,确认后扣 100 分,一票否决,30 秒内再犯算同一条的又一次。',
  ],
  [
    'require before words',
    'Q62',
    'zh',
    '仅当此前没有客户说到「短信…不想要」或「退掉…短信」(最近 8 轮之内):任何一方说到「信用卡…丢」、「补…信用卡」、「短信通知」等 4 类说法之后,或正在办理信用卡挂失补卡、短信通知签约,没有听到坐席说到「告知收费」一类的话、「费…〈金额〉」、「〈金额〉…费」等 5 类说法时提示。除非此前已经说过;或触发的话里:同一分句里紧挨着说到「收到」;或相关的声道当时没有识别,或通话是中途接入的(记为不清楚)。最迟在坐席说到「坐席说业务已经办了」一类的话或信用卡挂失补卡的「客户确认并执行」这一步完成或信用卡挂失补卡的「告知结果」这一步完成或短信通知签约的「征得同意」这一步完成或短信通知签约的「指引渠道」这一步完成之前;不算说到:同一分句里紧挨着说到「收到」。缺的话在同一口气里补上;或识别更正后,它所依据的话不再成立时撤回。坐席三轮之内说到「费…〈金额〉」,或缺的那句话,记为已更正。重大,确认后扣 100 分,一票否决,10 分钟内再犯不另算。',
  ],
  [
    'order',
    'Q44',
    'zh',
    '坐席说到「坐席说不核实或事后再核实」一类的话;或「先冻结或挂失卡片」这一步完成时,它规定的前置步骤还没有完成;或「采取保护措施」这一步完成时,它规定的前置步骤还没有完成;或「控制本人账户」这一步完成时,它规定的前置步骤还没有完成;或借记卡口头挂失的「告知办理结果」这一步完成时,借记卡口头挂失的「告知挂失有效期」这一步、借记卡口头挂失的「告知解挂方式」这一步还没有完成;或信用卡挂失补卡的「告知结果」这一步完成时,信用卡挂失补卡的「告知可选临时冻结」这一步还没有完成;或「客户确认并执行挂失」这一步完成时,「身份核实」这一步还没有完成;或疑似电信诈骗紧急止付的「快速询问要素」这一步完成时,疑似电信诈骗紧急止付的「安抚」这一步还没有完成时提示。除非同一分句里紧挨着说到「转述他人的话」一类的话;或同一句话里说到「手机上看」或「不查了」;或这一步是人工勾选的;或相关的声道当时没有识别,或通话是中途接入的(记为不清楚)。说出口就判断,不等待。识别更正后,它所依据的话不再成立时撤回。坐席三轮之内说到「补充」,记为已更正。重大,确认后扣 100 分,一票否决,10 分钟内再犯不另算。',
  ],
  [
    'order of words',
    'EQ19',
    'en',
    'Fires when the agent says “i have blocked” or “is now blocked” before the customer has clearly agreed. Unless earlier the customer says what counts as “Explicit yes” or “please block it now”; or the same clause says “if” close by; or the leg was not heard then, or the call was joined late (that is unknown, not broken). Judged as it is said, without waiting. Withdrawn when a correction of the text takes away the words it rests on. The agent says “do you agree” or “sorry …ask” within three turns: it counts as put right. Serious, 100 points once confirmed, a repeat within 2 minutes is not counted again.',
  ],
  [
    'metric',
    'Q34',
    'zh',
    '保持或长时间静音超过 30 秒时提示。除非此前坐席说到「告知稍等或正在查询」一类的话(最近 2 轮之内)(超过 120 秒时不再豁免);或此前客户说到「客户请坐席等一下」一类的话(最近 1 轮之内)(超过 120 秒时不再豁免);或有一方的声道当时没有识别,或不是电话。随时间走到这一刻就判断。识别更正后,那一刻的时间不再成立时撤回。坐席三轮之内说到「久等」,记为已更正。一般,确认后扣 5 分,60 秒内再犯算同一条的又一次。',
  ],
  [
    'talk-over',
    'Q32',
    'en',
    'Fires when the time the agent speaks over the customer is more than 2 seconds, or more than one second in 投诉受理. Unless the utterance has fewer than 4 characters; or the two sides are not recorded apart: one channel cannot tell, so nothing is judged. Judged when that time has come. Withdrawn when a correction moves the words, and the time is no longer so. The agent says “您说” or “在听” or “抱歉…打断” within three turns: it counts as put right. General, 3 points once confirmed, a repeat within 60 seconds counts on the same alert.',
  ],
  [
    'prompt',
    'Q67',
    'zh',
    '一进入流程 借记卡口头挂失时事先提示。除非过去 60 分钟内已经提示过。坐席又说了 20 轮之后收起。「5天」、「自动失效」、「解挂方式」都说到了;或识别更正后,它所依据的话不再成立时撤回。重大。',
  ],
  [
    'fact',
    'Q61',
    'zh',
    '坐席告知的数值(金额、期限、比例、次数、日期)与知识条目登记的不一致时提示。除非同一分句里紧挨着说到「以前」、「其他银行」、「吗」等 5 类说法;或这个数值只是被否定或提到:「不是〈期限〉」或「〈期限〉不对」;或正确的数值也在旁边,或说得含糊(几天、多);或是在问,不是在告知;或知识条目在通话当天不在有效期内,或在静默试运行。说出口就判断,不等待。识别更正后,它所依据的话不再成立时撤回。坐席三轮之内说到「刚才…说错」或「更正」,或正确的数值,记为已更正。重大,确认后扣 100 分,一票否决,60 秒内再犯算同一条的又一次。',
  ],
  [
    'not evaluable',
    'Q60',
    'en',
    'Not judged for now, never fires: 客户画像(营销商机标签)由客户系统送来之后才能判断. No time runs. General.',
  ],
] as const;
test.each(told)('%s: %s in words (%s)', (_, key, lang, says) => {
  expect(inOneSentence(explainRule(ruleNamed(key), names[ruleNamed(key).lang], lang), lang)).toBe(says);
});

test('a step in words', () => {
  const P01 = release.processes.find(({ key }) => key === 'P01') as Release['processes'][number];
  const verify = P01.nodes.find(({ key }) => key === 'verify') as (typeof P01.nodes)[number];
  expect(inOneSentence(explainNode(P01, verify, names.zh, 'zh'), 'zh')).toBe(
    `坐席说到「询问姓名」一类的话、「询问证件号」一类的话、「询问预留手机号」一类的话等 6 类说法(至少 2 类),或说得像 ${verify.done.examples.length} 条例句,客户答复「报姓名」一类的话、「〈号码〉」、「〈手机号〉」等 5 类说法,坐席再说到「核实通过」一类的话或「应下客户报的身份」一类的话,这一步算完成;从此身份已核实。除非那一方的声道当时没有识别(记为不清楚)。必做,流程中任何时候。说到「核实未通过」一类的话,这一步作废;或识别更正后,它所依据的话不再成立时撤回。未通过核实前不得透露账户余额、交易、额度、地址等信息,也不得办理任何变更。`,
  );
});

test('every rule, step, process, article and reason is told whole, in both languages, without signs of the pattern language', () => {
  const wrong: string[] = [];
  let n = 0;
  const check = (name: string, explain: (lang: ToldIn) => Explanation, isJudged: boolean) => {
    for (const lang of ['zh', 'en'] as const) {
      n++;
      const explanation = explain(lang);
      const { title, fires, within, withdrawn } = explanation;
      const text = inOneSentence(explanation, lang);
      const isWhole = [title, fires, within].every(part => part.trim() !== '') && (withdrawn.length > 0 || !isJudged);
      const hasSigns = /undefined|null|NaN|\[object|@[a-z]|[|{}\\]|「」|“”|\(\)/u.test(text);
      if (!isWhole || hasSigns) wrong.push(`${name} ${lang}: ${text}`);
    }
  };
  for (const rule of release.rules) check(rule.key, lang => explainRule(rule, names[rule.lang], lang), rule.kind !== 'not-evaluable');
  for (const process of release.processes) {
    check(process.key, lang => explainProcess(process, names[process.lang], lang), true);
    for (const node of process.nodes)
      check(`${process.key}/${node.key}`, lang => explainNode(process, node, names[process.lang], lang), true);
  }
  for (const article of release.articles) check(article.key, lang => explainArticle(article, names[article.lang], lang), true);
  for (const reason of release.handoffReasons) check(reason.key, lang => explainHandoff(reason, names[reason.lang], lang), true);
  expect(wrong).toEqual([]);
  expect(release.rules.filter(({ lang }) => lang === 'zh').length).toBe(70);
  expect(n).toBeGreaterThan(600);
});

test('every serious rule says what to do now, and those that can be put right say by which words', () => {
  const serious = release.rules.filter(({ severity, kind }) => severity === 'serious' && kind !== 'not-evaluable');
  expect(serious.filter(({ doNow }) => doNow.trim() === '').map(({ key }) => key)).toEqual([]);
  const judged = serious.filter(({ kind }) => kind === 'forbid' || kind === 'order' || kind === 'fact');
  expect(judged.filter(({ recoveredBy }) => recoveredBy.length === 0).map(({ key }) => key)).toEqual([]);
});
