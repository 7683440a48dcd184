import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { AnnouncementList, AnnouncementWhole, MadeAnnouncement } from '#protocol/announcements.ts';
import type { Session } from '#protocol/rest.ts';
import { Compose } from '#web/announce/compose.tsx';
import { AnnounceFrame } from '#web/announce/frame.tsx';
import { ReachPart } from '#web/announce/reach-part.tsx';
import { StateTag, stateOf } from '#web/announce/state-tag.tsx';
import { Waiting } from '#web/announce/waiting.tsx';
import { call } from '#web/kit/api.ts';
import { useMoment } from '#web/kit/moment.ts';
import { may } from '#web/kit/session.tsx';

/** Announcements: all of them, or one as it stands: being written, waiting for a second person, or out with its reach. */
export function AnnouncementsPage({ session }: { readonly session: Session }) {
  const { id } = useParams();
  return id === undefined ? <All session={session} /> : <One key={id} session={session} id={Number(id)} />;
}

function All({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  const go = useNavigate();
  const when = useMoment();
  const [list, setList] = useState<AnnouncementList | 'failed' | null>(null);
  const read = useCallback(async (before?: number) => {
    const answer = await call('GET', `/v1/announcements?limit=50${before ? `&before=${before}` : ''}`, AnnouncementList);
    if (!answer.ok) return setList(old => (old && old !== 'failed' ? old : 'failed'));
    const { announcements, next } = answer.value;
    setList(old => ({
      announcements: before && old && old !== 'failed' ? [...old.announcements, ...announcements] : announcements,
      ...(next ? { next } : {}),
    }));
  }, []);
  useEffect(() => void read(), [read]);
  const make = async () => {
    const answer = await call('POST', '/v1/announcements', MadeAnnouncement, {});
    if (answer.ok) go(`/announcements/${answer.value.id}`);
  };
  const acts = may(session, 'announce.write') ? (
    <button type="button" className="btn p" onClick={() => void make()}>
      {t('annNew')}
    </button>
  ) : null;
  return (
    <AnnounceFrame session={session} title={t('annTitle')} note={t('annNote')} acts={acts}>
      {list === null && <span className="bone" style={{ height: 240 }} />}
      {list === 'failed' && (
        <div className="trouble" role="alert">
          {t('annFailed')}{' '}
          <button type="button" className="btn sm" onClick={() => void read()}>
            {t('annAgain')}
          </button>
        </div>
      )}
      {list && list !== 'failed' && (
        <div className="pan ann-table">
          {list.announcements.length === 0 && <p className="m ann-empty">{t('annEmpty')}</p>}
          {list.announcements.length > 0 && (
            <table>
              <thead>
                <tr>
                  <th>{t('annColTitle')}</th>
                  <th>{t('annColKind')}</th>
                  <th>{t('annColState')}</th>
                  <th>{t('annColAuthor')}</th>
                  <th>{t('annColWhen')}</th>
                  <th className="r">{t('annColReach')}</th>
                </tr>
              </thead>
              <tbody>
                {list.announcements.map(one => (
                  <tr key={one.id}>
                    <td>
                      <Link className="b" to={`/announcements/${one.id}`}>
                        {one.title || t('annUntitled')}
                      </Link>
                      {one.version > 1 && <span className="x12 m"> {t('annVersion', { version: one.version })}</span>}
                    </td>
                    <td className="nw">{t(`annKind-${one.kind}`)}</td>
                    <td>
                      <StateTag state={stateOf(one)} />
                    </td>
                    <td className="num">{one.author}</td>
                    <td className="num nw m">{when(one.publishedAt ?? one.savedAt)}</td>
                    <td className="r num" data-short={t('annColReach')}>
                      {one.publishedAt ? `${one.painted} / ${one.targeted}` : ''}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {list.next !== undefined && (
            <button type="button" className="btn q" onClick={() => void read(list.next)}>
              {t('annMore')}
            </button>
          )}
        </div>
      )}
    </AnnounceFrame>
  );
}

const againMs = 3000;

function One({ session, id }: { readonly session: Session; readonly id: number }) {
  const { t } = useTranslation();
  const [whole, setWhole] = useState<AnnouncementWhole | 'failed' | null>(null);
  const [round, setRound] = useState(0);
  const again = useCallback(() => setRound(now => now + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every round reads anew
  useEffect(() => {
    let isHere = true;
    let retry: ReturnType<typeof setTimeout> | undefined;
    void call('GET', `/v1/announcements/${id}`, AnnouncementWhole).then(answer => {
      if (!isHere) return;
      if (answer.ok) return setWhole(answer.value);
      setWhole(old => old ?? 'failed');
      if (answer.problem.kind === 'unavailable') retry = setTimeout(again, againMs);
    });
    return () => {
      isHere = false;
      clearTimeout(retry);
    };
  }, [id, round, again]);

  if (whole === null || whole === 'failed') {
    return (
      <AnnounceFrame session={session} title={t('annTitle')} note="">
        {whole === null ? (
          <span className="bone" style={{ height: 320 }} />
        ) : (
          <div className="trouble" role="alert">
            {t('annFailed')}
          </div>
        )}
      </AnnounceFrame>
    );
  }
  if (whole.state === 'draft' && whole.own) return <Compose key={whole.revision} session={session} whole={whole} again={again} />;
  if (whole.state === 'draft' || whole.state === 'waiting') return <Waiting session={session} whole={whole} again={again} />;
  return <ReachPart session={session} whole={whole} again={again} />;
}
