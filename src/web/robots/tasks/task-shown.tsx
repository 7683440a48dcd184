import { useTranslation } from 'react-i18next';
import type { RobotTask } from '#protocol/robot-tasks.ts';
import { useMoment } from '#web/admin/moment.ts';

/** What a task is about: what will be submitted, both pictures, and how the target reads now. */
export function TaskShown({ task: { shows, kind, checklist } }: { readonly task: RobotTask }) {
  const { t } = useTranslation();
  const moment = useMoment();
  return (
    <>
      {shows.text && <p className="task-text">{shows.text}</p>}
      {shows.values.length > 0 && (
        <div className="pan">
          <div className="ph">{t(kind === 'approval' ? 'rb-will-submit' : 'rb-used-data')}</div>
          <dl className="task-values">
            {shows.values.map(({ label, value }) => (
              <div key={label}>
                <dt className="m">{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </div>
      )}
      {shows.reading && (
        <div className="pan">
          <div className="ph">
            {t('rb-read-again-now')}
            <span className="x12 m num">{moment(shows.reading.at)}</span>
            <span className="sp" />
            <span className="tag">{shows.reading.says}</span>
          </div>
          <dl className="task-values">
            {Object.entries(shows.reading.values).map(([name, value]) => (
              <div key={name}>
                <dt className="m">{name}</dt>
                <dd className="b">{value}</dd>
              </div>
            ))}
          </dl>
        </div>
      )}
      <div className="task-pictures">
        {(['before', 'after'] as const).map(which => (
          <Picture key={which} sha={shows[which]} title={t(kind === 'decision' ? `rb-picture-${which}` : 'rb-picture-page')} />
        ))}
        <Picture sha={shows.reading?.picture} title={t('rb-picture-now')} />
      </div>
      {kind === 'hand-over' && checklist.length > 0 && (
        <div className="pan">
          <div className="ph">{t('rb-by-hand-how')}</div>
          <ol className="pb task-checklist">
            {checklist.map(line => (
              <li key={line}>{line}</li>
            ))}
          </ol>
        </div>
      )}
    </>
  );
}

function Picture({ sha, title }: { readonly sha: string | undefined; readonly title: string }) {
  if (!sha) return null;
  const src = `/v1/robots/pictures/${sha}`;
  return (
    <figure className="pan">
      <figcaption className="ph">{title}</figcaption>
      <a href={src} target="_blank" rel="noreferrer">
        <img src={src} alt={title} />
      </a>
    </figure>
  );
}
