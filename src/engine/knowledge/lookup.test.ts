import { expect, test } from 'vitest';
import { Article } from '#domain/article.ts';
import { Release } from '#domain/release.ts';
import { compileArticles, compileKnowledge } from '#engine/knowledge/compile.ts';
import { loadIndex, loadKnowledge } from '#engine/knowledge/load.ts';

const article = (key: string, question: string, variants: string[], lang: 'zh' | 'en' = 'zh') =>
  Article.parse({ key, title: question, question, variants, lang, script: question });
const release = Release.parse({
  ...{ concepts: [], processes: [], rules: [], leaves: [], slots: [], handoffReasons: [], versions: {}, settings: {} },
  bank: { key: 'test', name: 'test', fictional: true },
  articles: [
    article('limit', '转账限额怎么提高', ['每天能转多少']),
    article('fee', '信用卡年费能免吗', ['年费为什么扣了']),
    article('proof', '存款证明怎么开', []),
    article('card', 'How do I report a lost card', ['my card was stolen'], 'en'),
  ],
});
const part = compileKnowledge(release);

const cases = [
  { when: 'the very words', query: '年费为什么扣了', context: [], first: 'fee' },
  { when: 'everyday words', query: '我想把转账限额放大点', context: [], first: 'limit' },
  {
    when: 'an ellipsis, by what was said before',
    query: '那怎么开呢',
    context: [{ text: '我要办存款证明', counts: 0.35 }],
    first: 'proof',
  },
  { when: 'misheard words, by their sound', query: '信用咖年废能免马', context: [], first: 'fee' },
  {
    when: 'what was said before finds nothing by itself',
    query: '嗯',
    context: [{ text: '我要办存款证明', counts: 0.35 }],
    first: undefined,
  },
  { when: 'nothing of ours', query: '今天天气不错', context: [], first: undefined },
] as const;
test.each(cases)('$when → $first', ({ query, context, first }) =>
  expect(
    loadKnowledge(part, 'zh')
      .find(query, context, 3)
      .find(found => found.confidence >= 0.2)?.key,
  ).toBe(first),
);

test('English is found by its words, and apart from Chinese', () =>
  expect(
    loadKnowledge(part, 'en')
      .find('someone stole my cards', [], 3)
      .map(found => found.key),
  ).toEqual(['card']));

test('what is unlike an article is not answered by it, though it holds its words', () => {
  const code = {
    ...{ key: 'code', title: '验证码收不到', question: '收不到验证码', script: '请检查短信是否被拦截' },
    variants: ['验证码一直不来', '验证码没收到怎么办', '等了半天没有验证码', '验证码短信延迟'],
  };
  const others = release.articles.filter(({ lang }) => lang === 'zh');
  const lookup = loadIndex(
    compileArticles([{ ...code, unlike: ['验证码来了,我念给你听', '短信来了六个数字,要念给你吗'] }, ...others], 'zh'),
  );
  const sureness = (query: string) => lookup.find(query, [], 3).find(({ key }) => key === 'code')?.confidence ?? 0;
  const [never, came] = [sureness('验证码一直没收到'), sureness('验证码来了,要念给你吗')];
  expect({ isNeverSure: never >= 0.5, isCameSure: came >= 0.1 }, `${never} ${came}`).toEqual({ isNeverSure: true, isCameSure: false });
});

test('the same release gives the same bytes', () => expect(JSON.stringify(compileKnowledge(release))).toBe(JSON.stringify(part)));
