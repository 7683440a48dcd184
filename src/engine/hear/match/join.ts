import type { Join } from '#engine/hear/hearing-part.ts';
import type { Places } from '#engine/hear/match/places.ts';

/** A match: positions in the normal text, and whether any of it was heard only by sound. */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly bySound: boolean;
}

/**
 * All places where a pattern ends, each with one beginning: the nearest across gaps, the widest across optional parts.
 * Every part of the pattern looks at every place of its symbols once, so the work is pattern size × places, never more.
 */
export function joinAt(join: Join, places: Places): Match[] {
  if (join.kind === 'symbols') return alone(places.of(join.group), places);
  const reached = run(join, { anywhere: true, fronts: [] }, places);
  const matches: Match[] = [];
  for (const front of reached.fronts) {
    for (let at = 0; at < front.ends.length; at++) {
      const start = front.starts[at] as number;
      const end = (front.ends[at] as number) + front.min; // a gap at the end takes no more than it must
      if (end > places.normal.length || end <= start || places.splits(end) || places.crosses(front.ends[at] as number, end)) continue;
      matches.push({ start, end, bySound: front.sounds[at] === 1 });
    }
  }
  return matches;
}

/** A pattern of one symbol needs no joining. */
function alone(of: readonly number[], places: Places): Match[] {
  const matches: Match[] = [];
  for (const symbol of of) {
    const at = places.at(symbol);
    places.work += at.length / 2;
    for (let index = 0; index < at.length; index += 2) {
      const start = at[index] as number;
      const end = at[index + 1] as number;
      if (!places.splits(start) && !places.splits(end)) matches.push({ start, end, bySound: places.isSound(symbol) });
    }
  }
  return matches;
}

/** How far a pattern has come. anywhere: nothing has been matched yet, it may begin at any place. */
interface State {
  readonly anywhere: boolean;
  readonly fronts: readonly Front[];
}

/** Ends reached so far, ascending, each with where its match began; then between min and max units may be passed over. */
interface Front {
  readonly min: number;
  readonly max: number;
  readonly ends: readonly number[];
  readonly starts: readonly number[];
  readonly sounds: readonly number[];
}

function run(join: Join, state: State, places: Places): State {
  switch (join.kind) {
    case 'symbols':
      return symbols(places.of(join.group), state, places);
    case 'start':
      return follow(places.starts, 0, state, places);
    case 'end':
      return follow(places.ends, 0, state, places);
    case 'gap':
      return {
        anywhere: state.anywhere,
        fronts: state.fronts.map(({ min, max, ends, starts, sounds }) => ({
          min: min + join.min,
          max: max + join.max,
          ends,
          starts,
          sounds,
        })),
      };
    case 'maybe':
      return union([state, run(join.part, state, places)]);
    case 'any':
      return union(join.parts.map(part => run(part, state, places)));
    case 'all': {
      let reached = state;
      for (const part of join.parts) {
        reached = run(part, reached, places);
        if (!reached.anywhere && reached.fronts.length === 0) break;
      }
      return reached;
    }
  }
}

const nowhere: State = { anywhere: false, fronts: [] };

function symbols(of: readonly number[], state: State, places: Places): State {
  if (of.length === 0) return nowhere;
  if (of.length === 1) {
    const symbol = of[0] as number;
    return follow(places.at(symbol), places.isSound(symbol) ? 1 : 0, state, places);
  }
  const found = of.map(symbol => follow(places.at(symbol), places.isSound(symbol) ? 1 : 0, state, places));
  return union(found);
}

