import type { Article } from '#domain/article.ts';
import type { Explanation } from '#domain/explanation.ts';
import { titleIn } from '#engine/explain/names-of.ts';
import { type Names, phrasesOf, type ToldIn } from '#engine/explain/phrases.ts';

/** Why an article's card comes up, and when it goes. */
export function explainArticle(article: Article, names: Names, lang: ToldIn): Explanation {
  const { question, variants, cues, from, to } = article;
  const title = titleIn(article, lang);
  const asked = [question, ...variants].slice(0, 3);
  if (lang === 'zh')
    return {
      title,
      fires: `客户问的与「${asked.join('」「')}」意思相近${cues.length > 0 ? `,或说到${phrasesOf(cues, names, 'zh')}` : ''},并且足够确定时显示`,
      unless: [
        '这条本通已经显示过又离开',
        '坐席点过不需要或有误',
        ...(from ? [`通话当天早于 ${from}`] : []),
        ...(to ? [`通话当天晚于 ${to}`] : []),
      ],
      within: '只提示,不要求',
      withdrawn: ['要点都说到或点了已用,客户接着说别的', '客户离开这个话题,或几轮没有再问'],
    };
  return {
    title,
    fires: `shown when what the customer asks means the same as “${asked.join('”, “')}”${cues.length > 0 ? `, or says ${phrasesOf(cues, names, 'en')}` : ''}, and it is sure enough`,
    unless: [
      'it was up in this call before and left',
      'the agent put it away or reported it',
      ...(from ? [`the call is before ${from}`] : []),
      ...(to ? [`the call is after ${to}`] : []),
    ],
    within: 'a suggestion; nothing is required',
    withdrawn: [
      'its points are said, or it was marked used, and the customer goes on',
      'the customer leaves the topic, or does not come back to it for some turns',
    ],
  };
}
