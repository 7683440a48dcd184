import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { type ReachCounts, reachOf } from '#domain/reach.ts';
import { type AnnouncementWhole, MadeAnnouncement, Reach, Reminded } from '#protocol/announcements.ts';
import type { Session } from '#protocol/rest.ts';
import { useShortMoment } from '#web/announce/card.tsx';
import { AnnounceFrame } from '#web/announce/frame.tsx';
import { Preview } from '#web/announce/preview.tsx';
import { useProblemWords } from '#web/announce/problem-words.ts';
import { StateTag, stateOf } from '#web/announce/state-tag.tsx';
import { call, nothing } from '#web/kit/api.ts';
import { useNamed } from '#web/kit/names.tsx';
import { may } from '#web/kit/session.tsx';

const everyMs = 3000;

/** Who saw a sent announcement, who read it, who said it in calls; who is missing and why, to be reminded with one click. */
export function ReachPart({
  session,
  whole,
  again,
}: {
  readonly session: Session;
  readonly whole: AnnouncementWhole;
  readonly again: () => void;
}) {
  const { t, i18n } = useTranslation();
  const when = useShortMoment();
  const [reach, setReach] = useState<Reach | 'failed' | null>(null);
  const readAt = useRef<Date | null>(null);
  const [staleSince, tellStale] = useState<Date | null>(null); // the figures are of then: they could not be read since
  const read = useCallback(async () => {
    const answer = await call('GET', `/v1/announcements/${whole.id}/reach`, Reach);
    if (answer.ok) {
      setReach(answer.value);
      readAt.current = new Date();
    } else setReach(old => old ?? 'failed');
    tellStale(answer.ok ? null : readAt.current);
  }, [whole.id]);
  useEffect(() => {
    let isHere = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = () =>
      void read().then(() => {
        if (isHere) timer = setTimeout(again, everyMs);
      });
    again();
    return () => {
      isHere = false;
      clearTimeout(timer);
    };
  }, [read]);
  const state = stateOf({ state: whole.state, ...(whole.doc.expiresAt ? { expiresAt: whole.doc.expiresAt } : {}) });
  const note = [
    t('annSent', { at: when(whole.publishedAt ?? ''), until: when(whole.doc.expiresAt ?? '') }),
    t(`annWhen-${whole.doc.schedule.kind}`),
    t(`annImportance-${whole.doc.importance}`),
    ...(whole.approvedBy ? [t('annApprovedBy', { by: whole.approvedBy })] : []),
  ].join(' · ');
  return (
    <AnnounceFrame
      session={session}
      title={whole.doc.title}
      beside={
        <>
          <span className="tag">{t(`annKind-${whole.doc.kind}`)}</span>
          <StateTag state={state} />
        </>
      }
      note={note}
      acts={
        may(session, 'announce.write') && (
          <Acts whole={whole} inForce={state === 'published'} lang={i18n.language === 'en' ? 'en' : 'zh'} again={again} />
        )
      }
    >
      {whole.ended && (
        <p className="trouble" role="status">
          {whole.state === 'recalled'
            ? t('annRecalledBy', { at: when(whole.ended.at), by: whole.ended.by, reason: whole.ended.reason })
            : t('annSuperseded', { at: when(whole.ended.at) })}
        </p>
      )}
      {reach === null && <span className="bone" style={{ height: 320 }} />}
      {reach === 'failed' && (
        <div className="trouble" role="alert">
          {t('annFailed')}
        </div>
      )}
      {staleSince && (
        <p className="trouble" role="status">
          {t('annStale', { at: when(staleSince.toISOString()) })}
        </p>
      )}
      {reach && reach !== 'failed' && (
        <div className="ann-reach">
          <div className="col">
            <Figures counts={reach.counts} said={whole.doc.said.map(({ label }) => label)} />
            {!reach.delivered && <p className="x13 warn">{t('annWriting')}</p>}
            <Teams teams={reach.teams} />
            <p className="x12 m ann-definitions">{t('annDefinitions')}</p>
          </div>
          <div className="col">
            <Missing whole={whole} reach={reach} inForce={state === 'published'} again={() => void read()} />
            <Unread reach={reach} />
            <section className="pan">
              <h2 className="ann-ph">
                {t('annNotHere')} <span className="cnt num">{reach.counts.targeted - reach.counts.onShift}</span>
              </h2>
              <p className="x13 s ann-pad">{t('annNotHereNote')}</p>
            </section>
            {whole.versions.length > 1 && <Versions whole={whole} />}
            <Preview
              doc={whole.doc}
              links={whole.linked.map(({ key, title }) => ({ key, title: title ?? key }))}
              sentAt={whole.publishedAt}
            />
          </div>
        </div>
      )}
    </AnnounceFrame>
  );
}

