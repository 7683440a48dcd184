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
  const cues = cuesOf(content);
  const leaves: LeafHit[] = [];
  const slots: SlotHit[] = [];
  for (const hit of hits) {
    const cue = cues.at(hit.cue);
    if (cue?.leaf) leaves.push({ hit, cue: cue.leaf });
    if (cue?.slot) slots.push({ hit, cue: cue.slot });
  }
  return { leaves, slots };
}

const none: readonly never[] = [];
const nothing: WrapupHits = { leaves: none, slots: none };

/** What a cue means to leaves and to slots. */
interface WrapupCue {
  readonly leaf: LeafCue | undefined;
  readonly slot: SlotCue | undefined;
}

/** Made once per content, so that a turn asks once for each of its hits. */
function cuesOf(content: Content): ByCue<WrapupCue> {
  const known = indexes.get(content);
  if (known) return known;
  const { cues: leaves } = leafIndex(content);
  const slots = slotCues(content);
  const names = new Set([...leaves.keys(), ...slots.keys()]);
  const index = new ByCue(content.cues, new Map([...names].map(name => [name, { leaf: leaves.get(name), slot: slots.get(name) }])));
  indexes.set(content, index);
  return index;
}

const indexes = new WeakMap<Content, ByCue<WrapupCue>>();
