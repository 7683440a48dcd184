import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SlotForm } from '#domain/slot-form.ts';
import { NamesInEnglish } from '#protocol/content.ts';
import { call } from '#web/kit/api.ts';
import { paintPunctuation } from '#web/kit/punctuation.ts';
import { useHere } from '#web/kit/session.tsx';

type Names = Readonly<Record<string, string>>;

/** Writes a name as the screen's reader reads it. */
export type Named = (own: string) => string;

const Context = createContext<Names | null>(null);
const againMs = 10 * 60_000; // a desk stays open for hours; a release goes live meanwhile

/** Asks what things are called in English while the screen speaks it; the first page waits for that, so that no name changes under the eye. */
export function NamesProvider({ children }: { readonly children: ReactNode }) {
  const { i18n } = useTranslation();
  const { presence } = useHere();
  const isWanted = i18n.language === 'en' && presence.kind === 'somebody';
  const [names, setNames] = useState<Names | null>(null);
  const [isShown, show] = useState(false);

  useEffect(() => {
    if (presence.kind === 'asking') return;
    if (!isWanted) return show(true);
    let isOver = false;
    const ask = async () => {
      const answer = await call('GET', '/v1/content/names', NamesInEnglish);
      if (isOver) return;
      if (answer.ok) setNames(answer.value.names);
      show(true);
    };
    void ask();
    const timer = setInterval(ask, againMs);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [isWanted, presence.kind]);

  return <Context value={isWanted ? names : null}>{isShown ? children : null}</Context>;
}

/** How a screen writes a name that content or the bank gave: in English where it has one, else as it is, painted. */
export function useNamed(): Named {
  const names = useContext(Context);
  return useCallback(
    (own: string) =>
      own
        .split(merged)
        .map(part => nameIn(names, part))
        .join(merged),
    [names],
  );
}

const merged = ' + '; // two steps read together: 安抚 + 身份核实

function nameIn(names: Names | null, own: string): string {
  return names && Object.hasOwn(names, own) ? (names[own] as string) : paintPunctuation(own);
}

/** How a screen writes a slot's value: one of a closed choice is a name of content, all else stays in the call's words. */
export function useNamedValue(): (value: string, form: Pick<SlotForm, 'choices'> | undefined) => string {
  const { i18n } = useTranslation();
  const named = useNamed();
  return (value, form) => (form?.choices && i18n.language === 'en' ? value.split('、').map(named).join(', ') : value);
}
