import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { paintTheme } from '#web/kit/appearance.ts';

interface PictureInPicture {
  requestWindow(options: { width: number; height: number }): Promise<Window>;
}

/** A window that stays above the others: Document Picture-in-Picture where the browser has it, else a popup. */
export function useFloat(): { readonly floating: Window | null; readonly float: () => void } {
  const [floating, setFloating] = useState<Window | null>(null);
  const float = useCallback(async () => {
    if (floating) return floating.close();
    const api = (window as { documentPictureInPicture?: PictureInPicture }).documentPictureInPicture;
    if (!api) {
      window.open('/float', 'deskside-float', 'popup,width=380,height=860');
      return;
    }
    const opened = await api.requestWindow({ width: 380, height: 860 });
    for (const style of document.querySelectorAll('style, link[rel=stylesheet]')) opened.document.head.append(style.cloneNode(true));
    opened.document.documentElement.lang = document.documentElement.lang;
    paintTheme(opened.document);
    opened.addEventListener('pagehide', () => setFloating(null));
    setFloating(opened);
  }, [floating]);
  useEffect(() => () => floating?.close(), [floating]);
  return { floating, float: () => void float() };
}

/** Paints its children in another window; acts and keys work there as here. */
export function Floating({ into, children }: { readonly into: Window; readonly children: ReactNode }) {
  return createPortal(children, into.document.body);
}
