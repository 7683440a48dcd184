import type { Concept } from '#domain/concept.ts';
import type { Heard } from '#domain/hit.ts';
import { Release } from '#domain/release.ts';
import type { Utterance } from '#domain/utterance.ts';
import { compileHearing } from '#engine/hear/compile.ts';
import { loadHearing } from '#engine/hear/hear.ts';

/** A release of nothing but concepts and cues, for tests. */
export function releaseOf(concepts: readonly (Partial<Concept> & { key: string })[], cues: readonly string[]): Release {
  return Release.parse({
    bank: { key: 'test', name: 'test', fictional: true },
    settings: { fillers: cues },
    concepts: concepts.map(concept => ({ title: concept.key, ...concept })),
    articles: [],
    processes: [],
    rules: [],
    leaves: [],
    slots: [],
    handoffReasons: [],
    versions: {},
  });
}

/** What is heard in one text. */
export function heardIn(
  text: string,
  listening: { readonly concepts?: readonly (Partial<Concept> & { key: string })[]; readonly cues?: readonly string[] },
  { speaker = 'customer', lang = 'zh' }: { speaker?: Utterance['speaker']; lang?: 'zh' | 'en' } = {},
): Heard {
  const ears = loadHearing(compileHearing(releaseOf(listening.concepts ?? [], listening.cues ?? [])));
  return ears.hear({ position: 1 as Utterance['position'], revision: 0, speaker, text, startMs: 0, endMs: 0 }, lang);
}

/** The words each hit rests on: concept, words, and ~ when they only sound so. */
export function caughtIn(text: string, heard: Heard): string[] {
  return heard.hits.map(hit => `${hit.concept} ${text.slice(...hit.span)}${hit.how === 'homophone' ? ' ~' : ''}`);
}
