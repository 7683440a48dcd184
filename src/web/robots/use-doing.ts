import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { problemWords } from '#web/admin/reading.tsx';
import { call, nothing } from '#web/kit/api.ts';

type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One change asked of the server: whether it is under way, and why it did not succeed. */
interface Doing {
  readonly busy: boolean;
  readonly said: string;
  readonly say: (words: string) => void;
  /** What came of it; null: it did not succeed, and `said` tells why. */
  readonly doing: <T>(method: Method, path: string, schema: z.ZodType<T>, body?: unknown) => Promise<T | null>;
  /** The same where nothing comes back. */
  readonly did: (method: Method, path: string, body?: unknown) => Promise<boolean>;
}

/** Asks the server for changes, one at a time. */
export function useDoing(): Doing {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [said, say] = useState('');
  const ask = async <T>(method: Method, path: string, schema: z.ZodType<T>, body?: unknown) => {
    setBusy(true);
    say('');
    const answer = await call(method, path, schema, body);
    setBusy(false);
    if (!answer.ok) say(problemWords(t, answer.problem));
    return answer;
  };
  return {
    busy,
    said,
    say,
    doing: async (method, path, schema, body) => {
      const answer = await ask(method, path, schema, body);
      return answer.ok ? answer.value : null;
    },
    did: async (method, path, body) => (await ask(method, path, nothing, body)).ok,
  };
}
