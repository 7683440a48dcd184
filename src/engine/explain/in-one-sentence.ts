import type { Explanation } from '#domain/explanation.ts';
import type { ToldIn } from '#engine/explain/phrases.ts';

/** The whole explanation as running text, for a command line and for search. */
export function inOneSentence({ fires, unless, within, withdrawn, putRight, weight }: Explanation, lang: ToldIn): string {
  const zh = [
    fires,
    ...(unless.length > 0 ? [`除非${unless.join(';或')}`] : []),
    within,
    ...(withdrawn.length > 0 ? [`${withdrawn.join(';或')}时撤回`] : []),
    ...(putRight ? [putRight] : []),
    ...(weight ? [weight] : []),
  ];
  const en = [
    fires,
    ...(unless.length > 0 ? [`unless ${unless.join('; or ')}`] : []),
    within,
    ...(withdrawn.length > 0 ? [`withdrawn when ${withdrawn.join('; or ')}`] : []),
    ...(putRight ? [putRight] : []),
    ...(weight ? [weight] : []),
  ];
  return lang === 'zh'
    ? `${zh.map(each => each.replace(/[。.]$/u, '')).join('。')}。`
    : `${en.map(each => `${each.charAt(0).toUpperCase()}${each.slice(1).replace(/\.$/u, '')}`).join('. ')}.`;
}
