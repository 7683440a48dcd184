import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mustAcknowledge, readingMs } from '#domain/announcement.ts';
import type { Announced } from '#protocol/announcements.ts';
import { AnnouncementCard, useShortMoment } from '#web/announce/card.tsx';
import { useKeys } from '#web/desk/keys.ts';
import type { Announcements } from '#web/desk/use-announcements.ts';
import { mayNotify } from '#web/desk/use-hidden-notice.ts';
import { usePainted } from '#web/desk/use-painted.ts';
import { Icon } from '#web/kit/icons.tsx';

const readKey = 'Enter';

/** An announcement that lies open on the desk; it tells when it was painted and read. */
export function OpenAnnouncement({ one, board }: { readonly one: Announced; readonly board: Announcements }) {
  const { t } = useTranslation();
  const box = useRef<HTMLElement>(null);
  usePainted(box, one.ended ? `${one.turn} ended` : one.turn, readingMs(one), {
    painted: () => !one.ended && board.report(one, 'painted'),
    read: openMs => !one.ended && board.report(one, 'read', openMs),
    left: openMs => !one.ended && board.report(one, 'painted', openMs),
  });
  useKeys({ [readKey]: () => board.acknowledge(one) }, 'on');
  const mayWait = one.kind !== 'urgent' && !one.ended;
  return (
    <section
      ref={box}
      aria-label={`${t(`notice-${one.kind}`)}${t('colon')}${one.title}`}
      data-testid="announcement"
      data-turn={one.turn}
      className="notice-box"
    >
      <AnnouncementCard
        shown={one}
        acts={
          <>
            <button type="button" className="btn p" onClick={() => board.acknowledge(one)}>
              {t(one.ended ? 'noticeClose' : 'noticeRead')} <kbd>↵</kbd>
            </button>
            {mayWait && mustAcknowledge(one.importance) && (
              <button type="button" className="btn q" onClick={() => board.putOff(one)}>
                {t('noticeLater')}
              </button>
            )}
          </>
        }
      />
    </section>
  );
}

/** Lies over line and card during a call or its wrap-up; takes no focus and moves nothing. */
export function AnnouncementOver({ board }: { readonly board: Announcements }) {
  const { open } = board;
  if (!open) return null;
  return (
    <div
      className={`int notice-int ${open.kind}`}
      role="alertdialog"
      aria-live={open.kind === 'urgent' ? 'assertive' : 'polite'}
      aria-label={open.title}
    >
      <OpenAnnouncement key={open.turn} one={open} board={board} />
    </div>
  );
}

/** In the line zone where nothing is owed: the next unread announcement, opened by a click. */
export function AnnouncementLine({ board }: { readonly board: Announcements }) {
  const { t } = useTranslation();
  const [next] = board.waiting;
  if (!next) return null;
  return (
    <button type="button" className={`notice-line hug ${next.kind}`} onClick={() => board.openByHand(next)} data-testid="announcement-line">
      <Icon name="horn" />
      <span className="b nw">{t(`notice-${next.kind}`)}</span>
      <span className="el">{next.title}</span>
      <span className="sp" />
      {board.waiting.length > 1 && <span className="tag o">{board.waiting.length}</span>}
      <span className="act nw">{t('noticeOpen')}</span>
    </button>
  );
}

/** At rest: the announcement that is open, the unread ones, those that were taken back, and the polite question. */
export function AnnouncementsAtRest({ board }: { readonly board: Announcements }) {
  const { t } = useTranslation();
  const when = useShortMoment();
  return (
    <>
      {board.open && <OpenAnnouncement key={board.open.turn} one={board.open} board={board} />}
      {board.waiting.map(one => (
        <button key={one.turn} type="button" className="row x13 hug" onClick={() => board.openByHand(one)}>
          <span className="nw">{t('noticeUnread')}</span>
          <span className="m el">{one.title}</span>
          <span className="sp" />
          <Icon name="right" size={12} />
        </button>
      ))}
      {board.struck.map(one => (
        <button key={one.turn} type="button" className="row x13 hug struck-row m" onClick={() => board.openByHand(one)}>
          <span className="el">{one.title}</span>
          <span className="sp" />
          <span className="tag stop">
            {t(one.ended?.how === 'recalled' ? 'noticeRecalled' : 'noticeSuperseded', { at: when(one.ended?.at ?? '') })}
          </span>
        </button>
      ))}
      <AskToNotify />
    </>
  );
}

const askedPlace = 'deskside.notify';

/** Asks once, at rest, and only on a click of the agent does the browser ask. */
function AskToNotify() {
  const { t } = useTranslation();
  const [isOver, end] = useState(
    () => !('Notification' in window) || mayNotify() || Notification.permission === 'denied' || localStorage.getItem(askedPlace) !== null,
  );
  if (isOver) return null;
  const answer = (yes: 'yes' | 'no') => {
    localStorage.setItem(askedPlace, yes);
    end(true);
    if (yes === 'yes') void Notification.requestPermission();
  };
  return (
    <div className="notice-ask x13">
      <span className="m">{t('noticeAsk')}</span>
      <span className="sp" />
      <button type="button" className="btn sm" onClick={() => answer('yes')}>
        {t('noticeAllow')}
      </button>
      <button type="button" className="btn q sm" onClick={() => answer('no')}>
        {t('noticeDeny')}
      </button>
    </div>
  );
}
