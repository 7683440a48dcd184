import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RobotTask } from '#protocol/robot-tasks.ts';
import { useMoment } from '#web/kit/moment.ts';
import { useDoing } from '#web/robots/use-doing.ts';

const tone: Readonly<Record<string, string>> = { took: ' ok', 'did-not': '', 'cannot-tell': ' warn' };
const askEveryMs = 2000;
const patienceMs = 60_000;

/** How the target reads now, for whoever decides; read anew with one button. */
export function Reading({ task, again }: { readonly task: RobotTask; readonly again: () => Promise<void> }) {
  const { t } = useTranslation();
  const moment = useMoment();
  const { said, did } = useDoing();
  const { reading } = task.shows;
  const isOpen = task.state === 'open' || task.state === 'second';
  const [askedAt, ask] = useState<string | null>(null); // the reading there was when a new one was asked for
  const isAsking = askedAt !== null && askedAt === (reading?.at ?? '');
  useEffect(() => {
    if (!isAsking) return;
    const poll = setInterval(() => void again(), askEveryMs);
    const enough = setTimeout(() => ask(null), patienceMs);
    return () => {
      clearInterval(poll);
      clearTimeout(enough);
    };
  }, [isAsking, again]);
  const readAgain = async () => {
    if (await did('POST', `/v1/robots/runs/${task.run}/read-again`, {})) ask(reading?.at ?? '');
  };
  return (
    <div className="pan">
      <div className="ph">
        {t('rb-read-again-now')}
        {reading && <span className="x12 m num">{moment(reading.at)}</span>}
        {reading && (
          <span className={`tag${tone[reading.says] ?? ''}`}>{t(`rr-verdict-${reading.says}`, { defaultValue: reading.says })}</span>
        )}
        <span className="sp" />
        {isOpen && (
          <button type="button" className="btn sm" disabled={isAsking} onClick={() => void readAgain()}>
            {t(isAsking ? 'rb-reading' : 'rb-read-again')}
          </button>
        )}
      </div>
      {said && (
        <p className="pb stop x13" role="alert">
          {said}
        </p>
      )}
      {reading && Object.keys(reading.values).length > 0 ? (
        <dl className="task-values">
          {Object.entries(reading.values).map(([name, value]) => (
            <div key={name}>
              <dt className="m">{name}</dt>
              <dd className="b">{value}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <p className="pb x13 m">{t('rb-reading-nothing')}</p>
      )}
      {reading?.picture && (
        <a href={`/v1/robots/pictures/${reading.picture}`} target="_blank" rel="noreferrer" className="in-view reading-picture">
          <img src={`/v1/robots/pictures/${reading.picture}`} alt={t('rb-picture-now')} />
        </a>
      )}
    </div>
  );
}
