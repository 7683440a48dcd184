/** How the answer clock is painted: nothing, grey, amber or red. */
export type ClockFace = { readonly level: 'calm' | 'amber' | 'red'; readonly seconds: number; readonly filled: number };

const shownAfterMs = 5000;
const amberMs = 10_000;
const redMs = 15_000;
const fullMs = 20_000;

/** Seconds since the customer stopped speaking, hidden below five. An ended answer stays for three seconds. */
export function clockFace(answer: { readonly startMs: number; readonly endMs?: number } | undefined, nowMs: number): ClockFace | null {
  if (!answer) return null;
  if (answer.endMs !== undefined && nowMs - answer.endMs > 3000) return null;
  const waited = (answer.endMs ?? nowMs) - answer.startMs;
  if (waited < shownAfterMs) return null;
  return {
    level: waited >= redMs ? 'red' : waited >= amberMs ? 'amber' : 'calm',
    seconds: Math.floor(waited / 1000),
    filled: Math.min(1, waited / fullMs),
  };
}
