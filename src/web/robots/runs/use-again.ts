import { useEffect } from 'react';

/** Reads again every so often while the page is looked at and there is a reason to. */
export function useAgain(again: () => Promise<void>, everyMs: number | null): void {
  useEffect(() => {
    if (everyMs === null) return;
    const timer = setInterval(() => {
      if (!document.hidden) void again();
    }, everyMs);
    return () => clearInterval(timer);
  }, [again, everyMs]);
}
