import { useEffect, useState } from 'react';

/** Whole seconds since a wall-clock moment, counted while it is set. */
export function useSeconds(since: number | undefined): number {
  const [, tick] = useState(0);
  useEffect(() => {
    if (since === undefined) return;
    const timer = setInterval(() => tick(count => count + 1), 1000);
    return () => clearInterval(timer);
  }, [since]);
  return since === undefined ? 0 : Math.max(0, Math.floor((Date.now() - since) / 1000));
}
