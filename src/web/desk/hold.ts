import { useRef } from 'react';

/** Which of two things stays up: no exchange happens while the pointer is inside, a pending one waits for it to leave. */
export function hold(
  shown: string | undefined,
  wanted: string | undefined,
  pointer: 'inside' | 'outside',
): { readonly show: string | undefined; readonly waits: boolean } {
  if (pointer === 'outside' || shown === undefined || shown === wanted) return { show: wanted, waits: false };
  return { show: shown, waits: wanted !== undefined };
}

/** Holds a keyed thing under the pointer: its own updates pass, another key waits. */
export function useHeld<T extends { readonly key: string }>(
  wanted: T | undefined,
  known: (key: string) => T | undefined,
  pointer: 'inside' | 'outside',
): { readonly held: T | undefined; readonly waits: boolean } {
  const last = useRef<T | undefined>(undefined);
  const { show, waits } = hold(last.current?.key, wanted?.key, pointer);
  const held = show === wanted?.key ? wanted : show === undefined ? undefined : (known(show) ?? last.current);
  last.current = held;
  return { held, waits };
}
