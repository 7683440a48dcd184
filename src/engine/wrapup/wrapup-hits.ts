import type { Hit } from '#domain/hit.ts';
import type { Content } from '#engine/content.ts';
import { ByCue } from '#engine/cues.ts';
import type { Moment } from '#engine/moment.ts';
import { type LeafCue, leafIndex } from '#engine/wrapup/category/leaf-index.ts';
import { type SlotCue, slotCues } from '#engine/wrapup/slots/slot-index.ts';

/** A hit that leaves listen for. */
export interface LeafHit {
  readonly hit: Hit;
  readonly cue: LeafCue;
}

/** A hit that slots listen for. */
export interface SlotHit {
  readonly hit: Hit;
  readonly cue: SlotCue;
}

/** The hits of this turn that mean something to the wrap-up; most of what is heard is for others. */
export interface WrapupHits {
  readonly leaves: readonly LeafHit[];
  readonly slots: readonly SlotHit[];
}

/** Picks them out. */
export function wrapupHits({ heard, content }: Moment): WrapupHits {
  const hits = heard?.hits ?? none;
  if (hits.length === 0) return nothing;
  const { leaves: forLeaves, slots: forSlots } = cuesOf(content);
  const leaves: LeafHit[] = [];
  const slots: SlotHit[] = [];
  for (const hit of hits) {
    const leaf = forLeaves.at(hit.cue);
    if (leaf) leaves.push({ hit, cue: leaf });
    const slot = forSlots.at(hit.cue);
    if (slot) slots.push({ hit, cue: slot });
  }
  return { leaves, slots };
}

const none: readonly never[] = [];
const nothing: WrapupHits = { leaves: none, slots: none };

interface WrapupCues {
  readonly leaves: ByCue<LeafCue>;
  readonly slots: ByCue<SlotCue>;
}

/** Made once per content, so that a turn asks once for each of its hits. */
function cuesOf(content: Content): WrapupCues {
  const known = indexes.get(content);
  if (known) return known;
  const index = { leaves: new ByCue(content.cues, leafIndex(content).cues), slots: new ByCue(content.cues, slotCues(content)) };
  indexes.set(content, index);
  return index;
}

const indexes = new WeakMap<Content, WrapupCues>();
