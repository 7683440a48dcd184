import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { Session } from '#protocol/rest.ts';
import { BotVersionWhole, BotWhole } from '#protocol/robots.ts';
import { Who } from '#web/admin/named.tsx';
import { Shown, useReading } from '#web/admin/reading.tsx';
import { useMoment } from '#web/kit/moment.ts';
import { VersionPanel } from '#web/robots/bots/version-panel.tsx';

/** A bot with its versions on the left and one of them on the right. */
export function OneBot({ session, bot }: { readonly session: Session; readonly bot: string }) {
  const { t } = useTranslation();
  const moment = useMoment();
  const [search] = useSearchParams();
  const reading = useReading(`/v1/robots/bots/${bot}`, BotWhole);
  return (
    <>
      <p className="x13 m" style={{ marginBottom: 8 }}>
        <Link className="act" to="/robots/bots">
          {t('robots-tab-bots')}
        </Link>{' '}
        › {bot}
      </p>
      <Shown reading={reading}>
        {({ versions }) => {
          const asked = Number(search.get('v'));
          const chosen = versions.find(({ number }) => number === asked) ?? versions.find(({ state }) => state === 'live') ?? versions[0];
          const live = versions.find(({ state }) => state === 'live');
          return (
            <div className="one-bot">
              <nav className="pan" aria-label={t('rb-bot-versions')}>
                {versions.map(one => (
                  <Link
                    key={one.number}
                    to={`/robots/bots/${bot}?v=${one.number}`}
                    className="version-row"
                    aria-current={one.number === chosen?.number ? 'true' : undefined}
                  >
                    <span className="row">
                      <b className="num">{t('rb-version-n', { n: one.number })}</b>
                      <span className="sp" />
                      <span className={`tag ${tone[one.state]}`}>{t(`rb-state-${one.state}`)}</span>
                    </span>
                    <span className="x12 m el">
                      <Who who={one.author} /> · <span className="num">{moment(one.liveAt ?? one.submittedAt ?? one.savedAt)}</span>
                    </span>
                    {one.note && <span className="x12 s el">{one.note}</span>}
                  </Link>
                ))}
              </nav>
              {chosen && (
                <OneVersion
                  key={`${chosen.number} ${chosen.state}`}
                  session={session}
                  bot={bot}
                  number={chosen.number}
                  live={live?.number}
                  again={reading.again}
                />
              )}
            </div>
          );
        }}
      </Shown>
    </>
  );
}

const tone = { draft: '', submitted: 'warn', approved: '', live: 'ok', refused: 'stop', withdrawn: '', retired: 'o' } as const;

function OneVersion({
  session,
  bot,
  number,
  live,
  again,
}: {
  readonly session: Session;
  readonly bot: string;
  readonly number: number;
  readonly live: number | undefined;
  readonly again: () => Promise<void>;
}) {
  const reading = useReading(`/v1/robots/bots/${bot}/versions/${number}`, BotVersionWhole);
  return (
    <Shown reading={reading}>
      {version => (
        <VersionPanel
          session={session}
          name={bot}
          version={version}
          live={live}
          again={async () => {
            await again();
            await reading.again();
          }}
        />
      )}
    </Shown>
  );
}
