import { useTranslation } from 'react-i18next';
import type { TaskShows } from '#domain/robot-run.ts';
import type { RobotTask } from '#protocol/robot-tasks.ts';
import { useTongue } from '#web/kit/use-tongue.ts';
import { peopleSaid } from '#web/robots/runs/run-state.tsx';
import { inChinese } from '#web/robots/runs/trouble-sentences.ts';
import { Reading } from '#web/robots/tasks/reading-part.tsx';
import { isSame, selectorWords, valueLabel } from '#web/robots/tasks/value-words.ts';

/** What a task is about: what will be submitted, both pictures, and how the target reads now. */
export function TaskShown({ task, again }: { readonly task: RobotTask; readonly again: () => Promise<void> }) {
  const { t, i18n } = useTranslation();
  const tongue = useTongue();
  const { shows, kind } = task;
  const said = (text: string) => peopleSaid(text, t) ?? (i18n.language === 'zh' ? (inChinese(text) ?? text) : text);
  const checklist = tongue(task.checklist, task.checklistEn);
  const isDoubt = kind === 'decision';
  return (
    <>
      {isDoubt && <p className="task-text">{t('rb-doubt-lead')}</p>}
      {shows.text && (
        <p className={isDoubt ? 'task-text x13 m' : 'task-text'}>
          {isDoubt ? t('rb-doubt-why', { why: said(shows.text) }) : tongue(said(shows.text), shows.textEn)}
        </p>
      )}
      {isDoubt && <Pictures shows={shows} kind={kind} />}
      {isDoubt && <Reading task={task} again={again} />}
      {shows.values.length > 0 && (
        <div className="pan">
          <div className="ph">{t(kind === 'approval' ? 'rb-will-submit' : 'rb-used-data')}</div>
          <dl className="task-values">
            {shows.values.map(({ label, labelEn, value, valueEn, was }) => (
              <div key={label}>
                <dt className="m">{kind === 'approval' ? tongue(label, labelEn) : valueLabel(label, t)}</dt>
                <dd>
                  {kind === 'approval' ? tongue(value, valueEn) : selectorWords(tongue(value, valueEn))}
                  {was !== undefined && (
                    <span className={`x12 compared ${isSame(value, was) ? 'ok' : 'warn b'}`}>
                      {isSame(value, was) ? t('rb-was-same') : t('rb-was-other', { was })}
                    </span>
                  )}
                </dd>
              </div>
            ))}
          </dl>
        </div>
      )}
      {!isDoubt && <Pictures shows={shows} kind={kind} />}
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

function Pictures({ shows, kind }: { readonly shows: TaskShows; readonly kind: RobotTask['kind'] }) {
  const { t } = useTranslation();
  return (
    <div className="task-pictures">
      {(['before', 'after'] as const).map(which => (
        <Picture key={which} sha={shows[which]} title={t(kind === 'decision' ? `rb-picture-${which}` : 'rb-picture-page')} />
      ))}
    </div>
  );
}

/** A page as it was, as large as there is room; pressed, in full. */
function Picture({ sha, title }: { readonly sha: string | undefined; readonly title: string }) {
  if (!sha) return null;
  const src = `/v1/robots/pictures/${sha}`;
  return (
    <figure className="pan">
      <figcaption className="ph">{title}</figcaption>
      <a href={src} target="_blank" rel="noreferrer" className="in-view">
        <img src={src} alt={title} />
      </a>
    </figure>
  );
}
