import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { TaskAnswer } from '#domain/robot-run.ts';
import { type RobotTask, RobotTaskSettled } from '#protocol/robot-tasks.ts';
import { Who } from '#web/admin/named.tsx';
import { useMoment } from '#web/kit/moment.ts';
import { useTongue } from '#web/kit/use-tongue.ts';
import { TaskShown } from '#web/robots/tasks/task-shown.tsx';
import { useAnswerWords } from '#web/robots/tasks/use-answer-words.ts';
import { useWaited } from '#web/robots/tasks/use-waited.ts';
import { useDoing } from '#web/robots/use-doing.ts';

interface Choice {
  readonly answer: TaskAnswer;
  readonly word: string; // its key
  readonly key: string;
  readonly kind: 'p' | '';
  readonly reason: 'needed' | 'may';
}

/** One task: what will be done, what it was found to be, and the few things one may answer. */
export function TaskPanel({ task, me, settled }: { readonly task: RobotTask; readonly me: string; readonly settled: () => Promise<void> }) {
  const { t } = useTranslation();
  const tongue = useTongue();
  const answered = useAnswerWords();
  const moment = useMoment();
  const waited = useWaited();
  const { busy, said, say, doing } = useDoing();
  const [reason, setReason] = useState('');
  const [found, setFound] = useState<Readonly<Record<string, string>>>({});
  const [asking, ask] = useState<'may' | 'needed'>('may');
  const field = useRef<HTMLTextAreaElement>(null);
  const isOpen = task.state === 'open' || task.state === 'second';
  const title = tongue(task.shows.title, task.shows.titleEn);
  const choices = isOpen && !task.whyNot ? choicesOf(task) : [];

  const settle = async (choice: Choice) => {
    if (choice.reason === 'needed' && reason.trim() === '') {
      ask('needed');
      say(t('rb-reason-needed'));
      field.current?.focus();
      return;
    }
    const given = choice.answer.kind === 'handed-back' ? { ...choice.answer, values: found } : choice.answer;
    const body = { answer: given, reason: reason.trim() };
    const answer = await doing('POST', `/v1/robots/tasks/${task.id}/settle`, RobotTaskSettled, body);
    if (answer) await settled();
  };

  // In the layout, so that a key never acts on what was shown before.
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (typing) {
        if (event.key === 'Escape') (event.target as HTMLElement).blur();
        return;
      }
      const choice = choices.find(({ key }) => key === event.key.toLowerCase());
      if (!choice) return;
      event.preventDefault();
      void settle(choice);
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  });

  return (
    <section className="task-panel" aria-label={title}>
      <header className="row" style={{ flexWrap: 'wrap' }}>
        <h2 className="h1">{title}</h2>
        {task.kind === 'decision' && <span className="tag stop">{t('rb-never-repeated')}</span>}
        <span className="sp" />
        <Link className="act x13" to={`/robots/runs/${task.run}`}>
          {t('rb-open-run')}
        </Link>
      </header>
      <p className="x13 s task-facts">
        {[tongue(task.title, task.titleEn), task.reference].filter(Boolean).join(' · ')} · {t('rb-asked-by')} <Asker who={task.askedBy} />
        {task.askedFor && (
          <>
            {' '}
            · {t('rb-asked-for')} <Who who={task.askedFor} />
          </>
        )}{' '}
        · {t('rb-waited', { time: waited(task.at) })}
        {isOpen && task.until && (
          <b className="warn">
            {' '}
            · {t('rb-time-left', { time: waited(task.until) })}
            {task.otherwise && t(`rb-otherwise-${task.otherwise}`)}
          </b>
        )}
      </p>
      <TaskShown task={task} again={settled} />
      {task.by && task.answer && (
        <div className={`pan pb${task.state === 'second' ? ' second' : ''}`}>
          <b>
            {t(task.state === 'second' ? 'rb-first-decided' : 'rb-was-settled', {
              what: answered(task.answer, task.shows),
            })}
          </b>{' '}
          <Who who={task.by} /> {task.settledAt && <span className="m num">{moment(task.settledAt)}</span>}
          {task.second && (
            <span>
              {' '}
              · {t('rb-second-person')} <Who who={task.second} />
            </span>
          )}
          {task.reason && <p className="s">{task.reason}</p>}
        </div>
      )}
      {isOpen && task.whyNot && (
        <div className="trouble" role="status">
          {t(`rb-why-not-${task.whyNot}`)}
        </div>
      )}
      {choices.length > 0 && (
        <div className="pan">
          <div className="ph">
            {t('rb-your-answer')}
            <span className="sp" />
            {task.kind === 'decision' && (
              <span className="x12 m">{t(task.state === 'second' ? 'rb-you-are-second' : 'rb-needs-second')}</span>
            )}
          </div>
          <div className="pb">
            {task.kind === 'hand-over' && task.sets.length > 0 && (
              <div className="found">
                <p className="x13 s">{t('rb-found-by-hand')}</p>
                {task.sets.map(name => (
                  <label key={name} className="field">
                    <span className="x12 m code">{name}</span>
                    <input
                      value={found[name] ?? ''}
                      maxLength={2000}
                      onChange={event => setFound({ ...found, [name]: event.target.value })}
                    />
                  </label>
                ))}
              </div>
            )}
            <textarea
              ref={field}
              className="line"
              value={reason}
              maxLength={500}
              aria-label={t('rb-reason')}
              placeholder={t(
                task.kind === 'decision' || task.kind === 'hand-over' || asking === 'needed' ? 'rb-reason-must' : 'rb-reason-may',
              )}
              onChange={event => setReason(event.target.value)}
            />
            {said && (
              <p className="stop x13" role="alert">
                {said}
              </p>
            )}
            <div className="row task-choices">
              {choices.map(choice => (
                <button
                  key={choice.word}
                  type="button"
                  className={`btn ${choice.kind}`}
                  disabled={busy}
                  onClick={() => void settle(choice)}
                >
                  <kbd>{choice.key.toUpperCase()}</kbd>
                  {choice.answer.kind === 'answered' ? answered(choice.answer, task.shows) : t(`rb-answer-${choice.word}`)}
                </button>
              ))}
              <span className="x12 m">{t('rb-tasks-keys')}</span>
            </div>
            {task.kind === 'decision' && task.state === 'second' && <p className="x12 m">{t('rb-other-answer-begins-anew', { me })}</p>}
          </div>
        </div>
      )}
    </section>
  );
}

