import MiniSearch from 'minisearch';

/**
 * Articles in minisearch with its defaults; Chinese is cut into words by the platform's own segmenter, since minisearch cuts at spaces.
 * @param {readonly { key: string, question: string, variants: readonly string[], script: string }[]} articles
 * @param {'zh' | 'en'} lang
 */
export function indexArticles(articles, lang) {
  const segmenter = new Intl.Segmenter(lang, { granularity: 'word' });
  const tokenize = text => [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
  const index = new MiniSearch({ idField: 'key', fields: ['question', 'variants', 'script'], ...(lang === 'zh' ? { tokenize } : {}) });
  index.addAll(articles.map(({ key, question, variants, script }) => ({ key, question, variants: variants.join('\n'), script })));
  return {
    /** @param {string} query @param {number} most */
    search: (query, most) =>
      index
        .search(query, { boost: { question: 3, variants: 2 }, combineWith: 'OR' })
        .slice(0, most)
        .map(({ id }) => id),
  };
}
