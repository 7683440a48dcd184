import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { RunState } from '#domain/robot-run.ts';
import { type RobotRun, RobotRunList } from '#protocol/robot-runs.ts';
import { BotList } from '#protocol/robots.ts';
import { Who } from '#web/admin/named.tsx';
import { Shown, useReading } from '#web/admin/reading.tsx';
import { useMoment } from '#web/kit/moment.ts';
import { may } from '#web/kit/session.tsx';
import { OneRun } from '#web/robots/runs/one-run.tsx';
import { Requeue } from '#web/robots/runs/requeue.tsx';
import { RunSays, StateTag, useBotTitle, useCauseWords } from '#web/robots/runs/run-state.tsx';
import { StartRun } from '#web/robots/runs/start-run.tsx';
import { useAgain } from '#web/robots/runs/use-again.ts';
import { useTook } from '#web/robots/runs/use-took.ts';
import type { TabProps } from '#web/robots/tab-props.ts';
import '#web/robots/runs/runs.css';

const live: ReadonlySet<RunState> = new Set(['queued', 'running', 'waiting']);
const over: ReadonlySet<RunState> = new Set(['failed', 'cancelled']);

/** Runs live and past: an operator finds one, or many that failed alike, and sends those on again. */
export function RunsTab({ session, named }: TabProps) {
  return named ? <OneRun key={named} session={session} id={named} /> : <AllRuns session={session} />;
}

