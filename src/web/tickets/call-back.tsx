import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OpenedNumber, type TicketDetail } from '#protocol/tickets.ts';
import { call } from '#web/kit/api.ts';
import { Icon } from '#web/kit/icons.tsx';
import { partMarks } from '#web/kit/marks.ts';
import { Masked } from '#web/kit/masked.tsx';
import { momentWords } from '#web/tickets/clock-words.ts';

const shownMs = 60_000;

/** The number to call back: its tail, and by one recorded click the whole of it, ready to dial, for a minute. */
export function CallBack({ detail, opened }: { readonly detail: TicketDetail; readonly opened: () => void }) {
  const { t } = useTranslation();
  const [value, setValue] = useState<string | null>(null);
  const [isGone, setGone] = useState(false);
  useEffect(() => {
    if (value === null) return;
    const timer = setTimeout(() => setValue(null), shownMs);
    return () => clearTimeout(timer);
  }, [value]);
  const mark = detail.phone ? partMarks(detail.phone).find(part => part.kind === 'mark') : undefined;
  if (!mark) return <Standing detail={detail} />;
  const open = async () => {
    const answer = await call('POST', `/v1/tickets/${detail.ticket.number}/number`, OpenedNumber, {});
    if (answer.ok) {
      setValue(answer.value.value);
      opened();
    } else setGone(true);
  };
  return (
    <>
      <div className="row tk-call">
        <span className="m x13">{t('phoneLabel')}</span>
        {value === null ? (
          <span className="sec">
            <Icon name="lock" />
            <Masked text={`1••••${mark.tail ?? ''}`} />
          </span>
        ) : (
          <a className="btn p sm num" href={`tel:${value}`}>
            {t('dial', { number: value })}
          </a>
        )}
        {value === null && detail.mayOpenNumber && (
          <button type="button" className="btn sm" onClick={() => void open()}>
            {t('openNumber')} <kbd className="key">P</kbd>
          </button>
        )}
        <span className="x12 m">{isGone ? t('numberGone') : detail.mayOpenNumber ? t('openNumberNote') : ''}</span>
      </div>
      <Standing detail={detail} />
    </>
  );
}

/** What the call-back still lacks before the ticket may be closed, or what settled it. */
function Standing({ detail: { callBack } }: { readonly detail: TicketDetail }) {
  const { t } = useTranslation();
  if (!callBack) return null;
  return (
    <p className={`x13 tk-call ${callBack.kind === 'settled' ? 'ok' : 'warn'}`} role="status">
      {words()}
    </p>
  );

  function words(): string {
    switch (callBack?.kind) {
      case undefined:
        return '';
      case 'settled':
        return t(`callBack-settled-${callBack.by}`, { count: callBack.tries });
      case 'unreached':
        return t('callBack-unreached', {
          count: callBack.tries,
          of: callBack.of,
          at: momentWords(t, new Date(callBack.nextFromMs).toISOString(), new Date()),
        });
      case 'missing':
      case 'no-number':
        return t(`callBack-${callBack.kind}`);
    }
  }
}
