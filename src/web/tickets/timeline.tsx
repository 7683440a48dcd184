import { useTranslation } from 'react-i18next';
import type { Named } from '#protocol/content.ts';
import type { TicketDetail, TicketHistoryStep } from '#protocol/tickets.ts';
import { paintPunctuation } from '#web/kit/punctuation.ts';
import { momentWords } from '#web/tickets/clock-words.ts';

/** All that happened to a ticket, the newest first: who, when, from what to what, and why. */
export function Timeline({ detail }: { readonly detail: TicketDetail }) {
  const { t } = useTranslation();
  const now = new Date();
  return (
    <section className="pan tk-time" aria-label={t('history')}>
      <h2 className="b">{t('history')}</h2>
      <ol>
        {[...detail.steps].reverse().map(step => (
          <li key={step.number}>
            <div className="row x13">
              <b>{t(`step-${step.what}`)}</b>
              <Changed step={step} detail={detail} />
              <span className="sp" />
              <span className="x12 m num nw">{momentWords(t, step.at, now)}</span>
            </div>
            <div className="x12 m num">{personWords(step.by)}</div>
            {step.reason && <p className="x13 s">{paintPunctuation(step.reason)}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Changed({ step, detail }: { readonly step: TicketHistoryStep; readonly detail: TicketDetail }) {
  const { t, i18n } = useTranslation();
  const { outcome, result, to, unit } = step.details as Readonly<Record<string, string | undefined>>;
  const given = detail.plan.results.find(({ key }) => key === result);
  const words = [
    step.fromState && step.fromState !== step.toState ? `${t(`state-${step.fromState}`)} → ${t(`state-${step.toState}`)}` : '',
    step.what !== 'made' &&
    step.toHandler &&
    step.toHandler.staffNo !== step.fromHandler?.staffNo &&
    step.toHandler.staffNo !== step.by.staffNo
      ? `→ ${personWords(step.toHandler)}`
      : '',
    step.what === 'offer' ? `→ ${to ?? unit ?? ''}` : '',
    outcome ? t(`outcome-${outcome}`) : '',
    given ? (i18n.language === 'zh' ? given.zh : given.en) : '',
  ].filter(Boolean);
  return <span className="x12 s el">{words.join(' · ')}</span>;
}

/** 8001 沈兰 */
export function personWords({ staffNo, name }: Named): string {
  return name ? `${staffNo} ${name}` : staffNo;
}
