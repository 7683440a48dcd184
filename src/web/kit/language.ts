import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { wordsEn } from '#web/kit/words-en.ts';
import { wordsZh } from '#web/kit/words-zh.ts';

/** The languages the screens speak. */
export type Language = 'zh' | 'en';

/** Starts with the language of this machine: what was chosen here last, else Chinese unless the address asks for English. */
export function startLanguage(): void {
  const asked = new URLSearchParams(location.search).get('lang');
  const stored = localStorage.getItem('deskside.lang');
  const first: Language = asked === 'en' || asked === 'zh' ? asked : stored === 'en' ? 'en' : 'zh';
  void i18next.use(initReactI18next).init({
    lng: first,
    fallbackLng: 'zh',
    resources: { zh: { translation: wordsZh }, en: { translation: wordsEn } },
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = tagOf(first);
}

/** Switches the screens; the `lang` attribute decides which Chinese glyphs are drawn. */
export function speak(language: Language): void {
  localStorage.setItem('deskside.lang', language);
  document.documentElement.lang = tagOf(language);
  if (i18next.language !== language) void i18next.changeLanguage(language);
}

/** The language tag for a `lang` attribute. */
export function tagOf(language: Language): string {
  return language === 'zh' ? 'zh-CN' : 'en';
}

/** The language tag of words that say nothing of their language: what somebody typed. */
export function tagOfWords(words: string): string {
  return tagOf(/\p{Script=Han}/u.test(words) ? 'zh' : 'en');
}
