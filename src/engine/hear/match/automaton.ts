/** Finds every one of a set of words in a text in one pass (Aho and Corasick, 1975), over code units of any alphabet below 65,536. */
export interface Automaton {
  /** Calls `found(word, start, end)` for every occurrence, by end; gives up quietly after `most` of them. */
  scan(units: readonly number[], length: number, most: number, found: (word: number, start: number, end: number) => void): void;
}

/** Builds the automaton; the index of a word in the list is its name. Empty words are never found. */
export function makeAutomaton(words: readonly (readonly number[])[]): Automaton {
  let room = 1;
  for (const word of words) room += word.length;
  const table = edgeTable(room);
  const wordAt = new Int32Array(room).fill(-1);
  const depth = new Int32Array(room);
  const parent = new Int32Array(room);
  const unitOf = new Uint16Array(room);
  let states = 1;

  for (const [index, word] of words.entries()) {
    let state = 0;
    for (let at = 0; at < word.length; at++) {
      const unit = word[at] as number;
      let next = table.get(state, unit);
      if (next < 0) {
        next = states++;
        table.set(state, unit, next);
        depth[next] = (depth[state] as number) + 1;
        parent[next] = state;
        unitOf[next] = unit;
      }
      state = next;
    }
    if (state > 0 && (wordAt[state] as number) < 0) wordAt[state] = index;
  }

  const fail = new Int32Array(states);
  const shorter = new Int32Array(states); // the longest proper ending that is a word itself
  for (const state of byDepth(depth, states)) {
    if ((depth[state] as number) > 1) {
      const unit = unitOf[state] as number;
      let back = fail[parent[state] as number] as number;
      let next = table.get(back, unit);
      while (next < 0 && back !== 0) {
        back = fail[back] as number;
        next = table.get(back, unit);
      }
      fail[state] = Math.max(next, 0);
    }
    const back = fail[state] as number;
    shorter[state] = (wordAt[back] as number) >= 0 ? back : (shorter[back] as number);
  }

  const first = new Int32Array(0x10000); // transitions of the root, by unit: most steps end there
  for (let state = 1; state < states; state++) if (depth[state] === 1) first[unitOf[state] as number] = state;

  return {
    scan(units, length, most, found) {
      let state = 0;
      let left = most;
      for (let at = 0; at < length; at++) {
        const unit = units[at] as number;
        let next = state === 0 ? (first[unit] as number) : table.get(state, unit);
        while (next < 0) {
          state = fail[state] as number;
          next = state === 0 ? (first[unit] as number) : table.get(state, unit);
        }
        state = next;
        for (let end = (wordAt[state] as number) >= 0 ? state : (shorter[state] as number); end > 0; end = shorter[end] as number) {
          if (left-- <= 0) return;
          found(wordAt[end] as number, at + 1 - (depth[end] as number), at + 1);
        }
      }
    },
  };
}

/** States nearest the root first. */
function byDepth(depth: Int32Array, states: number): Int32Array {
  const order = new Int32Array(states - 1);
  for (let state = 1; state < states; state++) order[state - 1] = state;
  return order.sort((a, b) => (depth[a] as number) - (depth[b] as number) || a - b);
}

/** Edges (state, unit) → state in one flat hash table: no object per state. */
function edgeTable(room: number): { get(state: number, unit: number): number; set(state: number, unit: number, next: number): void } {
  let size = 16;
  while (size < room * 2) size *= 2;
  const mask = size - 1;
  const states = new Int32Array(size).fill(-1);
  const unitsOf = new Uint16Array(size);
  const nexts = new Int32Array(size);

  const slotOf = (state: number, unit: number): number => {
    let slot = (Math.imul(state, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b)) >>> 0;
    slot = (slot ^ (slot >>> 15)) & mask;
    while ((states[slot] as number) >= 0 && (states[slot] !== state || unitsOf[slot] !== unit)) slot = (slot + 1) & mask;
    return slot;
  };

  return {
    get(state, unit) {
      const slot = slotOf(state, unit);
      return states[slot] === state ? (nexts[slot] as number) : -1;
    },
    set(state, unit, next) {
      const slot = slotOf(state, unit);
      states[slot] = state;
      unitsOf[slot] = unit;
      nexts[slot] = next;
    },
  };
}
