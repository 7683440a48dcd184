/** A stretch of text: start is in it, end is not. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Of stretches that overlap, the one that begins first; of those that begin together, the longest. */
export function leftmostLongest<Place extends Stretch>(places: readonly Place[]): readonly Place[] {
  if (places.length < 2) return places;
  const kept: Place[] = [];
  let reached = -1;
  for (const place of [...places].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (place.start < reached) continue;
    kept.push(place);
    reached = place.end;
  }
  return kept;
}
