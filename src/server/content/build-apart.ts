import type { Release } from '#domain/release.ts';
import { compile, plansOf } from '#engine/build.ts';
import { answerTask, askProcess } from '#server/ask-process.ts';
import { learnInWorkers } from '#server/content/learn-in-workers.ts';
import { type Packed, pack } from '#server/content/packed.ts';

/** Compiles and packs a release in a process of its own; its networks learn side by side. The artefact is that of `build`. */
export function buildApart(release: Release): Promise<Packed> {
  return askProcess<Packed>(import.meta.url, release);
}

answerTask(import.meta.url, async (release: Release) => {
  const learning = learnInWorkers(plansOf(release)); // its workers begin while the rest is compiled here
  return pack({ ...compile(release), learned: await learning });
});
