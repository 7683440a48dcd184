import type { Release } from '#domain/release.ts';
import type { Lang } from '#domain/speaker.ts';
import type { Names } from '#engine/explain/phrases.ts';

/** What things are called in content of one language. A step named for any process (*) is called as in the first that has it. */
export function namesOf({ concepts, processes }: Pick<Release, 'concepts' | 'processes'>, lang: Lang): Names {
  const titles = new Map(concepts.map(({ key, title }) => [key, title]));
  const own = processes.filter(process => process.lang === lang);
  const byKey = new Map(own.map(process => [process.key, process]));
  return {
    concept: key => titles.get(key),
    process: key => byKey.get(key)?.title,
    node: (process, key) => {
      const among = process === '*' ? own : own.filter(each => each.key === process);
      return among.flatMap(({ nodes }) => nodes).find(node => node.key === key)?.title;
    },
  };
}
