import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { RobotsToday, RobotTargetList } from '#protocol/robot-runs.ts';
import { Shown, useReading } from '#web/admin/reading.tsx';
import { may } from '#web/kit/session.tsx';
import { useTongue } from '#web/kit/use-tongue.ts';
import { Hours } from '#web/robots/runs/hours-part.tsx';
import { peopleSaid, StateTag, useBotTitle } from '#web/robots/runs/run-state.tsx';
import { Stopped, SwitchAll } from '#web/robots/runs/switches.tsx';
import { useAgain } from '#web/robots/runs/use-again.ts';
import type { TabProps } from '#web/robots/tab-props.ts';
import { useWaited } from '#web/robots/tasks/use-waited.ts';
import { useBankTime } from '#web/robots/use-bank-time.ts';
import '#web/robots/runs/runs.css';

/** What the control room opens on: who works here sees in one look what to do next. */
export function TodayTab({ session }: TabProps) {
  const { t, i18n } = useTranslation();
  const reading = useReading('/v1/robots/today', RobotsToday);
  const targets = useReading('/v1/robots/targets', RobotTargetList);
  useAgain(reading.again, 10_000);
  const mayStop = may(session, 'robot.operate') || may(session, 'robot.approve');
  const locale = i18n.language === 'zh' ? 'zh-CN' : 'en-GB';
  const browser = targets.value?.browser;
  return (
    <>
      <header className="row head">
        <h1 className="h1">{t('robots-tab-today')}</h1>
        <span className="x13 m">{new Date().toLocaleDateString(locale, { month: 'long', day: 'numeric', weekday: 'long' })}</span>
        <span className="sp" />
        {browser?.ok && <span className="x13 m el wide">{t('rr-browser', { name: browser.name?.replace(/ \(.*$/, '') ?? '' })}</span>}
        {mayStop && reading.value && <SwitchAll off={reading.value.off} again={reading.again} />}
      </header>
      {browser && !browser.ok && (
        <div className="trouble" role="status" style={{ marginBottom: 16 }}>
          {t('rr-no-browser', { why: browser.why ?? '' })}
        </div>
      )}
      <Shown reading={reading}>
        {today => (
          <>
            <Stopped off={today.off} />
            <Figures today={today} />
            <div className="today-desk">
              <div>
                <Waiting waiting={today.waiting} />
                <AtRisk atRisk={today.atRisk} />
                <Panel title={t('rr-hours')} note={t('rr-hours-note')}>
                  <Hours hours={today.hours} utcOffsetMinutes={today.utcOffsetMinutes} />
                </Panel>
              </div>
              <div>
                <Failed failed={today.failed} />
                <Drift drift={today.drift} />
                <Saved saved={today.saved} />
              </div>
            </div>
          </>
        )}
      </Shown>
    </>
  );
}

function Figures({ today }: { readonly today: RobotsToday }) {
  const { t } = useTranslation();
  const waited = useWaited();
  const bank = useBankTime(today.utcOffsetMinutes);
  const [oldest] = today.waiting;
  const [risk] = today.atRisk;
  const failed = today.failed.reduce((sum, { runs }) => sum + runs, 0);
  return (
    <>
      <div className="pan figures">
        <Figure
          to="/robots/runs?state=done"
          word={t('rr-today-done')}
          number={today.done}
          note={t('rr-today-since', { time: bank(today.since).time, rehearsed: today.rehearsed })}
        />
        <Figure
          to="/robots/runs?state=failed"
          word={t('rr-today-failed')}
          number={failed}
          note={failed === 0 ? t('rr-today-none') : kinds(today)}
        />
        <Figure
          to="/robots/tasks"
          word={t('rr-today-waiting')}
          number={today.waiting.length}
          note={oldest ? t('rr-today-oldest', { time: waited(oldest.at) }) : t('rr-today-none')}
        />
        <Figure
          word={t('rr-today-risk')}
          number={today.atRisk.length}
          note={
            risk
              ? t(Date.parse(risk.deadlineAt) > Date.now() ? 'rr-today-next-late' : 'rr-today-late-by', { time: waited(risk.deadlineAt) })
              : t('rr-today-none')
          }
        />
        <Figure word={t('rr-today-drift')} number={today.drift.length} note={t('rr-today-drift-since')} />
      </div>
      <p className="x13 m under-way">
        {t('rr-today-under-way', { running: today.running, queued: today.queued, cancelled: today.cancelled })}
      </p>
    </>
  );

  function kinds({ failed: all }: RobotsToday): string {
    const byKind = new Map<string, number>();
    for (const { kind, runs } of all) byKind.set(kind, (byKind.get(kind) ?? 0) + runs);
    return [...byKind].map(([kind, runs]) => `${t(`rr-kind-${kind}`).split(/[，,]/)[0]} ${runs}`).join(t('rb-and'));
  }
}

function Figure({
  to,
  word,
  number,
  note,
}: {
  readonly to?: string;
  readonly word: string;
  readonly number: number;
  readonly note: string;
}) {
  const inside = (
    <>
      <span className="x13 m">{word}</span>
      <b className="big num">{number}</b>
      <span className="x12 m">{note}</span>
    </>
  );
  return to ? (
    <Link className="fig in-view" to={to}>
      {inside}
    </Link>
  ) : (
    <div className="fig">{inside}</div>
  );
}

function Panel({ title, note, children }: { readonly title: string; readonly note?: string; readonly children: ReactNode }) {
  return (
    <section className="pan" aria-label={title}>
      <div className="ph">
        {title}
        <span className="sp" />
        {note && <span className="x12 m light">{note}</span>}
      </div>
      {children}
    </section>
  );
}

function Waiting({ waiting }: Pick<RobotsToday, 'waiting'>) {
  const { t } = useTranslation();
  const waited = useWaited();
  const title = useBotTitle();
  const tongue = useTongue();
  return (
    <Panel title={t('rr-today-waiting')} note={t('rr-waiting-order')}>
      {waiting.length === 0 && <p className="calm">{t('rr-waiting-none')}</p>}
      {waiting.map(task => (
        <div key={task.task} className={`today-row${task.kind === 'decision' ? ' doubt' : ''}`}>
          <span className={`tag kind${task.kind === 'decision' ? ' stop' : ''}`}>
            {t(task.second ? 'rb-task-second' : `rb-task-${task.kind}`)}
          </span>
          <span className="col grow">
            <span className="el">{title(task)}</span>
            <span className="x12 m el">{[tongue(task.what, task.whatEn), task.reference].filter(Boolean).join(' · ')}</span>
          </span>
          <span className="x13 s num nw when">
            {t('rr-waited', { time: waited(task.at) })}
            {task.until && `${t('rb-and')}${t('rr-left', { time: waited(task.until) })}`}
          </span>
          <Link className={`btn sm${task.kind === 'decision' ? ' p' : ''}`} to={`/robots/tasks/${task.task}`}>
            {t(`rr-go-${task.kind}`)}
          </Link>
        </div>
      ))}
    </Panel>
  );
}

function AtRisk({ atRisk }: Pick<RobotsToday, 'atRisk'>) {
  const { t } = useTranslation();
  const waited = useWaited();
  const title = useBotTitle();
  return (
    <Panel title={t('rr-today-risk')}>
      {atRisk.length === 0 && <p className="calm">{t('rr-risk-none')}</p>}
      {atRisk.map(run => {
        const isLate = Date.parse(run.deadlineAt) <= Date.now();
        return (
          <Link key={run.run} className="today-row in-view" to={`/robots/runs/${run.run}`}>
            <StateTag state={run.state} />
            <span className="el grow">{title(run)}</span>
            <span className={`x13 num nw ${isLate ? 'stop' : 'warn'}`}>
              {t(isLate ? 'rr-over' : 'rr-left', { time: waited(run.deadlineAt) })}
            </span>
          </Link>
        );
      })}
    </Panel>
  );
}

function Failed({ failed }: Pick<RobotsToday, 'failed'>) {
  const { t } = useTranslation();
  const tongue = useTongue();
  return (
    <Panel title={t('rr-failed-by')}>
      {failed.length === 0 && <p className="calm">{t('rr-failed-none')}</p>}
      {failed.map(({ kind, code, says, saysEn, runs }) => (
        <Link key={`${kind} ${code}`} className="today-row in-view" to={`/robots/runs?state=${kind === 'in-doubt' ? 'unknown' : 'failed'}`}>
          <span className="col grow">
            <span className="el">
              {t(`rr-trouble-${code}`, {
                defaultValue: says ? (peopleSaid(says, t) ?? tongue(says, saysEn)) : code || t(`rr-trouble-${kind}`),
              })}
            </span>
            <span className="x12 m">
              {t(`rr-kind-${kind}`)}
              {says && <span className="code"> {code}</span>}
            </span>
          </span>
          <b className="num x16">{runs}</b>
        </Link>
      ))}
    </Panel>
  );
}

function Drift({ drift }: Pick<RobotsToday, 'drift'>) {
  const { t } = useTranslation();
  const title = useBotTitle();
  const tongue = useTongue();
  return (
    <Panel title={t('rr-today-drift')}>
      {drift.length === 0 && <p className="calm">{t('rr-drift-none')}</p>}
      {drift.map(row => (
        <Link key={`${row.bot} ${row.step}`} className="today-row in-view" to={`/robots/bots/${row.bot}`}>
          <span className="col grow">
            <span className="el">{title(row)}</span>
            <span className="x12 m">
              {t('rr-drift-row', { step: tongue(row.step, row.stepEn), rank: row.rank + 1, count: row.runs })}
              {t('rb-and')}
              {t('rr-drift-yesterday', { count: row.yesterday })}
            </span>
          </span>
        </Link>
      ))}
    </Panel>
  );
}

function Saved({ saved }: Pick<RobotsToday, 'saved'>) {
  const { t } = useTranslation();
  const title = useBotTitle();
  const tongue = useTongue();
  const minutes = saved.reduce((sum, row) => sum + row.minutes, 0);
  return (
    <Panel title={t('rr-saved')} note={t('rr-saved-how')}>
      {saved.length === 0 ? (
        <p className="calm">{t('rr-saved-none')}</p>
      ) : (
        <div className="pb">
          <p>
            <b className="big num">{(minutes / 60).toFixed(1)}</b> <span className="s">{t('rr-saved-hours')}</span>
          </p>
          <dl className="saved x13">
            {saved.map(row => (
              <div key={row.bot}>
                <dt>{title(row)}</dt>
                <dd className="num">{t('rr-saved-row', { count: row.items, each: writeEach(row.minutes / row.items) })}</dd>
              </div>
            ))}
          </dl>
          {[...new Set(saved.map(({ source, sourceEn, on }) => t('rr-saved-source', { source: tongue(source, sourceEn), on })))].map(
            words => (
              <p key={words} className="x12 m">
                {words}
              </p>
            ),
          )}
        </div>
      )}
    </Panel>
  );
}

/** Minutes of one item; whole ones without a point. */
function writeEach(minutes: number): string {
  return Number.isInteger(minutes) ? String(minutes) : minutes.toFixed(1);
}
