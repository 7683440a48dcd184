import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Announced } from '#protocol/announcements.ts';
import type { Announcements } from '#web/desk/use-announcements.ts';
import { isDeskVisible } from '#web/desk/use-announcements.ts';

/** While the desk cannot be seen: a count in the title, and one system notification for each showing. Neither counts as painted. */
export function useHiddenNotice(announcements: Announcements): void {
  const { t } = useTranslation();
  const told = useRef(new Set<string>());
  const due = [...(announcements.open ? [announcements.open] : []), ...announcements.waiting].filter(({ ended }) => !ended);
  const latest = useRef({ due, announcements });
  latest.current = { due, announcements };
  const names = due.map(({ turn }) => turn).join(' ');

  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at again whenever what is due changes
  useEffect(() => {
    const plain = t('brand');
    const look = () => {
      const { due: now, announcements: board } = latest.current;
      const hidden = !isDeskVisible();
      document.title = hidden && now.length > 0 ? t('noticeTitle', { count: now.length, brand: plain }) : plain;
      if (!hidden || !mayNotify()) return;
      for (const one of now) {
        if (told.current.has(one.turn)) continue;
        told.current.add(one.turn);
        notify(t(`notice-${one.kind}`), t('colon'), one);
        board.report(one, 'notified');
      }
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      document.title = plain;
    };
  }, [names, t]);
}

/** Whether this browser knows system notifications and they were allowed. */
export function mayNotify(): boolean {
  return 'Notification' in window && Notification.permission === 'granted';
}

function notify(kind: string, colon: string, { title, turn }: Announced): void {
  try {
    const notification = new Notification(`${kind}${colon}${title}`, { tag: turn, requireInteraction: true });
    notification.onclick = () => {
      window.focus();
      notification.close();
    };
  } catch {
    // A browser that allows them only to service workers: the title says it.
  }
}
