import type { Hit } from '#domain/hit.ts';
import type { Content } from '#engine/content.ts';
import { ByCue } from '#engine/cues.ts';
import type { Moment } from '#engine/moment.ts';
import { type LeafCue, leafIndex } from '#engine/wrapup/category/leaf-index.ts';
import { type SlotCue, slotCues } from '#engine/wrapup/slots/slot-index.ts';

/** A hit that leaves or slots listen for. */
export interface WrapupHit extends WrapupCue {
  readonly hit: Hit;
}

interface WrapupCue {
  readonly leaf: LeafCue | null;
  readonly slot: SlotCue | null;
}

/** The hits of this turn that mean something to the wrap-up; most of what is heard is for others. */
export function wrapupHits({ heard, content }: Moment): readonly WrapupHit[] {
  if (!heard) return none;
  const cues = cuesOf(content);
  const found: WrapupHit[] = [];
  for (const hit of heard.hits) {
    const cue = cues.at(hit.cue);
    if (cue) found.push({ hit, leaf: cue.leaf, slot: cue.slot });
  }
  return found;
}

const none: readonly never[] = [];

/** Made once per content, so that a turn asks once for each of its hits. */
function cuesOf(content: Content): ByCue<WrapupCue> {
  const known = indexes.get(content);
  if (known) return known;
  const { cues } = leafIndex(content);
  const slots = slotCues(content);
  const index = new ByCue(
    content.cues,
    new Map([...cues.keys(), ...slots.keys()].map(cue => [cue, { leaf: cues.get(cue) ?? null, slot: slots.get(cue) ?? null }])),
  );
  indexes.set(content, index);
  return index;
}

const indexes = new WeakMap<Content, ByCue<WrapupCue>>();
