import type { Lang } from '#domain/speaker.ts';

/** Something for each language; nothing where there is too little to learn from. */
export interface ByLang<T> {
  readonly zh?: T;
  readonly en?: T;
}

/** Makes it for each language; nothing of one that has too little to learn from. */
export function byLang<T>(make: (lang: Lang) => T | undefined): ByLang<T> {
  const zh = make('zh');
  const en = make('en');
  return { ...(zh !== undefined && { zh }), ...(en !== undefined && { en }) };
}
