import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { BotList } from '#protocol/robots.ts';
import { Shown, useReading } from '#web/admin/reading.tsx';
import { useMoment } from '#web/kit/moment.ts';
import { may } from '#web/kit/session.tsx';
import { NewBot } from '#web/robots/bots/new-bot.tsx';
import { OneBot } from '#web/robots/bots/one-bot.tsx';
import type { TabProps } from '#web/robots/tab-props.ts';
import '#web/robots/bots/bots.css';

/** Bots and their versions: an author writes, an approver finds what waits at once. */
export function BotsTab({ session, named }: TabProps) {
  return named ? <OneBot key={named} session={session} bot={named} /> : <AllBots session={session} />;
}

function AllBots({ session }: Pick<TabProps, 'session'>) {
  const { t, i18n } = useTranslation();
  const moment = useMoment();
  const reading = useReading('/v1/robots/bots', BotList);
  const [making, make] = useState(false);
  const writes = may(session, 'robot.author');
  return (
    <>
      <header className="row head">
        <h1 className="h1">{t('robots-tab-bots')}</h1>
        <span className="x13 m">{t('rb-bots-note')}</span>
        <span className="sp" />
        {writes && !making && (
          <button type="button" className="btn p" onClick={() => make(true)}>
            {t('rb-new-bot')}
          </button>
        )}
      </header>
      {making && <NewBot close={() => make(false)} />}
      <Shown reading={reading}>
        {({ bots }) =>
          bots.length === 0 ? (
            <div className="pan calm">{t(writes ? 'rb-bots-none-author' : 'rb-bots-none')}</div>
          ) : (
            <div className="pan scroll">
              <table>
                <thead>
                  <tr>
                    <th>{t('rb-bot-name')}</th>
                    <th>{t('rb-bot-live')}</th>
                    <th>{t('rb-bot-waits')}</th>
                    <th className="only-wide">{t('rb-bot-triggers')}</th>
                    <th className="only-wide">{t('rb-bot-versions')}</th>
                  </tr>
                </thead>
                <tbody>
                  {bots.map(one => (
                    <tr key={one.bot}>
                      <td>
                        <Link className="b" to={`/robots/bots/${one.bot}`}>
                          {(i18n.language === 'en' && one.titleEn) || one.title}
                        </Link>
                        <div className="x12 m">
                          {one.bot}
                          {one.purpose && ` · ${t(`rb-purpose-${one.purpose}`)}`}
                        </div>
                      </td>
                      <td>
                        {one.live === undefined ? (
                          <span className="tag">{t('rb-not-live')}</span>
                        ) : (
                          <span className="nw">
                            <span className="tag ok num">{t('rb-version-n', { n: one.live })}</span>{' '}
                            <span className="x12 m num only-wide">{one.liveAt && moment(one.liveAt)}</span>
                          </span>
                        )}
                      </td>
                      <td>
                        {one.submitted.map(number => (
                          <Link key={number} className="tag warn num" to={`/robots/bots/${one.bot}?v=${number}`}>
                            {t('rb-version-n', { n: number })}
                          </Link>
                        ))}
                        {one.submitted.length === 0 && <span className="m">–</span>}
                      </td>
                      <td className="x13 s only-wide">{one.triggers.map(on => t(`rb-on-${on}`)).join(t('rb-and')) || '–'}</td>
                      <td className="num only-wide">
                        {one.versions}
                        {one.drafts > 0 && <span className="x12 m"> {t('rb-drafts-n', { count: one.drafts })}</span>}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Shown>
    </>
  );
}
