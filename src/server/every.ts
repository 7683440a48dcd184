import type { Clock } from '#ports/clock.ts';

/** Does something every so often until stopped; for the first time after one interval. What goes wrong in it is the work's own to tell. */
export function every(clock: Clock, everyMs: number, work: () => void): () => void {
  let stop = () => {};
  const again = () => {
    stop = clock.after(everyMs, () => {
      work();
      again();
    });
  };
  again();
  return () => stop();
}
