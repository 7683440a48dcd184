import { median } from '#bench/median.ts';

/** µs of processor time for one piece of work, by two ways of doing it that take turns; the medians of the rounds. */
export interface Race {
  readonly desksideUs: number;
  readonly peerUs: number;
  readonly timesFaster: number;
  readonly n: number;
}

/** Does the same pieces of work both ways, one uncounted round and then `rounds` in turn. */
export async function race<Piece>(
  pieces: readonly Piece[],
  deskside: (piece: Piece) => unknown,
  peer: (piece: Piece) => unknown,
  rounds = 3,
): Promise<Race> {
  const spent: { readonly deskside: number[]; readonly peer: number[] } = { deskside: [], peer: [] };
  for (let round = 0; round <= rounds; round++) {
    const [ours, theirs] = [await timed(pieces, deskside), await timed(pieces, peer)];
    if (round > 0) {
      spent.deskside.push(ours);
      spent.peer.push(theirs);
    }
  }
  const [desksideUs, peerUs] = [median(spent.deskside), median(spent.peer)];
  return { desksideUs: tidy(desksideUs), peerUs: tidy(peerUs), timesFaster: tidy(peerUs / desksideUs), n: pieces.length };
}

async function timed<Piece>(pieces: readonly Piece[], work: (piece: Piece) => unknown): Promise<number> {
  const before = process.cpuUsage();
  for (const piece of pieces) {
    const result = work(piece);
    if (result instanceof Promise) await result;
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / Math.max(1, pieces.length);
}

/** Three digits that matter. */
export function tidy(value: number): number {
  return Number(value.toPrecision(3));
}