/** Goes on over the given places (start, end, …): those that stand where the state may go on. */
function follow(at: readonly number[], sound: number, state: State, places: Places): State {
  if (state.anywhere && state.fronts.length === 0) return begin(at, sound, places);
  const ends: number[] = [];
  const starts: number[] = [];
  const sounds: number[] = [];
  const cursors = state.fronts.map(() => 0);
  places.work += at.length / 2;

  for (let index = 0; index < at.length; index += 2) {
    const start = at[index] as number;
    const split = places.splits(start);
    let gap = Number.POSITIVE_INFINITY;
    let began = -1;
    let heard = 0;
    for (let each = 0; each < state.fronts.length; each++) {
      const front = state.fronts[each] as Front;
      let cursor = cursors[each] as number;
      while (cursor < front.ends.length && (front.ends[cursor] as number) + front.min <= start) cursor++;
      places.work += cursor - (cursors[each] as number) + 1;
      cursors[each] = cursor;
      // The nearest end that is no more than `max` away; one that splits a word only counts when nothing is passed over.
      for (let back = cursor - 1; back >= 0 && back >= cursor - maxBack; back--) {
        const end = front.ends[back] as number;
        const passed = start - end;
        if (passed > front.max || passed >= gap) break;
        if (passed > 0 && (split || places.crosses(end, start))) break;
        if (passed > 0 && places.splits(end)) continue;
        gap = passed;
        began = front.starts[back] as number;
        heard = front.sounds[back] as number;
        break;
      }
    }
    if (began < 0) {
      if (!state.anywhere || split) continue;
      began = start;
    }
    ends.push(at[index + 1] as number);
    starts.push(began);
    sounds.push(heard | sound);
  }
  if (ends.length === 0) return nowhere;
  return { anywhere: false, fronts: [inOrder({ min: 0, max: 0, ends, starts, sounds })] };
}

/** The first part of a pattern: it begins wherever it stands. */
function begin(at: readonly number[], sound: number, places: Places): State {
  places.work += at.length / 2;
  const ends: number[] = [];
  const starts: number[] = [];
  const sounds: number[] = [];
  for (let index = 0; index < at.length; index += 2) {
    if (places.splits(at[index] as number)) continue;
    ends.push(at[index + 1] as number);
    starts.push(at[index] as number);
    sounds.push(sound);
  }
  return ends.length === 0 ? nowhere : { anywhere: false, fronts: [inOrder({ min: 0, max: 0, ends, starts, sounds })] };
}

/** So many ends inside one word are stepped over, no more. */
const maxBack = 64;

/** Fronts of one gap become one; of two ways to the same end, the sure one counts, then the wider. */
function union(states: readonly State[]): State {
  const alive = states.filter(state => state.anywhere || state.fronts.length > 0);
  if (alive.length < 2) return alive[0] ?? nowhere;
  if (alive.every(isPlain)) return { anywhere: false, fronts: [merge(alive.map(state => state.fronts[0] as Front))] };
  const byGap = new Map<number, Front[]>();
  for (const { fronts } of alive) {
    for (const front of fronts) {
      const gap = front.min * 4096 + front.max;
      const same = byGap.get(gap);
      if (same) same.push(front);
      else byGap.set(gap, [front]);
    }
  }
  return { anywhere: alive.some(state => state.anywhere), fronts: [...byGap.values()].map(merge) };
}

/** One front, with no gap to pass over. */
function isPlain({ anywhere, fronts }: State): boolean {
  return !anywhere && fronts.length === 1 && fronts[0]?.max === 0;
}

function merge(fronts: readonly Front[]): Front {
  if (fronts.length === 1) return fronts[0] as Front;
  const { min, max } = fronts[0] as Front;
  const ends: number[] = [];
  const starts: number[] = [];
  const sounds: number[] = [];
  for (const front of fronts) {
    for (let at = 0; at < front.ends.length; at++) {
      ends.push(front.ends[at] as number);
      starts.push(front.starts[at] as number);
      sounds.push(front.sounds[at] as number);
    }
  }
  return inOrder({ min, max, ends, starts, sounds });
}

function inOrder(front: Front): Front {
  const { ends, starts, sounds } = front;
  let isSorted = true;
  for (let at = 1; at < ends.length && isSorted; at++) isSorted = (ends[at - 1] as number) < (ends[at] as number);
  if (isSorted) return front;
  const order = ends
    .map((_, at) => at)
    .sort(
      (a, b) =>
        (ends[a] as number) - (ends[b] as number) ||
        (sounds[a] as number) - (sounds[b] as number) ||
        (starts[a] as number) - (starts[b] as number),
    )
    .filter((at, place, all) => place === 0 || ends[at] !== ends[all[place - 1] as number]);
  return {
    ...front,
    ends: order.map(at => ends[at] as number),
    starts: order.map(at => starts[at] as number),
    sounds: order.map(at => sounds[at] as number),
  };
}
