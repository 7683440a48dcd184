/**
 * What was learned of the leaves' examples: plain JSON, numbers in base64 of their little-endian bytes. A run of words has a row of
 * the few leaves and branches it speaks for. Nodes are the leaves in the release's order, behind them the branches.
 */
export interface LeafWordsPart {
  readonly leaves: number;
  /** Of each leaf: the branch it stands on and the one at the top of its path, as nodes (Uint32, two a leaf). */
  readonly branches: string;
  readonly nodes: number;
  /** Hashes of the runs, in the order of their rows (Uint32). */
  readonly keys: string;
  /** What each run adds to the square length of a text, in eighths (Uint16). */
  readonly squares: string;
  /** The same for a run nobody has seen, by kind. */
  readonly unseenSquares: readonly number[];
  /** How long each row is (Uint8). */
  readonly lengths: string;
  /** The nodes of all rows (Uint16; Uint32 where there are more than that holds), and what the run is worth to each: the root of its share of `most`, in 255ths (Uint8). */
  readonly speaksFor: string;
  readonly worths: string;
  readonly most: number;
}

/** How the nodes of rows are written when there are so many. */
export function nodeNumbers(nodes: number): Uint16ArrayConstructor | Uint32ArrayConstructor {
  return nodes <= 0x10000 ? Uint16Array : Uint32Array;
}
