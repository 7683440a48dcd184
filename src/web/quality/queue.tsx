import { useTranslation } from 'react-i18next';
import { useNamed } from '#web/kit/names.tsx';
import type { Read } from '#web/quality/use-queue.ts';

/** What waits to be settled, serious first, in the order of the server. Nobody is ranked, no row is red. */
export function Queue({
  read,
  chosen,
  choose,
  more,
}: {
  readonly read: Read;
  readonly chosen: number | null;
  readonly choose: (id: number) => void;
  readonly more: () => void;
}) {
  const { t } = useTranslation();
  const named = useNamed();
  const groups = (['serious', 'general'] as const)
    .map(severity => ({
      severity,
      list: read.alerts.filter(alert => alert.severity === severity),
      waiting: severity === 'serious' ? read.serious : read.waiting - read.serious,
    }))
    .filter(({ waiting }) => waiting > 0);
  return (
    <>
      {groups.map(({ severity, list, waiting }) => (
        <section key={severity} aria-label={t(`severity-${severity}`)}>
          <div className="qa-group x12 m">
            {t(`severity-${severity}`)} <span className="num">{waiting}</span>
          </div>
          {list.map(alert => (
            <button
              key={alert.id}
              type="button"
              className={`qa${alert.id === chosen ? ' on' : ''}`}
              aria-current={alert.id === chosen}
              data-alert={alert.id}
              onClick={() => choose(alert.id)}
            >
              <span className="qa-title">{named(alert.rule.title)}</span>
              <span className="row x12 m num">
                <span>{alert.agent?.staffNo ?? '—'}</span>
                <span>{timeOf(alert.firedAt)}</span>
                {alert.times > 1 && <span>{t('alertTimes', { times: alert.times })}</span>}
                <span className="sp" />
                {alert.recovered && <span className="ok">{t('alertRecovered')}</span>}
                {alert.shadow && <span>{t('alertShadow')}</span>}
                <span className={alert.status === 'contested' ? 'warn' : ''}>{t(`alert-${alert.status}`)}</span>
              </span>
            </button>
          ))}
        </section>
      ))}
      {read.hasMore && (
        <button type="button" className="btn q qa-more" onClick={more}>
          {t('queueMore', { count: read.waiting - read.alerts.length })}
        </button>
      )}
    </>
  );
}

/** 10:31 today, with the date before it on other days. */
export function timeOf(iso: string): string {
  const at = new Date(iso);
  const time = at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hour12: false });
  return at.toDateString() === new Date().toDateString() ? time : `${at.getMonth() + 1}-${at.getDate()} ${time}`;
}
