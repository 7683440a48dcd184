import nodeNlp from 'node-nlp';

/**
 * Intents as the readme of node-nlp has them: one manager, one language, every example a document.
 * @param {readonly { text: string, label: string }[]} examples
 * @param {'zh' | 'en'} lang
 */
export async function trainIntents(examples, lang) {
  const manager = new nodeNlp.NlpManager({ languages: [lang], forceNER: false, autoSave: false, autoLoad: false, nlu: { log: false } });
  for (const { text, label } of examples) manager.addDocument(lang, text, label);
  await manager.train();
  return {
    /** @param {string} text */
    async classify(text) {
      const { intent, classifications } = await manager.process(lang, text);
      const ranked = (classifications ?? []).map(({ intent }) => intent);
      return ranked.length > 0 ? ranked.slice(0, 3) : [intent];
    },
  };
}
