import { useCallback, useEffect, useRef, useState } from 'react';
import { type Alert, AlertDetail, AlertList, RulePrecisionList } from '#protocol/alerts.ts';
import { type Answer, call } from '#web/kit/api.ts';

/** The queue as it was read: from its beginning as far as the inspector has come, with the server's counts of all that wait. */
export interface Read {
  readonly alerts: readonly Alert[];
  readonly waiting: number;
  readonly serious: number;
  readonly pages: number;
  readonly hasMore: boolean;
}

/** What waits to be settled, the one in hand and the next ready, and how often each rule was right. */
export interface Queued {
  readonly read: Read | null;
  readonly change: (by: (now: Read) => Read) => void; // readings on their way are made anew
  readonly chosen: number | null;
  readonly choose: (id: number | null) => void;
  readonly detail: AlertDetail | null;
  readonly next: number | undefined; // the one after the chosen
  readonly isUnread: boolean; // the last reading failed; what was read before stands
  readonly precision: RulePrecisionList;
  readonly again: () => Promise<void>;
  readonly more: () => void; // reads a page further on
  readonly forget: (id: number) => void; // its detail is read afresh
}

const page = 100; // the most the server gives at once
const readAhead = 5; // so many before the end of what was read, the next page is asked for

/** Reads the queue again and again; `underway` are alerts whose decision is on its way: they wait no more. */
export function useQueue(rule: string | null, underway: ReadonlySet<number>): Queued {
  const [read, setRead] = useState<Read | null>(null);
  const [chosen, choose] = useState<number | null>(null);
  const [isUnread, setUnread] = useState(false);
  const [precision, setPrecision] = useState<RulePrecisionList>({ rules: [], notEvaluable: [] });
  const [details, setDetails] = useState<ReadonlyMap<number, AlertDetail>>(new Map());
  const [pages, setPages] = useState(1);
  const asked = useRef(new Set<number>());
  const readings = useRef(0);
  const changes = useRef(0); // decisions made, arrived or taken back: a reading begun before one knows nothing of it

  const fetchDetail = useCallback(async (id: number) => {
    if (asked.current.has(id)) return;
    asked.current.add(id);
    const answer = await call('GET', `/v1/alerts/${id}`, AlertDetail);
    if (answer.ok) setDetails(held => new Map(held).set(id, answer.value));
    else asked.current.delete(id);
  }, []);

  const again = useCallback(async () => {
    readings.current++;
    const mine = readings.current;
    const isLast = () => mine === readings.current;
    let before: number;
    let found: [Answer<Read>, Answer<RulePrecisionList>];
    do {
      before = changes.current;
      found = await Promise.all([readPages(rule, pages), call('GET', '/v1/alerts/rules?days=30', RulePrecisionList)]);
    } while (isLast() && before !== changes.current);
    if (!isLast()) return; // a later reading is on its way
    const [list, rules] = found;
    setUnread(!list.ok);
    if (rules.ok) setPrecision(rules.value);
    if (!list.ok) return;
    const value = list.value.alerts.filter(({ id }) => underway.has(id)).reduce(without, list.value);
    const { alerts } = value;
    setRead(value);
    choose(now => (alerts.some(({ id }) => id === now) ? now : (alerts[0]?.id ?? null)));
  }, [rule, pages, underway]);
  useEffect(() => {
    void again();
    const timer = setInterval(() => void again(), 15_000);
    return () => clearInterval(timer);
  }, [again]);

  const alerts = read?.alerts;
  const at = alerts?.findIndex(({ id }) => id === chosen) ?? -1;
  const next = alerts?.[at + 1]?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what could not be read is asked for again with every reading of the list
  useEffect(() => {
    if (chosen !== null) void fetchDetail(chosen);
    if (next !== undefined) void fetchDetail(next);
  }, [chosen, next, read, fetchDetail]);

  const isNearEnd = read?.hasMore === true && read.pages === pages && at + readAhead >= read.alerts.length;
  useEffect(() => {
    if (isNearEnd) setPages(now => now + 1);
  }, [isNearEnd]);

  return {
    read,
    change: by => {
      changes.current++;
      setRead(now => now && by(now));
    },
    chosen,
    choose,
    detail: (chosen === null ? null : details.get(chosen)) ?? null,
    next,
    isUnread,
    precision,
    again,
    more: () => setPages(now => now + 1),
    forget: id => asked.current.delete(id),
  };
}

/** The queue without an alert. */
export function without(read: Read, alert: Alert): Read {
  if (!read.alerts.some(({ id }) => id === alert.id)) return read;
  const serious = read.serious - (alert.severity === 'serious' ? 1 : 0);
  return { ...read, alerts: read.alerts.filter(({ id }) => id !== alert.id), waiting: read.waiting - 1, serious };
}

/** The queue with an alert back in its place. */
export function withBack(read: Read, alert: Alert, at: number): Read {
  if (read.alerts.some(({ id }) => id === alert.id)) return read;
  const serious = read.serious + (alert.severity === 'serious' ? 1 : 0);
  return { ...read, alerts: read.alerts.toSpliced(at, 0, alert), waiting: read.waiting + 1, serious };
}

/** So many pages of the queue from its beginning, as one. */
async function readPages(rule: string | null, pages: number): Promise<Answer<Read>> {
  const alerts: Alert[] = [];
  let after: string | undefined;
  for (let at = 1; ; at++) {
    const query = { limit: `${page}`, ...(rule === null ? {} : { rule }), ...(after === undefined ? {} : { after }) };
    const answer = await call('GET', `/v1/alerts?${new URLSearchParams(query)}`, AlertList);
    if (!answer.ok) return answer;
    alerts.push(...answer.value.alerts);
    after = answer.value.next;
    if (after !== undefined && at < pages) continue;
    const { unsettled: waiting, serious } = answer.value;
    return { ok: true, value: { alerts, waiting, serious, pages, hasMore: after !== undefined } };
  }
}
