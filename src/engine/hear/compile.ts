import type { Release } from '#domain/release.ts';
import type { HearingPart } from '#engine/hear/hearing-part.ts';

export function compileHearing(release: Release): HearingPart {
  return { concepts: release.concepts };
}
