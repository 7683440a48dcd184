import { useEffect, useState } from 'react';
import { WrapupParts } from '#protocol/wrapup-parts.ts';
import { call } from '#web/kit/api.ts';

/** How many own parts of calls that went on wait to be confirmed; asked again whenever what lies on the desk changes. */
export function useOpenParts(onDesk: string): { readonly count: number; readonly newest?: string } {
  const [open, setOpen] = useState<{ readonly count: number; readonly newest?: string }>({ count: 0 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what lies on the desk is the reason to ask again
  useEffect(() => {
    let isLate = false;
    const read = async () => {
      const answer = await call('GET', '/v1/wrapup-parts/mine', WrapupParts);
      if (isLate || !answer.ok) return;
      const waiting = answer.value.parts.filter(({ confirmedAt }) => confirmedAt === undefined);
      setOpen({ count: waiting.length, ...(waiting[0] ? { newest: waiting[0].conversation } : {}) });
    };
    void read();
    const again = () => void read();
    window.addEventListener('focus', again); // it may have been confirmed in another window
    return () => {
      isLate = true;
      window.removeEventListener('focus', again);
    };
  }, [onDesk]);
  return open;
}
