import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ScheduleList } from '#protocol/robots.ts';
import { Shown, useReading } from '#web/admin/reading.tsx';
import { useMoment } from '#web/kit/moment.ts';
import { may } from '#web/kit/session.tsx';
import { useBotTitle } from '#web/robots/runs/run-state.tsx';
import { useGateWords } from '#web/robots/runs/use-gate-words.ts';
import type { TabProps } from '#web/robots/tab-props.ts';
import { useBankTime } from '#web/robots/use-bank-time.ts';
import { useDoing } from '#web/robots/use-doing.ts';
import '#web/robots/schedules/schedules.css';

type Schedule = ScheduleList['schedules'][number];
type Started = Pick<Schedule, 'bot' | 'title' | 'titleEn' | 'schedule' | 'isOn' | 'last'>;

/** What starts robots by itself: an operator sees in seconds when the next runs are, what was missed, and turns one off. */
export function SchedulesTab({ session }: TabProps) {
  const { t } = useTranslation();
  const reading = useReading('/v1/robots/schedules', ScheduleList);
  const maySwitch = may(session, 'robot.operate');
  const title = useBotTitle();
  return (
    <>
      <header className="row head">
        <h1 className="h1">{t('robots-tab-schedules')}</h1>
        <span className="x13 m">{t('rb-schedules-note')}</span>
      </header>
      <Shown reading={reading}>
        {list => (
          <>
            {list.known === undefined && (
              <div className="trouble" role="alert" style={{ marginBottom: 16 }}>
                {t('rb-no-calendar')}
              </div>
            )}
            {list.schedules.length === 0 && <div className="pan calm">{t('rb-schedules-none')}</div>}
            {list.schedules.map(one => (
              <section key={`${one.bot} ${one.schedule}`} className="pan" aria-label={title(one)}>
                <Head one={one} maySwitch={maySwitch} again={reading.again}>
                  <When one={one} />
                </Head>
                <Next one={one} list={list} />
                <Last one={one} offset={list.utcOffsetMinutes} />
              </section>
            ))}
            {list.events.length > 0 && <h2 className="x16 b events-head">{t('rb-events-title')}</h2>}
            {list.events.map(one => (
              <section key={`${one.bot} ${one.schedule}`} className="pan" aria-label={title(one)}>
                <Head one={one} maySwitch={maySwitch} again={reading.again}>
                  {t(`rb-on-${one.on}`)}
                  {one.process && `${t('rb-and')}${t('rb-event-process', { process: one.process })}`}{' '}
                  {[one.node, one.slot].filter(Boolean).join(' ')}
                </Head>
                <Last one={one} offset={list.utcOffsetMinutes} />
              </section>
            ))}
          </>
        )}
      </Shown>
    </>
  );
}

function Head({
  one,
  maySwitch,
  again,
  children,
}: {
  readonly one: Started;
  readonly maySwitch: boolean;
  readonly again: () => Promise<void>;
  readonly children: React.ReactNode;
}) {
  const { t } = useTranslation();
  const title = useBotTitle();
  const { busy, said, did } = useDoing();
  const turn = async () => {
    await did('POST', `/v1/robots/schedules/${one.bot}/${one.schedule}`, { on: !one.isOn });
    await again();
  };
  return (
    <div className="ph schedule">
      <Link to={`/robots/bots/${one.bot}`}>{title(one)}</Link>
      <span className="x13 s" style={{ fontWeight: 400 }}>
        {children}
      </span>
      <span className="sp" />
      {said && (
        <span className="x13 stop" role="alert">
          {said}
        </span>
      )}
      <span className={`tag ${one.isOn ? 'ok' : ''}`}>{t(one.isOn ? 'rb-is-on' : 'rb-is-off')}</span>
      {maySwitch && (
        <button type="button" className="btn sm" disabled={busy} onClick={() => void turn()}>
          {t(one.isOn ? 'rb-turn-off' : 'rb-turn-on')}
        </button>
      )}
    </div>
  );
}

function When({ one }: { readonly one: Schedule }) {
  const { t } = useTranslation();
  const days = Array.isArray(one.days) ? one.days.map(day => t(`rb-weekday-${day}`)).join(t('rb-and')) : t(`rb-days-${one.days}`);
  const only = one.dayOfMonth.length > 0 ? ` ${t('rb-day-of-month', { days: one.dayOfMonth.join(', ') })}` : '';
  return (
    <>
      {days}
      {only} <b className="num">{one.at.join(' ')}</b>
    </>
  );
}

function Next({ one, list }: { readonly one: Schedule; readonly list: ScheduleList }) {
  const { t } = useTranslation();
  const bank = useBankTime(list.utcOffsetMinutes);
  if (!one.isOn) return <p className="pb m">{t('rb-off-means')}</p>;
  return (
    <ol className="next-dates" aria-label={t('rb-next-dates')}>
      {one.next.map((at, index) => (
        <li key={at} className={index === 0 ? 'first' : ''}>
          <span className="x12 m">
            {index === 0 && `${t('rb-next-one')} · `}
            {bank(at).weekday}
          </span>
          <span className="num b">{bank(at).day}</span>
          <span className="num">{bank(at).time}</span>
          {list.known !== undefined && bank(at).year > list.known && <span className="x12 warn">{t('rb-not-published-yet')}</span>}
        </li>
      ))}
    </ol>
  );
}

function Last({ one: { last }, offset }: { readonly one: Started; readonly offset: number }) {
  const { t } = useTranslation();
  const moment = useMoment();
  const bank = useBankTime(offset);
  const gate = useGateWords();
  const locked = /^locked: (.+)$/.exec(last?.why ?? '')?.[1];
  if (!last) return <p className="pb x13 m">{t('rb-never-fired')}</p>;
  const due = Number.isNaN(Date.parse(last.due)) ? '' : `${bank(last.due).day} ${bank(last.due).time}`;
  return (
    <p className="pb x13 s">
      {t('rb-last-time')} <span className="num">{due || moment(last.at)}</span>{' '}
      {last.run && (
        <Link className="act" to={`/robots/runs/${last.run}`}>
          {t('rb-open-run')}
        </Link>
      )}
      {last.missed > 0 && <span className="warn"> {t('rb-caught-up', { count: last.missed, at: moment(last.at) })}</span>}
      {last.why && (
        <span className="stop">
          {' '}
          {t('rb-not-started', { why: locked ? t('rb-locked-by', { what: gate(locked.split(', ')) }) : last.why })}
        </span>
      )}
    </p>
  );
}
