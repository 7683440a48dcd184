import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { RobotRunRecord } from '#protocol/robot-runs.ts';
import { Who } from '#web/admin/named.tsx';
import { Icon } from '#web/kit/icons.tsx';
import { partMarks } from '#web/kit/marks.ts';
import { Masked } from '#web/kit/masked.tsx';
import { useMoment } from '#web/kit/moment.ts';
import { useTongue } from '#web/kit/use-tongue.ts';
import { useStepName } from '#web/robots/runs/step-names.ts';
import { writeValue } from '#web/robots/runs/write-value.ts';
import { useAnswerWords } from '#web/robots/tasks/use-answer-words.ts';

/** What went in, what came out, what the bot would do, whom it waited for. */
export function RunParts({ record: { inputs, outputs, outline, tasks, files, run } }: { readonly record: RobotRunRecord }) {
  const { t } = useTranslation();
  const moment = useMoment();
  const tongue = useTongue();
  const answered = useAnswerWords();
  const nameOf = useStepName();
  const at = run.atStep?.split('/').at(-1);
  return (
    <div>
      <section className="pan" aria-label={t('rr-inputs')}>
        <div className="ph">{t('rr-inputs')}</div>
        {inputs.length === 0 ? (
          <p className="calm">{t('rr-inputs-none')}</p>
        ) : (
          <dl className="pairs pb">
            {inputs.map(({ name, title, titleEn, value, valueEn, secret }) => (
              <div key={name}>
                <dt className="m">{tongue(title, titleEn)}</dt>
                <dd>{secret ? <Sealed value={value} /> : tongue(value, valueEn) || <span className="m">{t('rr-not-given')}</span>}</dd>
              </div>
            ))}
          </dl>
        )}
      </section>
      {outputs && Object.keys(outputs).length > 0 && (
        <section className="pan" aria-label={t('rr-outputs')}>
          <div className="ph">{t('rr-outputs')}</div>
          <dl className="pairs pb">
            {Object.entries(outputs).map(([name, value]) => (
              <div key={name}>
                <dt className="m">{name}</dt>
                <dd>{writeValue(value)}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {tasks.length > 0 && (
        <section className="pan" aria-label={t('rr-tasks')}>
          <div className="ph">{t('rr-tasks')}</div>
          {tasks.map(task => (
            <Link key={task.id} className="today-row in-view" to={`/robots/tasks/${task.id}`}>
              <span className="tag kind">{t(`rb-task-${task.kind}`)}</span>
              <span className="col grow">
                <span className="el">{tongue(task.shows.title, task.shows.titleEn)}</span>
                <span className="x12 m">
                  {task.answer && answered(task.answer, task.shows)} {task.by && <Who who={task.by} />}{' '}
                  {task.second && <Who who={task.second} />}
                </span>
                {task.reason && <span className="x12 s">{task.reason}</span>}
              </span>
              <span className="x12 m num nw">{moment(task.settledAt ?? task.at)}</span>
            </Link>
          ))}
        </section>
      )}
      {files.length > 0 && (
        <section className="pan" aria-label={t('rr-files')}>
          <div className="ph">{t('rr-files')}</div>
          {files.map(file => (
            <div key={file.id} className="today-row">
              {file.kept ? (
                <a className="act grow el" href={`/v1/robots/files/${file.id}`} download={file.name}>
                  {file.name}
                </a>
              ) : (
                <span className="grow el">
                  {file.name} <span className="x12 m">{t('rr-file-gone')}</span>
                </span>
              )}
              <span className="x12 m num">{(file.size / 1000).toFixed(1)} kB</span>
              <span className="x12 m code">{file.sha.slice(0, 12)}</span>
            </div>
          ))}
        </section>
      )}
      <section className="pan" aria-label={t('rr-outline')}>
        <div className="ph">{t('rr-outline')}</div>
        <ol className="outline pb">
          {outline.map(step => (
            <li
              key={step.id}
              style={{ paddingLeft: step.depth * 16 }}
              aria-current={step.id === at && run.state !== 'done' ? 'step' : undefined}
            >
              <span className={step.title === undefined ? 'el m' : 'el'} title={step.id}>
                {nameOf(step)}
              </span>
              {step.effect !== 'read' && (
                <span className={`tag ${step.effect === 'commit' ? 'warn' : 'o'}`}>{t(`rr-effect-${step.effect}`)}</span>
              )}
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}

/** A sealed value by its tail. */
function Sealed({ value }: { readonly value: string }) {
  const mark = partMarks(value).find(part => part.kind === 'mark');
  return (
    <span className="sec">
      <Icon name="lock" />
      {mark?.kind === 'mark' ? <Masked text={`••••${mark.tail ?? ''}`} /> : value}
    </span>
  );
}
