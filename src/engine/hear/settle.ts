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
export function settle(
  { part, serves, builds }: Tools,
  places: Places,
  found: ReadonlyMap<number, readonly Match[]>,
  side: 'customer' | 'agent',
): Caught[] {
  const waiting = new Set<number>();
  for (const program of found.keys()) for (const listener of serves[program] as readonly number[]) waiting.add(listener);
  for (const listener of waiting) for (const other of builds[listener] as readonly number[]) waiting.add(other);

  const caught = new Map<number, readonly Caught[]>();
  const all: Caught[] = [];
  for (const index of [...waiting].sort((a, b) => a - b)) {
    const listener = part.listeners[index] as Listener;
    if (listener.speaker !== 'any' && listener.speaker !== side) continue;
    const kept = catches(listener, places, found, caught);
    if (kept.length === 0) continue;
    caught.set(index, kept);
    for (const match of kept) all.push(match);
  }
  return all.sort((a, b) => a.start - b.start || b.end - a.end || (a.listener.name < b.listener.name ? -1 : 1));
}

function catches(
  listener: Listener,
  places: Places,
  found: ReadonlyMap<number, readonly Match[]>,
  caught: ReadonlyMap<number, readonly Caught[]>,
): readonly Caught[] {
  const all: Caught[] = [];
  const take = (matches: readonly Match[] | undefined, how: Hit['how']): void => {
    if (!matches) return;
    for (const { start, end, bySound } of matches) all.push({ start, end, bySound, listener, how: bySound ? 'homophone' : how });
  };
  for (const program of listener.phrases) take(found.get(program), 'phrase');
  for (const program of listener.patterns) take(found.get(program), 'pattern');
  for (const concept of listener.concepts) take(caught.get(concept), 'pattern');

  const kept = withoutExempt(listener, all, places, found, caught);
  if (!kept.some(match => match.bySound)) return leftmostLongest(kept);
  const sure = leftmostLongest(kept.filter(match => !match.bySound));
  return [...sure, ...leftmostLongest(kept.filter(match => match.bySound && !sure.some(other => overlap(other, match))))];
}

function withoutExempt(
  listener: Listener,
  matches: readonly Caught[],
  places: Places,
  found: ReadonlyMap<number, readonly Match[]>,
  caught: ReadonlyMap<number, readonly Caught[]>,
): readonly Caught[] {
  const exemptions = [
    ...listener.unless.flatMap(program => found.get(program) ?? []),
    ...listener.unlessConcepts.flatMap(concept => caught.get(concept) ?? []),
  ];
  if (exemptions.length === 0) return matches;
  return matches.filter(match => !exemptions.some(exemption => exempts(exemption, match, places)));
}

/** An exemption counts where it overlaps, and where it ends shortly before in the same clause. */
function exempts(exemption: Match, match: Match, { normal }: Places): boolean {
  if (overlap(exemption, match)) return true;
  const between = match.start - exemption.end;
  if (between < 0 || between > exemptionReach) return false;
  for (let at = exemption.end; at < match.start; at++) if (clauseEnds.has(normal.units[at] as number)) return false;
  return true;
}

const clauseEnds = new Set([...',、。.!?;:…\n'].map(char => char.charCodeAt(0)));
