import type { Lang } from '#domain/speaker.ts';
import type { Engine } from '#engine/engine.ts';
import { englishNames } from '#engine/explain/english-names.ts';
import type { Engines } from '#server/live/engines.ts';

/** What a name of content or of a unit is called in a reader's language; what nobody has named in English stays as it is. */
export type NamesFor = (lang: Lang) => Promise<(own: string) => string>;

/** The English names of the live release. */
export class EnglishNames {
  readonly #engines: Pick<Engines, 'latest'>;
  readonly #kept = new WeakMap<Engine, ReadonlyMap<string, string>>();

  constructor(engines: Pick<Engines, 'latest'>) {
    this.#engines = engines;
  }

  async read(): Promise<ReadonlyMap<string, string>> {
    const { engine } = await this.#engines.latest();
    const kept = this.#kept.get(engine);
    if (kept) return kept;
    const { bank, articles, processes, rules, leaves, slots, handoffReasons } = engine.content('zh');
    const names = englishNames({
      bank,
      rules,
      handoffReasons,
      articles: [...articles.values()],
      processes: [...processes.values()],
      leaves: [...leaves.values()],
      slots: [...slots.values()],
    });
    this.#kept.set(engine, names);
    return names;
  }

  readonly for: NamesFor = async lang => {
    if (lang === 'zh') return own => own;
    const names = await this.read();
    return own => names.get(own) ?? own;
  };
}