function Acts({
  whole,
  inForce,
  lang,
  again,
}: {
  readonly whole: AnnouncementWhole;
  readonly inForce: boolean;
  readonly lang: 'zh' | 'en';
  readonly again: () => void;
}) {
  const { t } = useTranslation();
  const go = useNavigate();
  const words = useProblemWords();
  const [asking, ask] = useState(false);
  const [reason, write] = useState('');
  const [trouble, say] = useState('');
  const recall = async () => {
    const answer = await call('POST', `/v1/announcements/${whole.id}/recall`, nothing, { reason });
    say(answer.ok ? '' : words(answer.problem));
    if (answer.ok) again();
  };
  const next = async () => {
    const answer = await call('POST', '/v1/announcements', MadeAnnouncement, { replaces: whole.id });
    if (answer.ok) go(`/announcements/${answer.value.id}`);
    else say(words(answer.problem));
  };
  return (
    <>
      {trouble && (
        <span className="x13 stop" role="alert">
          {trouble}
        </span>
      )}
      {asking ? (
        <form
          className="row"
          onSubmit={event => {
            event.preventDefault();
            void recall();
          }}
        >
          <span className="in">
            <input
              // biome-ignore lint/a11y/noAutofocus: it was just asked for
              autoFocus
              value={reason}
              maxLength={500}
              placeholder={t('annRecallWhy')}
              aria-label={t('annRecallWhy')}
              onChange={event => write(event.target.value)}
            />
          </span>
          <button type="submit" className="btn p" disabled={reason.trim() === ''}>
            {t('annRecallNow')}
          </button>
          <button type="button" className="btn q" onClick={() => ask(false)}>
            {t('back')}
          </button>
        </form>
      ) : (
        <>
          <a className="btn" href={`/v1/announcements/${whole.id}/reach.csv?lang=${lang}`} download>
            {t('annExport')}
          </a>
          {(whole.state === 'published' || whole.state === 'recalled') && (
            <button type="button" className="btn" onClick={() => void next()}>
              {t('annNextVersion')}
            </button>
          )}
          {inForce && (
            <button type="button" className="btn" onClick={() => ask(true)}>
              {t('annRecall')}
            </button>
          )}
        </>
      )}
    </>
  );
}

function Figures({ counts, said }: { readonly counts: ReachCounts; readonly said: readonly string[] }) {
  const { t } = useTranslation();
  const share = reachOf(counts);
  const left = counts.onShift - counts.paintedOnShift;
  const rows = [
    { name: t('annTargeted'), count: counts.targeted, note: '' },
    {
      name: t('annOnShift'),
      count: counts.onShift,
      note: counts.targeted > counts.onShift ? t('annAbsent', { count: counts.targeted - counts.onShift }) : '',
    },
    { name: t('annPainted'), count: counts.painted, note: t('annPaintedNote'), isMain: true },
    { name: t('annRead'), count: counts.read, note: t('annReadNote', { count: counts.acknowledged }) },
    {
      name: t('annSaying'),
      count: counts.saying,
      note: said.length > 0 ? t('annSayingNote', { calls: counts.callsSaid, said: said.join('、') }) : t('annSayingNone'),
    },
  ];
  return (
    <section className="pan ann-figures" aria-label={t('annReach')}>
      <p className="row">
        <span className="ann-huge num" data-testid="reach">{`${counts.paintedOnShift} / ${counts.onShift}`}</span>
        <span className="s">
          {share === null
            ? t('annReachNone')
            : `${t('annReached')}, ${t('annReachIs', { percent: Math.floor(share * 100) })}`.replace(', ', t('comma'))}
        </span>
        <span className="sp" />
        <span className={`x13 ${share !== null && left === 0 ? 'ok' : 'm'}`}>
          {share === null ? '' : left === 0 ? t('annAll') : t('annLeft', { count: left })}
        </span>
      </p>
      {rows.map(({ name, count, note, isMain }) => (
        <div key={name} className={`ann-bar${isMain ? ' main' : ''}`}>
          <span className={isMain ? 'b' : 's'}>{name}</span>
          <span className="bar">
            <i style={{ width: `${counts.targeted === 0 ? 0 : (count / counts.targeted) * 100}%` }} />
          </span>
          <span className="num b">{count}</span>
          <span className="x12 m">{note}</span>
        </div>
      ))}
    </section>
  );
}