/** A person by name; what starts by itself and programs by what they are. */
function Asker({ who }: { readonly who: RobotTask['askedBy'] }) {
  const { t } = useTranslation();
  if (who.staffNo === 'system') return t('rb-by-itself');
  return who.staffNo.startsWith('key:') ? t('rb-by-program') : <Who who={who} />;
}

function choicesOf(task: RobotTask): readonly Choice[] {
  switch (task.kind) {
    case 'approval':
      return [
        { answer: { kind: 'approved' }, word: 'approved', key: 'y', kind: 'p', reason: 'may' },
        { answer: { kind: 'refused' }, word: 'refused', key: 'n', kind: '', reason: 'needed' },
      ];
    case 'answer':
      return (task.shows.options ?? []).map((option, at) => ({
        answer: { kind: 'answered', option },
        word: option,
        key: String(at + 1),
        kind: '',
        reason: 'may',
      }));
    case 'hand-over':
      return [
        { answer: { kind: 'handed-back' }, word: 'handed-back', key: '1', kind: 'p', reason: 'needed' },
        { answer: { kind: 'finished' }, word: 'finished', key: '2', kind: '', reason: 'needed' },
        { answer: { kind: 'abandoned' }, word: 'abandoned', key: '3', kind: '', reason: 'needed' },
      ];
    case 'decision':
      return (['took-effect', 'rerun', 'by-hand'] as const).map((kind, at) => ({
        answer: { kind },
        word: kind,
        key: String(at + 1),
        kind: '',
        reason: 'needed',
      }));
  }
}
