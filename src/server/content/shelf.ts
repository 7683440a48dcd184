import type { Engine } from '#engine/engine.ts';
import { load } from '#engine/load.ts';
import type { Clock } from '#ports/clock.ts';
import { liveRelease, readArtefact } from '#server/content/publish.ts';
import type { Db } from '#server/db/schema.ts';

/** The engines in use: the live one for new conversations, older ones as long as somebody asks for them. */
export class EngineShelf {
  readonly #db: Db;
  readonly #clock: Clock;
  readonly #engines = new Map<string, Promise<Engine>>();
  #live: { release: string; artefact: string; readAt: number } | null = null;

  constructor(db: Db, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** What a conversation that opens now pins. A new release is noticed within two seconds, without restart. */
  async latest(): Promise<{ release: string; artefact: string; engine: Engine }> {
    if (!this.#live || this.#clock.now() - this.#live.readAt > 2000) {
      const live = await liveRelease(this.#db);
      if (!live) throw new Error('no content is live yet: publish a release first');
      this.#live = { ...live, readAt: this.#clock.now() };
    }
    const { release, artefact } = this.#live;
    return { release, artefact, engine: await this.get(artefact) };
  }

  /** The engine a running or stored conversation pinned. */
  get(artefact: string): Promise<Engine> {
    const kept = this.#engines.get(artefact);
    if (kept) return kept;

    const loading = readArtefact(this.#db, artefact).then(load);
    this.#engines.set(artefact, loading);
    loading.catch(() => this.#engines.delete(artefact));
    if (this.#engines.size > 6) this.#engines.delete(this.#engines.keys().next().value as string);
    return loading;
  }
}
