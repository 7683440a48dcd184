import { Button } from 'antd';
import type { TFunction } from 'i18next';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { Problem } from '#domain/problem.ts';
import { call } from '#web/kit/api.ts';

/** Something the server was asked for: on its way, here, or not to be had. An older value stays while it is read again. */
export interface Reading<T> {
  readonly value: T | null;
  readonly problem: Problem | null;
  readonly again: () => Promise<void>;
}

/** Asks the server for one thing, when the page opens and whenever asked again. A null path asks for nothing. */
export function useReading<T>(path: string | null, schema: z.ZodType<T>): Reading<T> {
  const [value, setValue] = useState<T | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const again = useCallback(async () => {
    if (path === null) return;
    const answer = await call('GET', path, schema);
    if (answer.ok) setValue(answer.value);
    setProblem(answer.ok ? null : answer.problem);
  }, [path, schema]);
  useEffect(() => void again(), [again]);
  return { value, problem, again };
}

/** Shows what was read: bones while it comes, why not, or the thing itself. */
export function Shown<T>({ reading, children }: { readonly reading: Reading<T>; readonly children: (value: T) => ReactNode }) {
  const { t } = useTranslation();
  if (reading.value !== null) return children(reading.value);
  if (reading.problem)
    return (
      <div className="trouble" role="alert">
        <p style={{ marginBottom: 8 }}>{problemWords(t, reading.problem)}</p>
        <Button onClick={() => void reading.again()}>{t('again')}</Button>
      </div>
    );
  return <span className="bone" style={{ height: 52, borderRadius: 8 }} role="status" aria-label={t('adminReading')} />;
}

/** A problem in the reader's words. */
export function problemWords(t: TFunction, problem: Problem): string {
  const detail =
    problem.kind === 'not-found'
      ? problem.id
      : problem.kind === 'invalid'
        ? `${problem.field}: ${problem.why}`
        : problem.kind === 'conflict'
          ? problem.why
          : '';
  return t(`problem-${problem.kind}`, { detail, defaultValue: t('problem-internal') });
}
