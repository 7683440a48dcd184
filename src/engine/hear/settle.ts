import type { Hit } from '#domain/hit.ts';
import type { Listener } from '#engine/hear/hearing-part.ts';
import type { Match } from '#engine/hear/match/join.ts';
import { leftmostLongest, overlap } from '#engine/hear/match/overlap.ts';
import type { Places } from '#engine/hear/match/places.ts';
import type { Tools } from '#engine/hear/match/sharpen.ts';

/** A match that somebody listens for. */
export interface Caught extends Match {
  readonly listener: Listener;
  readonly how: Hit['how'];
}

/** An exemption reaches over so many characters inside its clause. */
const exemptionReach = 6;

/** Who hears what: by speaker, without exemptions, one match of those that overlap; in the order of the text. */
export function settle(tools: Tools, places: Places, found: ReadonlyMap<number, readonly Match[]>, side: 'customer' | 'agent'): Caught[] {
  const { part, builds } = tools;
  const offers = offersOf(tools, found);
  const caught = new Map<number, readonly Caught[]>();
  const all: Caught[] = [];
  for (const index of inOrder(offers, builds)) {
    const listener = part.listeners[index] as Listener;
    if (listener.speaker !== 'any' && listener.speaker !== side) continue;
    const kept = catches(listener, offers.get(index), places, caught);
    if (kept.length === 0) continue;
    caught.set(index, kept);
    for (const match of kept) all.push(match);
  }
  return all.sort((a, b) => a.start - b.start || b.end - a.end || (a.listener.name < b.listener.name ? -1 : 1));
}

/** What programs found for one listener. */
interface Offer {
  readonly matches: Caught[];
  readonly exemptions: Match[];
}

function offersOf({ part, phraseOf, patternOf, exemptionOf }: Tools, found: ReadonlyMap<number, readonly Match[]>): Map<number, Offer> {
  const offers = new Map<number, Offer>();
  const offerTo = (listener: number): Offer => {
    const known = offers.get(listener);
    if (known) return known;
    const offer = { matches: [], exemptions: [] };
    offers.set(listener, offer);
    return offer;
  };
  const offer = (to: readonly number[], matches: readonly Match[], how: Hit['how']): void => {
    for (const index of to) {
      const listener = part.listeners[index] as Listener;
      const offered = offerTo(index).matches;
      for (const { start, end, bySound } of matches) offered.push({ start, end, bySound, listener, how: bySound ? 'homophone' : how });
    }
  };
  for (const [program, matches] of found) {
    offer(phraseOf[program] as readonly number[], matches, 'phrase');
    offer(patternOf[program] as readonly number[], matches, 'pattern');
    for (const index of exemptionOf[program] as readonly number[]) offerTo(index).exemptions.push(...matches);
  }
  return offers;
}

/** Listeners that were offered something, after those they build on. */
function inOrder(offers: ReadonlyMap<number, Offer>, builds: Tools['builds']): number[] {
  const waiting = new Set(offers.keys());
  for (const listener of waiting) for (const other of builds[listener] as readonly number[]) waiting.add(other);
  return [...waiting].sort((a, b) => a - b);
}

function catches(
  listener: Listener,
  offer: Offer | undefined,
  places: Places,
  caught: ReadonlyMap<number, readonly Caught[]>,
): readonly Caught[] {
  const all = offer?.matches ?? [];
  for (const concept of listener.concepts)
    for (const match of caught.get(concept) ?? []) all.push({ ...match, listener, how: match.bySound ? 'homophone' : 'pattern' });
  if (all.length === 0) return all;

  const exemptions = offer?.exemptions ?? [];
  for (const concept of listener.unlessConcepts) exemptions.push(...(caught.get(concept) ?? []));
  const kept = withoutExempt(all, exemptions, places);
  if (!kept.some(match => match.bySound)) return leftmostLongest(kept);
  const sure = leftmostLongest(kept.filter(match => !match.bySound));
  return [...sure, ...leftmostLongest(kept.filter(match => match.bySound && !sure.some(other => overlap(other, match))))];
}

/** An exemption counts where it overlaps, and where it ends shortly before in the same clause. */
function withoutExempt(matches: readonly Caught[], exemptions: readonly Match[], { normal }: Places): readonly Caught[] {
  if (exemptions.length === 0) return matches;
  const covered = new Uint8Array(normal.length + 1);
  const endsHere = new Uint8Array(normal.length + 1);
  let until = 0;
  for (const { start, end } of [...exemptions].sort((a, b) => a.start - b.start)) {
    for (let at = Math.max(start, until); at < end; at++) covered[at] = 1;
    until = Math.max(until, end);
    endsHere[end] = 1;
  }
  return matches.filter(({ start, end }) => {
    for (let at = start; at < end; at++) if (covered[at] === 1) return false;
    for (let at = start; at >= Math.max(0, start - exemptionReach); at--) {
      if (endsHere[at] === 1) return false;
      if (at > 0 && clauseEnds.has(normal.units[at - 1] as number)) return true;
    }
    return true;
  });
}

const clauseEnds = new Set([...',、。.!?;:…\n'].map(char => char.charCodeAt(0)));
