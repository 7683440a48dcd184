import type { Engine } from '#engine/engine.ts';

/** Where a conversation's engine comes from: the live release for a new one, the pinned artefact for one that runs. */
export interface Engines {
  latest(): Promise<{ readonly release: string; readonly artefact: string; readonly engine: Engine }>;
  get(artefact: string): Promise<Engine>;
}
