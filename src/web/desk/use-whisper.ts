import { useEffect, useRef, useState } from 'react';
import type { StandingWhisper } from '#domain/whisper.ts';
import { afterglowMs } from '#web/desk/seen.ts';

/** The whisper to show of those on the screen: the newest that is not said; one said just now stays for a moment. */
export function useWhisper(whispers: readonly StandingWhisper[], conversation: string): StandingWhisper | undefined {
  const own = whispers.filter(each => each.conversation === conversation);
  const open = own.findLast(({ state }) => state !== 'done');
  const shown = useRef<string | undefined>(undefined);
  const [, fade] = useState(0);
  if (open) shown.current = open.id;
  const glowing = open ? undefined : own.find(({ id }) => id === shown.current);
  useEffect(() => {
    if (!glowing) return;
    const timer = setTimeout(() => {
      shown.current = undefined;
      fade(count => count + 1);
    }, afterglowMs);
    return () => clearTimeout(timer);
  }, [glowing?.id, glowing]);
  return open ?? glowing;
}
