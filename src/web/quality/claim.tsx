import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Alert, AlertDetail } from '#protocol/alerts.ts';
import { highlightsOf } from '#web/desk/highlights.ts';
import { Words } from '#web/desk/words.tsx';
import { clockTime } from '#web/kit/durations.ts';
import { useNamed } from '#web/kit/names.tsx';
import { paintPunctuation } from '#web/kit/punctuation.ts';
import { skippedInWords } from '#web/kit/skipped.ts';
import { type AfterStep, type Around, aroundOf } from '#web/quality/around.ts';
import { timeOf } from '#web/quality/queue.tsx';
import { ShownThen } from '#web/quality/shown-then.tsx';

/** One claim: the call at the moment, what the desk showed at that second, what came of it, and what else the call holds. */
export function Claim({
  detail,
  others,
  choose,
}: {
  readonly detail: AlertDetail;
  readonly others: readonly Alert[];
  readonly choose: (id: number) => void;
}) {
  const { t } = useTranslation();
  const named = useNamed();
  const { alert } = detail;
  const around = aroundOf(detail);
  const topic = Object.values(around.standing.board).find(advice => advice.kind === 'topic' && advice.state === 'active');
  return (
    <>
      <header className="row">
        <h1 className="h1">{named(alert.rule.title)}</h1>
        {alert.severity === 'serious' && <span className="tag stop">{t('severity-serious')}</span>}
        <span className="sp" />
        <span className="x13 m num">
          {[alert.agent?.staffNo, timeOf(alert.firedAt), topic?.kind === 'topic' ? named(topic.title) : null].filter(Boolean).join(' · ')}
        </span>
      </header>
      {around.shown?.skipped && (
        <p className="b" data-testid="skipped">
          {skippedInWords(around.shown, t, named)}
        </p>
      )}
      {around.shown?.evidence[0]?.like && <p className="x12 m">{t('meantLike')}</p>}
      {alert.contest && (
        <p className="pan contest-said x13" data-testid="contest">
          <span className="b warn">{t('contestSaid')}</span> {paintPunctuation(alert.contest)}
        </p>
      )}
      <Talk detail={detail} around={around} />
      <div className="row claim-gap">
        <h2 className="b">{t('shownThen')}</h2>
        <span className="sp" />
        <span className="x12 m num">
          {t('raisedAt', { at: clockTime(alert.atMs) })}
          {around.sentAfterMs !== undefined && !alert.shadow && ` · ${t('sentAfter', { ms: around.sentAfterMs })}`}
        </span>
      </div>
      <div className="claim-two">
        <section className={`pan${alert.severity === 'serious' ? ' serious' : ' general'}`}>
          {alert.shadow ? (
            <p className="x13 m">{t('notShown')}</p>
          ) : around.shown ? (
            <ShownThen shown={around.shown} around={around} lang={around.standing.meta?.lang ?? 'zh'} />
          ) : (
            <p className="x13 m">{t('notStanding')}</p>
          )}
        </section>
        <section className="pan">
          <h3 className="x13 b">{t('after')}</h3>
          {around.after.map(step => (
            <div className="row x13 step" key={`${step.atMs}-${step.what.kind}`}>
              <span className="m num">{clockTime(step.atMs)}</span>
              <span className="s">{wordsOf(step, t)}</span>
            </div>
          ))}
          {around.after.every(({ what }) => what.kind !== 'acknowledged' && what.kind !== 'contested') && (
            <div className="row x13 step">
              <span className="m">—</span>
              <span className="s">{t('afterNothing')}</span>
            </div>
          )}
        </section>
      </div>
      {others.length > 0 && (
        <p className="x13 m claim-gap">
          {t('sameCall')}
          {others.map(other => (
            <button type="button" key={other.id} className="other" onClick={() => choose(other.id)}>
              {named(other.rule.title)}
            </button>
          ))}
          {t('sameCallNote')}
        </p>
      )}
    </>
  );
}

function Talk({ detail, around }: { readonly detail: AlertDetail; readonly around: Around }) {
  const { t } = useTranslation();
  const { turns, claimed, standing, shown } = around;
  const own = shown ? { [shown.key]: { ...shown, shadow: false } } : {};
  const marks = highlightsOf(own, standing.used, turns);
  const [first, last] = [turns[0], turns.at(-1)];
  return (
    <section className="pan talk" aria-label={t('transcript')}>
      <div className="row x12 m">
        {first && last && t('callFrom', { from: clockTime(first.startMs), to: clockTime(last.endMs) })}
        <span className="sp" />
        <Link to={`/conversations/${detail.alert.conversation}`} className="act">
          {t('wholeCall')} <span className="k">O</span>
        </Link>
      </div>
      {turns.map(turn => (
        <div
          key={turn.position}
          className={`said${turn.speaker === 'customer' ? ' cu' : ''}${claimed.has(turn.position) ? ' claimed' : ''}`}
        >
          <b>
            {t(`side-${turn.speaker}`)}
            <span className="num">{clockTime(turn.startMs)}</span>
          </b>
          <p>
            <Words text={turn.text} highlights={marks.get(turn.position)} />
          </p>
        </div>
      ))}
    </section>
  );
}

function wordsOf({ what }: AfterStep, t: TFunction): string {
  switch (what.kind) {
    case 'raised':
      return t('afterRaised');
    case 'again':
      return t('afterAgain', { times: what.times });
    case 'recovered':
      return t('afterRecovered');
    case 'withdrawn':
      return t('afterWithdrawn');
    case 'acknowledged':
      return t('afterAct-acknowledged');
    case 'contested':
      return t('afterAct-contested', { reason: what.reason });
  }
}
