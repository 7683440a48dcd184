import type { Explanation } from '#domain/explanation.ts';
import type { HandoffReason } from '#domain/handoff-reason.ts';
import { type Names, phrasesOf, type ToldIn } from '#engine/explain/phrases.ts';

/** Why a conversation is to be handed over, or a specialist called. */
export function explainHandoff(reason: HandoffReason, names: Names, lang: ToldIn): Explanation {
  const words = reason.says.length > 0 ? phrasesOf(reason.says, names, lang) : '';
  const excuse = reason.unless.length > 0 ? phrasesOf(reason.unless, names, lang) : '';
  const { atLeast } = reason;
  if (lang === 'zh') {
    const cause = {
      none: `客户说到${words}${reason.bypass || atLeast === 1 ? '' : `,本通累计 ${atLeast} 次`}`,
      'repeated-answer': `机器人同样的答复给了 ${atLeast} 次`,
      'repeated-question': `客户同样的问题问了 ${atLeast} 次`,
      unsolved: `客户 ${atLeast} 次表示没有解决`,
    }[reason.counter];
    return {
      title: reason.title,
      fires: `${cause}${reason.amountFrom ? `,或说到 ${reason.amountFrom} 元以上的金额` : ''}时提示转给${reason.routeTo}`,
      unless: excuse === '' ? [] : [`同时说到${excuse}`],
      within: reason.bypass ? '一次就提示,不累计' : '累计到次数就提示',
      withdrawn: ['已经转接', '识别更正后,它所依据的话不再成立'],
    };
  }
  const cause = {
    none: `the customer says ${words}${reason.bypass || atLeast === 1 ? '' : `, ${atLeast} times in the call`}`,
    'repeated-answer': `the bot has given the same answer ${atLeast} times`,
    'repeated-question': `the customer has asked the same question ${atLeast} times`,
    unsolved: `the customer has said ${atLeast} times that it is not solved`,
  }[reason.counter];
  return {
    title: reason.titleEn ?? reason.title,
    fires: `shown when ${cause}${reason.amountFrom ? `, or speaks of ${reason.amountFrom} yuan or more` : ''}, with where it goes: ${reason.routeToEn ?? reason.routeTo}`,
    unless: excuse === '' ? [] : [`it is said with ${excuse}`],
    within: reason.bypass ? 'once is enough, nothing is counted' : 'as soon as the count is reached',
    withdrawn: ['the call was transferred', 'a correction of the text takes away the words it rests on'],
  };
}
