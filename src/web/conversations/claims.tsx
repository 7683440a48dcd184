import type { TFunction } from 'i18next';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationId } from '#domain/ids.ts';
import { ClaimsOfConversation } from '#protocol/alerts.ts';
import { Contest } from '#web/desk/contest.tsx';
import { call, nothing } from '#web/kit/api.ts';
import { useMoment } from '#web/kit/moment.ts';
import { useNamed } from '#web/kit/names.tsx';
import { paintPunctuation } from '#web/kit/punctuation.ts';

type Claim = ClaimsOfConversation['claims'][number];

/** The claims of a call and where each stands; whoever they are about may still acknowledge or contest them. */
export function Claims({ conversation, mark }: { readonly conversation: ConversationId; readonly mark: (position: number) => void }) {
  const { t } = useTranslation();
  const moment = useMoment();
  const named = useNamed();
  const [claims, setClaims] = useState<readonly Claim[]>([]);
  const [contesting, contest] = useState<number | null>(null);
  const [trouble, setTrouble] = useState(false);
  const read = useCallback(async () => {
    const answer = await call('GET', `/v1/conversations/${encodeURIComponent(conversation)}/alerts`, ClaimsOfConversation);
    if (answer.ok) setClaims(answer.value.claims);
    setTrouble(!answer.ok && answer.problem.kind !== 'not-found'); // nothing here is for who only had the beginning of the call
  }, [conversation]);
  useEffect(() => void read(), [read]);
  const reply = async (id: number, body: object) => {
    const answer = await call('POST', `/v1/alerts/${id}/answer`, nothing, body);
    contest(null);
    await read();
    if (!answer.ok) setTrouble(true);
  };
  if (claims.length === 0 && !trouble) return null;
  return (
    <section className="claims" aria-label={t('claimsTitle')}>
      <h2 className="b">{t('claimsTitle')}</h2>
      <p className="x12 m">{t('claimsNote')}</p>
      {trouble && (
        <p className="x13 warn" role="alert">
          {t('listFailed')}
        </p>
      )}
      {claims.map(({ alert, steps, answerUntil }) => (
        <article key={alert.id} className="one-claim" data-testid="claim">
          <div className="row x13">
            <button type="button" className="b el" onClick={() => mark(alert.position)}>
              {named(alert.rule.title)}
            </button>
            <span className="sp" />
            <span className={`tag${alert.status === 'contested' ? ' warn' : alert.status === 'confirmed' ? ' stop' : ' o'}`}>
              {t(`claim-${alert.status}`)}
            </span>
          </div>
          {steps.map(step => (
            <p key={`${step.at}${step.what}`} className="x12 m">
              <span className="num">{moment(step.at)}</span> {step.by.staffNo} {t(`claim-${step.what}`)}
              {step.reason && <span className="s">{` ${paintPunctuation(reasonOf(step.reason, t))}`}</span>}
            </p>
          ))}
          {answerUntil &&
            (contesting === alert.id ? (
              <Contest
                quote={undefined}
                send={reason => void reply(alert.id, { answer: 'contested', reason })}
                back={() => contest(null)}
              />
            ) : (
              <div className="row x12">
                {alert.status === 'fired' && (
                  <button type="button" className="btn sm" onClick={() => void reply(alert.id, { answer: 'acknowledged' })}>
                    {t('gotIt')}
                  </button>
                )}
                {alert.status !== 'contested' && (
                  <button type="button" className="btn q sm" onClick={() => contest(alert.id)}>
                    {t('contest')}
                  </button>
                )}
                <span className="sp" />
                {alert.status !== 'contested' && <span className="m num">{t('answerUntil', { at: moment(answerUntil) })}</span>}
              </div>
            ))}
        </article>
      ))}
    </section>
  );
}

/** Why it was dismissed is kept as a word of ours; what an agent wrote stays as written. */
function reasonOf(reason: string, t: TFunction): string {
  return t(`why-${reason}`, { defaultValue: reason });
}
