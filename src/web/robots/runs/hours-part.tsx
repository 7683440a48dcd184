import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { RobotsToday } from '#protocol/robot-runs.ts';
import { useBotTitle } from '#web/robots/runs/run-state.tsx';
import { useBankTime } from '#web/robots/use-bank-time.ts';

const highest = 22; // pixels of the busiest hour

/** Each bot's last 24 hours: how many finished, how many failed, and when. */
export function Hours({ hours: { starts, bots }, utcOffsetMinutes }: Pick<RobotsToday, 'hours' | 'utcOffsetMinutes'>) {
  const { t } = useTranslation();
  const title = useBotTitle();
  const bank = useBankTime(utcOffsetMinutes);
  if (bots.length === 0) return <p className="calm">{t('rr-hours-none')}</p>;
  return (
    <div className="scroll">
      <table className="hours">
        <thead>
          <tr>
            <th>{t('rr-col-run')}</th>
            <th className="r">{t('rr-today-done')}</th>
            <th className="r">{t('rr-today-failed')}</th>
            <th>
              <span className="row">
                {starts[0] && bank(starts[0]).time} <span className="sp" /> {t('rr-hours-now')}
              </span>
            </th>
          </tr>
        </thead>
        <tbody>
          {bots.map(bot => {
            const done = sum(bot.done);
            const failed = sum(bot.failed);
            const top = Math.max(1, ...bot.done.map((count, hour) => count + (bot.failed[hour] ?? 0)));
            return (
              <tr key={bot.bot}>
                <td>
                  <Link to={`/robots/runs?bot=${bot.bot}`}>{title(bot)}</Link>
                </td>
                <td className="r num">{done}</td>
                <td className={`r num${failed > 0 ? ' stop b' : ' m'}`}>{failed}</td>
                <td>
                  <span className="bars" role="img" aria-label={t('rr-hours-are', { done, failed })}>
                    {bot.done.map((count, hour) => {
                      const bad = bot.failed[hour] ?? 0;
                      const at = bank(starts[hour] as string).time;
                      return (
                        <span key={at} title={count + bad > 0 ? `${at} ${t('rr-hours-are', { done: count, failed: bad })}` : undefined}>
                          <i className="bad" style={{ height: heightOf(bad, top) }} />
                          <i style={{ height: heightOf(count, top) }} />
                        </span>
                      );
                    })}
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function heightOf(count: number, top: number): number {
  return count === 0 ? 0 : Math.max(2, Math.round((count / top) * highest));
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, one) => all + one, 0);
}
