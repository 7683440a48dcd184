import type { Process } from '#domain/process.ts';
import type { Artefact } from '#engine/artefact.ts';
import type { Content } from '#engine/content.ts';
import type { CueNumbers } from '#engine/cues.ts';
import { type Engine, makeEngine } from '#engine/engine.ts';
import type { ClassifierPart } from '#engine/hear/classify/classifier-part.ts';
import { openingClass } from '#engine/hear/classify/learned-cues.ts';
import { loadHearing } from '#engine/hear/hear.ts';
import { loadKnowledge } from '#engine/knowledge/load.ts';
import { ownCues } from '#engine/own-cues.ts';
import { type LeafWords, loadLeafWords } from '#engine/wrapup/category/leaf-words.ts';

/** Makes an engine of an artefact. Throws when another engine version built it: build again. */
export function load(artefact: Artefact): Engine {
  const ears = loadHearing(artefact.hearing, artefact.learned);
  const leafWords = artefact.leafWords && loadLeafWords(artefact.leafWords);
  const byLang = { zh: contentIn(artefact, 'zh', ears.cues, leafWords), en: contentIn(artefact, 'en', ears.cues, leafWords) };
  return makeEngine(ears, lang => byLang[lang]);
}

function contentIn(artefact: Artefact, lang: 'zh' | 'en', cues: CueNumbers, leafWords: LeafWords | null): Content {
  const { release } = artefact;
  const inLang = <T extends { lang: string }>(items: readonly T[]) => items.filter(item => item.lang === lang);
  return {
    bank: release.bank,
    settings: release.settings,
    articles: new Map(inLang(release.articles).map(article => [article.key, article])),
    processes: new Map(inLang(release.processes).map(process => [process.key, process])),
    rules: inLang(release.rules),
    leaves: new Map(release.leaves.map(leaf => [leaf.code, lang === 'en' && leaf.pathEn ? { ...leaf, path: leaf.pathEn } : leaf])),
    slots: new Map(inLang(release.slots).map(slot => [slot.key, slot])),
    handoffReasons: release.handoffReasons, // a bot's reasons hold in both languages
    versions: release.versions,
    shadow: new Set(release.shadow),
    lookup: loadKnowledge(artefact.knowledge, lang),
    openings: openingsLearned(release.processes, artefact.learned.openings?.[lang]),
    steps: new Set(artefact.learned.steps?.[lang]?.classes.map(key => `@${key}`)),
    leafWords,
    cues,
    own: ownCues(cues),
  };
}

function openingsLearned(processes: readonly Process[], part: ClassifierPart | undefined): ReadonlySet<string> {
  return new Set(processes.map(({ key }) => key).filter(key => part?.classes.includes(openingClass(key))));
}
