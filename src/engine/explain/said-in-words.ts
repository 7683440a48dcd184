import type { Said } from '#domain/rule.ts';
import { type Names, phrasesOf, type ToldIn } from '#engine/explain/phrases.ts';

/** Words of one side as a clause: 坐席说到「…」. */
export function saidInWords(said: Said, names: Names, lang: ToldIn): string {
  const words = phrasesOf(said.says, names, lang);
  return lang === 'zh' ? zh(said, words, names) : en(said, words, names);
}

/** What excuses some words. */
export function excusesInWords(
  said: Pick<Said, 'unless' | 'unlessNear'> & Partial<Pick<Said, 'unlessReplyTo'>>,
  names: Names,
  lang: ToldIn,
): readonly string[] {
  const unless = said.unless.length === 0 ? [] : [phrasesOf(said.unless, names, lang)];
  const near = said.unlessNear.length === 0 ? [] : [phrasesOf(said.unlessNear, names, lang)];
  const answering = said.unlessReplyTo?.length ? [phrasesOf(said.unlessReplyTo, names, lang)] : [];
  return lang === 'zh'
    ? [
        ...unless.map(words => `同一分句里紧挨着说到${words}`),
        ...near.map(words => `同一句话里说到${words}`),
        ...answering.map(words => `对方刚说到${words},是在回应`),
      ]
    : [
        ...unless.map(words => `the same clause says ${words} close by`),
        ...near.map(words => `the same utterance says ${words}`),
        ...answering.map(words => `it answers ${words}`),
      ];
}

/** A side of the conversation by name. */
export function sideInWords(by: 'agent' | 'customer' | 'bot' | 'any', lang: ToldIn): string {
  return sides[lang][by];
}

const sides = {
  zh: { agent: '坐席', customer: '客户', bot: '机器人', any: '任何一方' },
  en: { agent: 'the agent', customer: 'the customer', bot: 'the bot', any: 'either side' },
} as const;

function zh({ by, atLeast, replyTo, reveals, lastTurns }: Said, words: string, names: Names): string {
  return [
    replyTo.length > 0 ? `${sides.zh[by]}回答${phrasesOf(replyTo, names, 'zh')}时` : sides.zh[by],
    atLeast > 1 ? `一句话里说到其中至少 ${atLeast} 类:${words}` : `说到${words}`,
    lastTurns === undefined ? '' : `(最近 ${lastTurns} 轮之内)`,
    { nothing: '', marks: ',并报出客户没有说过的号码', values: ',并说出客户没有说过的金额、数字或日期' }[reveals],
  ].join('');
}

function en({ by, atLeast, replyTo, reveals, lastTurns }: Said, words: string, names: Names): string {
  return [
    sides.en[by],
    atLeast > 1 ? ` says at least ${atLeast} kinds of these in one utterance: ${words}` : ` says ${words}`,
    replyTo.length > 0 ? ` in answer to ${phrasesOf(replyTo, names, 'en')}` : '',
    lastTurns === undefined ? '' : lastTurns === 1 ? ' (in the last turn)' : ` (within the last ${lastTurns} turns)`,
    {
      nothing: '',
      marks: ' and reads out a number the customer has not said',
      values: ' and tells an amount, number or date the customer has not said',
    }[reveals],
  ].join('');
}
