import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { paintTheme, useDark } from '#web/kit/appearance.ts';
import { pictureInPicture } from '#web/kit/float-window.ts';

const size = { width: 380, height: 860 };

/** A window that stays above the others: Document Picture-in-Picture where the browser has and allows it, else a popup. */
export function useFloat(): { readonly floating: Window | null; readonly float: () => void } {
  const [floating, setFloating] = useState<Window | null>(null);
  const float = useCallback(async () => {
    if (floating) return floating.close();
    const opened = await pictureInPicture()
      ?.requestWindow(size)
      .catch(() => null); // not allowed here, in a frame or by policy: a popup does instead
    if (!opened) {
      window.open('/float', 'deskside-float', `popup,width=${size.width},height=${size.height}`);
      return;
    }
    for (const style of document.querySelectorAll('style, link[rel=stylesheet]')) opened.document.head.append(style.cloneNode(true));
    opened.document.title = document.title;
    opened.addEventListener('pagehide', () => setFloating(null));
    setFloating(opened);
  }, [floating]);
  useEffect(() => () => floating?.close(), [floating]);
  return { floating, float: () => void float() };
}

/** Paints its children in another window, in the language and theme of this one; acts and keys work there as here. */
export function Floating({ into, children }: { readonly into: Window; readonly children: ReactNode }) {
  const { i18n } = useTranslation();
  const dark = useDark();
  // biome-ignore lint/correctness/useExhaustiveDependencies: both are painted on this document, and read there
  useEffect(() => {
    paintTheme(into.document);
    into.document.documentElement.lang = document.documentElement.lang;
  }, [into, dark, i18n.language]);
  return createPortal(children, into.document.body);
}
