import { type RefObject, useEffect, useRef } from 'react';
import { look, type Meter, nextMs, openAt, pass, unseen } from '#web/desk/paint-meter.ts';

/** What is told of an element that should be seen. */
export interface Watching {
  readonly painted: () => void;
  readonly read: (openMs: number) => void;
  readonly left: (openMs: number) => void; // painted, and gone before it was read
}

/** Watches an element: at least half of it in sight of a visible document. Works in a floating window as in the page. */
export function usePainted(element: RefObject<HTMLElement | null>, name: string, readAfterMs: number, tell: Watching): void {
  const latest = useRef(tell);
  latest.current = tell;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another showing is another watch
  useEffect(() => {
    const target = element.current;
    const view = target?.ownerDocument.defaultView;
    if (!target || !view) return;
    const page = target.ownerDocument;
    const watch = watchOf(readAfterMs, () => latest.current);
    let half = false;
    const observer = new view.IntersectionObserver(
      entries => {
        half = (entries.at(-1)?.intersectionRatio ?? 0) >= 0.5;
        watch.seen(half && page.visibilityState === 'visible');
      },
      { threshold: [0, 0.5, 1] },
    );
    const changed = () => watch.seen(half && page.visibilityState === 'visible');
    observer.observe(target);
    page.addEventListener('visibilitychange', changed);
    return () => {
      observer.disconnect();
      page.removeEventListener('visibilitychange', changed);
      watch.end();
    };
  }, [name, readAfterMs]);
}

function watchOf(readAfterMs: number, tell: () => Watching): { seen(on: boolean): void; end(): void } {
  let meter: Meter = unseen;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const become = (next: Meter) => {
    const before = meter;
    meter = next;
    const now = performance.now();
    if (next.painted && !before.painted) tell().painted();
    if (next.read && !before.read) tell().read(Math.round(openAt(next, now)));
    clearTimeout(timer);
    const at = nextMs(next, readAfterMs);
    if (at !== null) timer = setTimeout(() => become(pass(meter, performance.now(), readAfterMs)), Math.max(0, at - now));
  };
  return {
    seen: on => become(look(meter, on, performance.now(), readAfterMs)),
    end() {
      become(look(meter, false, performance.now(), readAfterMs));
      clearTimeout(timer);
      if (meter.painted && !meter.read) tell().left(Math.round(meter.openMs));
    },
  };
}
