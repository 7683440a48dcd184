import { useCallback, useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import type { Problem } from '#domain/problem.ts';
import { call } from '#web/kit/api.ts';

/** Something asked of the server: an older answer stays while it is asked again, with the time it was true. */
export interface Asked<T> {
  readonly value: T | null;
  readonly readAt: number;
  readonly problem: Problem | null;
  readonly again: () => Promise<void>;
}

/** Asks for one thing, again when the path changes and every so often. An answer that was overtaken by another question is dropped. */
export function useAsked<T>(path: string, schema: z.ZodType<T>, everyMs?: number): Asked<T> {
  const [held, hold] = useState<{ readonly value: T | null; readonly readAt: number; readonly path: string }>({
    value: null,
    readAt: 0,
    path,
  });
  const [problem, setProblem] = useState<Problem | null>(null);
  const latest = useRef(path);
  latest.current = path;
  const again = useCallback(async () => {
    const answer = await call('GET', path, schema);
    if (latest.current !== path) return;
    if (answer.ok) hold({ value: answer.value, readAt: Date.now(), path });
    setProblem(answer.ok ? null : answer.problem);
  }, [path, schema]);
  useEffect(() => {
    void again();
    if (everyMs === undefined) return;
    const timer = setInterval(() => void again(), everyMs);
    return () => clearInterval(timer);
  }, [again, everyMs]);
  return { value: held.value, readAt: held.readAt, problem, again };
}