function AllRuns({ session }: Pick<TabProps, 'session'>) {
  const { t } = useTranslation();
  const title = useBotTitle();
  const [search, setSearch] = useSearchParams();
  const asked = {
    state: search.get('state') ?? '',
    bot: search.get('bot') ?? '',
    text: search.get('text') ?? '',
    since: search.get('since') ?? '',
  };
  const set = (name: keyof typeof asked, value: string) => {
    const next = new URLSearchParams(search);
    if (value === '') next.delete(name);
    else next.set(name, value);
    next.delete('before');
    setSearch(next, { replace: true });
  };
  const before = search.get('before');
  const query = new URLSearchParams(
    Object.entries({
      ...asked,
      state: asked.state === 'live' ? [...live].join(',') : asked.state,
      since: asked.since === '' ? '' : new Date(`${asked.since}T00:00`).toISOString(),
      before: before ?? '',
    }).filter(([, value]) => value !== ''),
  );
  const reading = useReading(`/v1/robots/runs?${query}`, RobotRunList);
  const bots = useReading('/v1/robots/bots', BotList);
  useAgain(reading.again, before === null ? 5000 : null);
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  const [isStarting, start] = useState(false);
  const requeues = may(session, 'robot.operate');
  const runs = reading.value?.runs ?? [];
  const canChoose = runs.filter(run => requeues && over.has(run.state) && !run.requeuedAs);
  const picked = canChoose.filter(({ id }) => chosen.has(id)).map(({ id }) => id);

  return (
    <>
      <header className="row head">
        <h1 className="h1">{t('robots-tab-runs')}</h1>
        <span className="x13 m">{t('rr-runs-note')}</span>
        <span className="sp" />
        {requeues && (
          <button type="button" className={`btn ${isStarting ? 'q' : 'p'}`} aria-expanded={isStarting} onClick={() => start(!isStarting)}>
            {t(isStarting ? 'rr-cancel' : 'rr-new-run')}
          </button>
        )}
      </header>
      {isStarting && bots.value && <StartRun bots={bots.value.bots} />}
      <search className="pan run-filters">
        <label className="field">
          <span className="x12 m">{t('rr-filter-state')}</span>
          <select value={asked.state} onChange={event => set('state', event.target.value)}>
            <option value="">{t('rr-filter-all')}</option>
            <option value="live">{t('rr-filter-live')}</option>
            {RunState.options.map(state => (
              <option key={state} value={state}>
                {t(`rr-state-${state}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span className="x12 m">{t('rr-filter-bot')}</span>
          <select value={asked.bot} onChange={event => set('bot', event.target.value)}>
            <option value="">{t('rr-filter-all')}</option>
            {(bots.value?.bots ?? []).map(bot => (
              <option key={bot.bot} value={bot.bot}>
                {title(bot)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span className="x12 m">{t('rr-filter-since')}</span>
          <input type="date" value={asked.since} onChange={event => set('since', event.target.value)} />
        </label>
        <Search initial={asked.text} search={text => set('text', text)} />
      </search>
      {picked.length > 0 && (
        <div className="pan chosen" role="status">
          <b className="num">{t('rr-chosen-n', { count: picked.length })}</b>
          <span className="sp" />
          <Requeue
            runs={picked}
            done={async () => {
              choose(new Set());
              await reading.again();
            }}
          />
        </div>
      )}
      <Shown reading={reading}>
        {list =>
          list.runs.length === 0 ? (
            <div className="pan calm">{t(search.size > 0 ? 'rr-runs-none' : 'rr-runs-none-yet')}</div>
          ) : (
            <div className="pan scroll">
              <table className="runs">
                <thead>
                  <tr>
                    {canChoose.length > 0 && (
                      <th className="pick">
                        <input
                          type="checkbox"
                          aria-label={t('rr-filter-all')}
                          checked={picked.length === canChoose.length}
                          onChange={event => choose(new Set(event.target.checked ? canChoose.map(({ id }) => id) : []))}
                        />
                      </th>
                    )}
                    <th>{t('rr-col-run')}</th>
                    <th>{t('rr-col-state')}</th>
                    <th>{t('rr-col-why')}</th>
                    <th>{t('rr-col-asked')}</th>
                    <th>{t('rr-col-made')}</th>
                    <th className="r">{t('rr-col-took')}</th>
                  </tr>
                </thead>
                <tbody>
                  {list.runs.map(run => (
                    <tr key={run.id}>
                      {canChoose.length > 0 && (
                        <td className="pick">
                          {canChoose.includes(run) && (
                            <input
                              type="checkbox"
                              aria-label={`${t('rr-select')} ${title(run)} ${run.reference ?? run.id.slice(0, 8)}`}
                              checked={chosen.has(run.id)}
                              onChange={() => choose(toggled(chosen, run.id))}
                            />
                          )}
                        </td>
                      )}
                      <RunCells run={run} />
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Shown>
      {reading.value?.next && (
        <Link
          className="btn"
          to={`?${new URLSearchParams([...search].filter(([name]) => name !== 'before').concat([['before', reading.value.next]]))}`}
        >
          {t('rr-more')}
        </Link>
      )}
    </>
  );
}

function RunCells({ run }: { readonly run: RobotRun }) {
  const { t } = useTranslation();
  const moment = useMoment();
  const took = useTook();
  const title = useBotTitle();
  const cause = useCauseWords();
  return (
    <>
      <td data-label={t('rr-col-run')}>
        <Link className="b" to={`/robots/runs/${run.id}`}>
          {title(run)}
        </Link>{' '}
        {run.mode === 'dry' && <span className="tag o">{t('rr-dry')}</span>}
        <div className="x12 m el">{run.reference ?? run.id.slice(0, 8)}</div>
      </td>
      <td data-label={t('rr-col-state')}>
        <StateTag state={run.state} />
      </td>
      <td className="x13" data-label={t('rr-col-why')}>
        <RunSays run={run} />
      </td>
      <td className="x13" data-label={t('rr-col-asked')}>
        <Who who={run.askedBy} />
        <div className="x12 m">{cause(run.cause)}</div>
      </td>
      <td className="x13 num nw" data-label={t('rr-col-made')}>
        {moment(run.madeAt)}
      </td>
      <td className="x13 num r" data-label={t('rr-col-took')}>
        {took(run.begunAt, run.endedAt)}
      </td>
    </>
  );
}

/** Searches when the person pauses or presses Enter, not with every letter. */
function Search({ initial, search }: { readonly initial: string; readonly search: (text: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(initial);
  return (
    <form
      className="field wide"
      onSubmit={event => {
        event.preventDefault();
        search(text.trim());
      }}
    >
      <label className="x12 m" htmlFor="run-text">
        {t('rr-filter-text')}
      </label>
      <input
        id="run-text"
        type="search"
        value={text}
        maxLength={120}
        onChange={event => setText(event.target.value)}
        onBlur={() => search(text.trim())}
      />
    </form>
  );
}

function toggled(chosen: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(chosen);
  if (!next.delete(id)) next.add(id);
  return next;
}
