import { useTranslation } from 'react-i18next';
import type { ConversationHead } from '#protocol/down.ts';
import { OpenParts } from '#web/desk/open-parts.tsx';
import { useSeconds } from '#web/desk/use-seconds.ts';
import { Icon } from '#web/kit/icons.tsx';
import type { LineState } from '#web/kit/kept-line.ts';
import { Masked } from '#web/kit/masked.tsx';
import { useNamed } from '#web/kit/names.tsx';

/** No call: what will appear here, and what waits. */
export function Idle({
  waiting,
  parts,
  link,
  isKnown,
  note,
  onOpen,
  menu,
  onNext,
  notices,
}: {
  readonly waiting: readonly ConversationHead[];
  readonly parts?: { readonly count: number; readonly newest?: string };
  readonly link: LineState;
  readonly isKnown: boolean; // the server has said what is on and what waits
  readonly note?: React.ReactNode;
  readonly onOpen: (head: ConversationHead) => void;
  readonly menu?: React.ReactNode;
  readonly onNext?: () => void;
  readonly notices?: { readonly node: React.ReactNode; readonly count: number };
}) {
  const { t } = useTranslation();
  const named = useNamed();
  const offline = useSeconds(link.kind === 'down' ? link.since : undefined);
  return (
    <main className="d idle" data-testid="idle">
      <header className="dh zone">
        <div className="col">
          <div className="who">{t(isKnown ? 'ready' : 'connecting')}</div>
          <div className="sub" role="status">
            {link.kind === 'down' ? (
              <span className="warn">{t('offline', { seconds: offline })}</span>
            ) : (
              isKnown && <span>{t('waitingCall')}</span>
            )}
          </div>
        </div>
      </header>
      <section className="waits">
        {note}
        {isKnown ? (
          <>
            <p className="b">{t('needsYou')}</p>
            {notices?.node}
            {waiting.map(head => (
              <button key={head.id} type="button" className="row x13 hug" onClick={() => onOpen(head)}>
                {t('unconfirmed')}
                <span className="m el">
                  <Masked text={head.customer ?? named(head.queue ?? '')} />
                </span>
                <span className="sp" />
                <Icon name="right" size={12} />
              </button>
            ))}
            {parts && parts.count > 0 && (
              <p>
                <OpenParts parts={parts} />
              </p>
            )}
            {waiting.length === 0 && !parts?.count && !notices?.count && (
              <p className="x13 m" style={{ marginTop: 8 }}>
                {t('nothingWaits')}
              </p>
            )}
            <p className="x13 m" style={{ marginTop: 14 }}>
              {t('willAppear')}
            </p>
            {onNext && (
              <button type="button" className={notices?.count ? 'btn' : 'btn p'} style={{ marginTop: 18 }} onClick={onNext}>
                {t('nextCall')}
              </button>
            )}
          </>
        ) : (
          <p className="x13 m">{t('deskUnknown')}</p>
        )}
      </section>
      <footer className="dx">
        <span className="sp" />
        {menu}
      </footer>
    </main>
  );
}
