import type { FiledLeaf } from '#domain/advice.ts';
import type { Evidence } from '#domain/evidence.ts';
import { mostCategories } from '#domain/settings.ts';
import type { Utterance } from '#domain/utterance.ts';
import type { Moment } from '#engine/moment.ts';
import { type CategoryMemory, hearCategory, noCategory } from '#engine/wrapup/category/category.ts';
import { rankLeaves, type Way } from '#engine/wrapup/category/ranking.ts';
import type { LeafHit } from '#engine/wrapup/wrapup-hits.ts';

/** What was heard of categories while the talk was about one business. */
export interface Business {
  readonly process: string;
  readonly turns: number; // of the customer
  readonly heard: CategoryMemory;
}

/** A category for another business than the main one: what it rests on was said about that business alone. */
export interface Offered extends FiledLeaf {
  readonly process: string;
  readonly confidence: number;
  readonly because: string;
  readonly evidence: readonly Evidence[];
}

/** What a call is filed under beside its main category. */
export interface Beside {
  readonly most: number;
  readonly further: readonly string[];
  readonly offered: readonly Offered[];
}

/** Adds a turn to the business it is about. Only where the bank files a call under several categories. */
export function hearBusiness(
  businesses: readonly Business[],
  moment: Moment,
  utterance: Utterance,
  hits: readonly LeafHit[],
  process: string | null,
): readonly Business[] {
  if (process === null || allowed(moment) === 1) return businesses;
  const before = businesses.find(one => one.process === process) ?? { process, turns: 0, heard: noCategory };
  const heard = hearCategory(before.heard, moment, utterance, hits, false);
  const turns = before.turns + (utterance.speaker === 'customer' ? 1 : 0);
  if (heard === before.heard && turns === before.turns) return businesses;
  return [...businesses.filter(one => one !== before), { process, turns, heard }];
}

/** Under how many categories this call may be filed. */
export function allowed({ content, meta }: Moment): number {
  return mostCategories(content.settings, meta.queue);
}

/**
 * A category for each business that really was one beside the main one: the customer stayed with it, and a step of it was done or words
 * speak for one of its leaves clearly enough. What is filed already is not offered.
 */
export function offers(businesses: readonly Business[], moment: Moment, { process: main, seen, done }: Way): readonly Offered[] {
  return seen
    .filter(process => process !== main)
    .flatMap(process => {
      const business = businesses.find(one => one.process === process);
      const steps = done.filter(step => step.startsWith(`${process}/`));
      if (!business || business.turns < leastTurns) return [];
      const [best] = rankLeaves(
        business.heard,
        moment.content,
        { process, seen: [process], done: steps, own: null, notOwn: null },
        moment.meta.lang,
      );
      if (!best || best.confidence < (steps.length > 0 ? besideSteps : byWords)) return [];
      const { code, path, confidence, because, like } = best;
      const evidence = business.heard.evidence.length === 0 && like ? [like] : business.heard.evidence;
      return [{ process, code, path: [...path], confidence, because, evidence }];
    });
}

/** A business the customer only touches is none. */
const leastTurns = 2;
/** How sure a leaf has to be of its business: less once a step of it was done. */
const besideSteps = 0.3;
const byWords = 0.5;

/** Where several categories stand: with one more, without one, or as they were where that may not be. */
export function alsoFiled(
  further: readonly string[],
  { category, on }: { category: string; on: boolean },
  main: string | null,
  most: number,
): readonly string[] {
  if (!on) return further.includes(category) ? further.filter(code => code !== category) : further;
  const isNew = category !== main && !further.includes(category);
  return isNew && further.length < most - 1 ? [...further, category] : further;
}
