const firstMs = 5_000;
const factor = 3;
const longestMs = 3_600_000;

/** Given up after this many tries: 5 s, 15 s, 45 s … an hour apart; about a day altogether. */
export const mostTries = 30;

/** How long to wait after so many tries that came to nothing; null: no more. A receiver that names a time is believed up to an hour. */
export function pauseAfter(tries: number, askedMs: number | null): number | null {
  if (tries >= mostTries) return null;
  const ours = Math.min(longestMs, firstMs * factor ** (tries - 1));
  return Math.min(longestMs, Math.max(ours, askedMs ?? 0));
}
