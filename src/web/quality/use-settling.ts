import { useEffect, useRef, useState } from 'react';
import type { Alert } from '#protocol/alerts.ts';
import { call, nothing } from '#web/kit/api.ts';
import { type Queued, useQueue, withBack, without } from '#web/quality/use-queue.ts';

/** What an inspector decided about an alert. */
export interface Decision {
  readonly alert: Alert;
  readonly outcome: 'confirmed' | 'dismissed';
  readonly reason?: string | undefined;
  readonly at: number; // its place in the list
  readonly madeMs: number;
}

/** The queue as this inspector works through it: what waits, the one in hand, what may still be taken back, and what did not go out. */
export interface Settling extends Omit<Queued, 'change' | 'forget'> {
  /** The decisions that may still be taken back, the last one first. */
  readonly decided: readonly Decision[];
  /** Decisions the server never had; their alerts wait as before. */
  readonly unsent: readonly Decision[];
  readonly trouble: 'taken' | 'undo' | null; // somebody else was first; a decision could not be taken back
  readonly step: (by: 1 | -1) => void;
  readonly settle: (outcome: Decision['outcome'], reason?: string) => Promise<void>;
  readonly retry: () => Promise<void>;
  readonly undo: () => Promise<'taken-back' | 'nothing'>;
}

const offeredMs = 10_000; // after the last decision or taking back
const undoMs = 50_000; // the server takes back for a minute

/** Decides at once on the screen and sends behind it; what did not arrive is put back and kept, to be sent again. */
export function useSettling(rule: string | null): Settling {
  const [underway] = useState(() => new Set<number>());
  const { change, forget, ...queue } = useQueue(rule, underway);
  const { read, chosen, choose, again } = queue;
  const [decided, setDecided] = useState<readonly Decision[]>([]);
  const [unsent, setUnsent] = useState<readonly Decision[]>([]);
  const [trouble, setTrouble] = useState<Settling['trouble']>(null);
  const sent = useRef(new Map<number, Promise<void>>());

  useEffect(() => {
    if (decided.length === 0) return;
    const timer = setTimeout(() => setDecided([]), offeredMs);
    return () => clearTimeout(timer);
  }, [decided]);

  const at = read?.alerts.findIndex(({ id }) => id === chosen) ?? -1;
  const send = async (decision: Decision) => {
    const { alert, outcome, reason } = decision;
    underway.add(alert.id);
    const answer = await call('POST', `/v1/alerts/${alert.id}/settle`, nothing, { outcome, ...(reason ? { reason } : {}) });
    underway.delete(alert.id);
    change(now => without(now, alert)); // what was read before it was decided may still list it
    if (answer.ok) return;
    setDecided(now => now.filter(each => each !== decision));
    if (answer.problem.kind === 'conflict' || answer.problem.kind === 'not-found') {
      setTrouble('taken');
      return again();
    }
    // Nobody has decided: the alert waits again, and what was decided stands by it.
    setUnsent(now => [...now.filter(each => each.alert.id !== alert.id), decision]);
    change(now => withBack(now, alert, decision.at));
  };
  const decide = (decision: Decision) => {
    change(now => without(now, decision.alert));
    const sending = send(decision);
    sent.current.set(decision.alert.id, sending);
    return sending;
  };

  const settle = async (outcome: Decision['outcome'], reason?: string) => {
    const alert = read?.alerts[at];
    if (!alert) return;
    const decision: Decision = { alert, outcome, reason, at, madeMs: Date.now() };
    choose((read.alerts[at + 1] ?? read.alerts[at - 1])?.id ?? null);
    setTrouble(null);
    setUnsent(now => now.filter(each => each.alert.id !== alert.id));
    setDecided(now => [decision, ...now.filter(({ madeMs }) => decision.madeMs - madeMs < undoMs)]);
    await decide(decision);
  };
  const retry = async () => {
    setUnsent([]);
    for (const decision of unsent) await decide(decision);
    await again();
  };
  const undo = async () => {
    const [last, ...others] = decided;
    if (!last) return 'nothing';
    const { alert } = last;
    setDecided(others);
    await sent.current.get(alert.id); // taken back only after it was made
    const answer = await call('POST', `/v1/alerts/${alert.id}/reopen`, nothing, {});
    forget(alert.id);
    if (answer.ok) {
      // Back in the list at once: a key pressed before the list is read again must not go nowhere.
      change(now => withBack(now, alert, last.at));
      choose(alert.id);
    } else setTrouble('undo');
    await again();
    return answer.ok ? 'taken-back' : 'nothing';
  };
  const step = (by: 1 | -1) => {
    const to = read?.alerts[at + by];
    if (to) choose(to.id);
  };
  return { ...queue, decided, unsent, trouble, step, settle, retry, undo };
}
