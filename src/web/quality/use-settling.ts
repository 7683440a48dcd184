import { useCallback, useEffect, useRef, useState } from 'react';
import type { Problem } from '#domain/problem.ts';
import { type Alert, AlertDetail, AlertList, RulePrecisionList } from '#protocol/alerts.ts';
import { call, nothing } from '#web/kit/api.ts';

/** The queue as this inspector works through it: what waits, the one in hand, and the decision that may still be taken back. */
export interface Settling {
  readonly alerts: readonly Alert[] | null;
  readonly waiting: number; // all that wait, also those beyond the page read
  readonly detail: AlertDetail | null;
  readonly chosen: number | null;
  readonly problem: Problem | null;
  readonly precision: RulePrecisionList['rules'];
  readonly notEvaluable: RulePrecisionList['notEvaluable'];
  readonly last: { readonly alert: Alert; readonly outcome: 'confirmed' | 'dismissed' } | null;
  readonly choose: (id: number) => void;
  readonly step: (by: 1 | -1) => void;
  readonly settle: (outcome: 'confirmed' | 'dismissed', reason?: string) => Promise<void>;
  readonly undo: () => Promise<void>;
  readonly again: () => Promise<void>;
}

const undoMs = 10_000;

/** Reads the queue, keeps the next alert ready so that it stands within a moment, and sends decisions. */
export function useSettling(rule: string | null): Settling {
  const [alerts, setAlerts] = useState<readonly Alert[] | null>(null);
  const [waiting, setWaiting] = useState(0);
  const [chosen, setChosen] = useState<number | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [precision, setPrecision] = useState<RulePrecisionList>({ rules: [], notEvaluable: [] });
  const [last, setLast] = useState<Settling['last']>(null);
  const [details, setDetails] = useState<ReadonlyMap<number, AlertDetail>>(new Map());
  const asked = useRef(new Set<number>());

  const fetchDetail = useCallback(async (id: number) => {
    if (asked.current.has(id)) return;
    asked.current.add(id);
    const answer = await call('GET', `/v1/alerts/${id}`, AlertDetail);
    if (answer.ok) setDetails(held => new Map(held).set(id, answer.value));
    else asked.current.delete(id);
  }, []);

  const again = useCallback(async () => {
    const [list, rules] = await Promise.all([
      call('GET', `/v1/alerts?${new URLSearchParams({ limit: '100', ...(rule === null ? {} : { rule }) })}`, AlertList),
      call('GET', '/v1/alerts/rules?days=30', RulePrecisionList),
    ]);
    setProblem(list.ok ? null : list.problem);
    if (rules.ok) setPrecision(rules.value);
    if (!list.ok) return;
    setAlerts(list.value.alerts);
    setWaiting(list.value.unsettled);
    setChosen(now => (list.value.alerts.some(({ id }) => id === now) ? now : (list.value.alerts[0]?.id ?? null)));
  }, [rule]);
  useEffect(() => {
    void again();
    const timer = setInterval(() => void again(), 15_000);
    return () => clearInterval(timer);
  }, [again]);

  const at = alerts?.findIndex(({ id }) => id === chosen) ?? -1;
  const next = alerts?.[at + 1]?.id;
  useEffect(() => {
    if (chosen !== null) void fetchDetail(chosen);
    if (next !== undefined) void fetchDetail(next);
  }, [chosen, next, fetchDetail]);
  useEffect(() => {
    if (!last) return;
    const timer = setTimeout(() => setLast(null), undoMs);
    return () => clearTimeout(timer);
  }, [last]);

  const step = (by: 1 | -1) => {
    const to = alerts?.[at + by];
    if (to) setChosen(to.id);
  };
  const settle = async (outcome: 'confirmed' | 'dismissed', reason?: string) => {
    const alert = alerts?.[at];
    if (!alert || !alerts) return;
    setAlerts(alerts.filter(({ id }) => id !== alert.id));
    setWaiting(waiting - 1);
    setChosen((alerts[at + 1] ?? alerts[at - 1])?.id ?? null);
    setLast({ alert, outcome });
    const answer = await call('POST', `/v1/alerts/${alert.id}/settle`, nothing, { outcome, ...(reason ? { reason } : {}) });
    if (answer.ok) return;
    setLast(null);
    setProblem(answer.problem);
    await again();
  };
  const undo = async () => {
    if (!last) return;
    setLast(null);
    const answer = await call('POST', `/v1/alerts/${last.alert.id}/reopen`, nothing, {});
    asked.current.delete(last.alert.id);
    if (answer.ok) {
      // Back in the list at once: a key pressed before the list is read again must not go nowhere.
      setAlerts(now => (now?.some(({ id }) => id === last.alert.id) ? now : [last.alert, ...(now ?? [])]));
      setChosen(last.alert.id);
    } else setProblem(answer.problem);
    await again();
  };
  return {
    alerts,
    waiting,
    chosen,
    problem,
    precision: precision.rules,
    notEvaluable: precision.notEvaluable,
    last,
    detail: (chosen === null ? null : details.get(chosen)) ?? null,
    choose: setChosen,
    step,
    settle,
    undo,
    again,
  };
}
