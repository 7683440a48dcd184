import { useCallback, useEffect, useRef, useState } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import type { ConversationHead } from '#protocol/down.ts';
import { isTyping, swallowKeys } from '#web/desk/typed-on.ts';
import { deskWindow } from '#web/kit/float-window.ts';

/** Which of the calls on this desk is looked at. */
export interface PickedCall {
  readonly current: ConversationHead | undefined;
  readonly pick: (id: string) => void;
}

/**
 * The address says which call is looked at, so that Back leads to the one before and reloading to the same; a window that floats has no
 * address bar and keeps it to itself. Nothing picked: the call that is on. `heads`: what is on this desk; null while that is not known.
 */
export function usePickedCall(heads: readonly ConversationHead[] | null): PickedCall {
  const { id } = useParams();
  const go = useNavigate();
  const hasAddress = useLocation().pathname !== '/float';
  const [kept, keep] = useState<string | null>(null);
  const picked = hasAddress ? (id ?? null) : kept;
  const found = heads?.find(head => head.id === picked);
  const current = found ?? heads?.find(head => head.open);
  const last = useRef<string | null>(null); // the picked one that was on this desk

  const lookAt = useCallback(
    (next: string | null, how: 'as-next' | 'instead') => {
      if (!hasAddress) keep(next);
      else void go(next === null ? '/desk' : `/desk/${encodeURIComponent(next)}`, { replace: how === 'instead' });
    },
    [go, hasAddress],
  );
  const pick = useCallback((next: string) => next !== picked && lookAt(next, 'as-next'), [picked, lookAt]);

  // One that has just left the desk is left with it; one that was asked for and is not here is for AskedCallNote to answer.
  const next = current?.id ?? null;
  useEffect(() => {
    if (heads === null) return;
    if (found) last.current = found.id;
    else if (picked === null ? next !== null : picked === last.current || !hasAddress) lookAt(next, 'instead');
  }, [heads, found, picked, next, hasAddress, lookAt]);

  // A call that comes in is shown at once; the wrap-up it interrupts waits in the switcher.
  const known = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (heads === null) return;
    const before = known.current;
    known.current = new Set(heads.map(head => head.id));
    const fresh = before && heads.find(head => head.open && !before.has(head.id)); // what was on before this page came in nowhere
    if (!fresh || !current || current.open) return;
    if (isTyping(deskWindow())) swallowKeys(deskWindow());
    pick(fresh.id);
  }, [heads, current, pick]);

  return { current, pick };
}
