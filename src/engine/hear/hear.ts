import type { Ears } from '#engine/hear/ears.ts';
import type { HearingPart } from '#engine/hear/hearing-part.ts';

export function loadHearing(_part: HearingPart): Ears {
  return { hear: utterance => ({ hits: [], values: [], normal: utterance.text }) };
}