function Teams({ teams }: { readonly teams: Reach['teams'] }) {
  const { t } = useTranslation();
  const named = useNamed();
  return (
    <section className="pan ann-table">
      <h2 className="ann-ph">{t('annByTeam')}</h2>
      <table>
        <thead>
          <tr>
            <th>{t('annTeam')}</th>
            {(['annTargeted', 'annOnShift', 'annPainted', 'annRead', 'annSays', 'annReach'] as const).map(word => (
              <th key={word} className="r">
                {t(word)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {teams.map(team => {
            const share = reachOf(team);
            const columns = [
              ['annTargeted', team.targeted],
              ['annOnShift', team.onShift],
              ['annPainted', team.painted],
              ['annRead', team.read],
              ['annSays', team.saying],
              ['annReach', share === null ? '—' : `${Math.floor(share * 100)}%`],
            ] as const;
            return (
              <tr key={team.unit}>
                <td>{named(team.name)}</td>
                {columns.map(([word, count]) => (
                  <td key={word} className="r num" data-label={t(word)}>
                    {count}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function Missing({
  whole,
  reach,
  inForce,
  again,
}: {
  readonly whole: AnnouncementWhole;
  readonly reach: Reach;
  readonly inForce: boolean;
  readonly again: () => void;
}) {
  const { t } = useTranslation();
  const named = useNamed();
  const when = useShortMoment();
  const words = useProblemWords();
  const [told, tell] = useState('');
  const remind = async (agents?: readonly string[]) => {
    const answer = await call('POST', `/v1/announcements/${whole.id}/remind`, Reminded, agents ? { agents } : {});
    tell(answer.ok ? t('annReminded', { count: answer.value.reminded }) : words(answer.problem));
    again();
  };
  const count = reach.counts.onShift - reach.counts.paintedOnShift;
  return (
    <section className="pan" aria-label={t('annMissing')}>
      <h2 className="ann-ph">
        {t('annMissing')} <span className="cnt num">{count}</span>
        <span className="sp" />
        <span className="x12 m" role="status">
          {told}
        </span>
        {inForce && count > 0 && (
          <button type="button" className="btn sm" onClick={() => void remind()}>
            {t('annRemindAll')}
          </button>
        )}
      </h2>
      {reach.missing.map(({ staffNo, unit, why, since, remindedAt }) => (
        <div key={staffNo} className="row ann-person" data-testid={`missing-${staffNo}`}>
          <div className="col">
            <span>
              <span className="b num">{staffNo}</span> <span className="x13 m">{named(unit)}</span>
            </span>
            <span className="x13 s">
              {t(`annMissing-${why}`, { since: since ? when(since) : '' })}
              {remindedAt && <span className="m"> · {t('annRemindedAt', { at: when(remindedAt) })}</span>}
            </span>
          </div>
          <span className="sp" />
          {inForce && (
            <button type="button" className="btn sm" onClick={() => void remind([staffNo])}>
              {t('annRemind')}
            </button>
          )}
        </div>
      ))}
    </section>
  );
}

function Unread({ reach }: { readonly reach: Reach }) {
  const { t } = useTranslation();
  const named = useNamed();
  return (
    <section className="pan" aria-label={t('annUnread')}>
      <h2 className="ann-ph">
        {t('annUnread')} <span className="cnt num">{reach.unreadCount}</span>
      </h2>
      {reach.unread.map(({ staffNo, unit, openMs }) => (
        <div key={staffNo} className="row x13 ann-person">
          <span className="b num">{staffNo}</span>
          <span className="m">{named(unit)}</span>
          <span className="sp" />
          {openMs !== null && <span className="s num">{t('annOpenFor', { seconds: (openMs / 1000).toFixed(1) })}</span>}
        </div>
      ))}
    </section>
  );
}

function Versions({ whole }: { readonly whole: AnnouncementWhole }) {
  const { t } = useTranslation();
  return (
    <section className="pan" aria-label={t('annVersions')}>
      <h2 className="ann-ph">{t('annVersions')}</h2>
      {whole.versions.map(({ id, version, state, title, painted }) => (
        <div key={id} className="row x13 ann-person">
          <Link className={id === whole.id ? 'b' : ''} to={`/announcements/${id}`}>
            {t('annVersion', { version })} {title}
          </Link>
          <StateTag state={state} />
          <span className="sp" />
          <span className="m num">{`${t('annPainted')} ${painted}`}</span>
        </div>
      ))}
    </section>
  );
}
