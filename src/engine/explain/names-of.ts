import type { Release } from '#domain/release.ts';
import type { Lang } from '#domain/speaker.ts';
import type { Names, ToldIn } from '#engine/explain/phrases.ts';

/**
 * What things are called in content of one language, told in a language of its own: English names where there are some. A step named for any
 * process (*) is called as in the first that has it.
 */
export function namesOf({ concepts, processes }: Pick<Release, 'concepts' | 'processes'>, lang: Lang, toldIn: ToldIn): Names {
  const titles = new Map(concepts.map(concept => [concept.key, titleIn(concept, toldIn)]));
  const own = processes.filter(process => process.lang === lang);
  const byKey = new Map(own.map(process => [process.key, process]));
  return {
    concept: key => titles.get(key),
    process: key => {
      const process = byKey.get(key);
      return process && titleIn(process, toldIn);
    },
    node: (process, key) => {
      const among = process === '*' ? own : own.filter(each => each.key === process);
      const found = among.flatMap(({ nodes }) => nodes).find(node => node.key === key);
      return found && titleIn(found, toldIn);
    },
  };
}

/** A title as it is told in a language. */
export function titleIn({ title, titleEn }: { readonly title: string; readonly titleEn?: string | undefined }, toldIn: ToldIn): string {
  return toldIn === 'en' ? (titleEn ?? title) : title;
}
