import { useEffect, useLayoutEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { type RobotTask, RobotTaskList } from '#protocol/robot-tasks.ts';
import { Shown, useReading } from '#web/admin/reading.tsx';
import { useTongue } from '#web/kit/use-tongue.ts';
import type { TabProps } from '#web/robots/tab-props.ts';
import { Handovers } from '#web/robots/tasks/handovers.tsx';
import { TaskPanel } from '#web/robots/tasks/task-panel.tsx';
import { useWaited } from '#web/robots/tasks/use-waited.ts';
import '#web/robots/tasks/tasks.css';

/** What waits for a person: whoever works here takes the oldest, reads what will be done, and settles it in one key. */
export function TasksTab({ session, named }: TabProps) {
  const { t } = useTranslation();
  const go = useNavigate();
  const [state, setState] = useState<'open' | 'settled'>('open');
  const reading = useReading(`/v1/robots/tasks?state=${state}`, RobotTaskList);
  const tasks = reading.value?.tasks ?? [];
  const chosen = tasks.find(({ id }) => id === named) ?? tasks[0] ?? null;
  const choose = (task: RobotTask) => go(`/robots/tasks/${task.id}`, { replace: true });

  useEffect(() => {
    const timer = setInterval(() => void reading.again(), 10_000);
    return () => clearInterval(timer);
  }, [reading.again]);

  // In the layout, so that a key never acts on what was shown before.
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      if (typing || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || !chosen) return;
      const at = tasks.indexOf(chosen);
      const next = event.key === 'j' ? tasks[at + 1] : event.key === 'k' ? tasks[at - 1] : undefined;
      if (next) go(`/robots/tasks/${next.id}`, { replace: true });
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  });

  return (
    <>
      <header className="row head">
        <h1 className="h1">{t('robots-tab-tasks')}</h1>
        <span className="x13 m">{t('rb-tasks-order')}</span>
        <span className="sp" />
        <div className="seg-pick">
          {(['open', 'settled'] as const).map(one => (
            <button key={one} type="button" aria-pressed={state === one} onClick={() => setState(one)}>
              {t(`rb-tasks-${one}`)}
              {one === 'open' && reading.value ? ` ${reading.value.open}` : ''}
            </button>
          ))}
        </div>
      </header>
      <Shown reading={reading}>
        {list =>
          list.tasks.length === 0 ? (
            <div className="pan calm">{t(state === 'open' ? 'rb-tasks-none' : 'rb-tasks-none-settled')}</div>
          ) : (
            <div className="task-desk">
              <div className="pan task-list" role="listbox" aria-label={t('robots-tab-tasks')}>
                {list.tasks.map(task => (
                  <TaskRow key={task.id} task={task} chosen={task.id === chosen?.id} choose={() => choose(task)} />
                ))}
              </div>
              {chosen && <TaskPanel key={`${chosen.id} ${chosen.state}`} task={chosen} me={session.user.staffNo} settled={reading.again} />}
            </div>
          )
        }
      </Shown>
      <Handovers tasks={state === 'open' ? tasks : []} />
    </>
  );
}

function TaskRow({ task, chosen, choose }: { readonly task: RobotTask; readonly chosen: boolean; readonly choose: () => void }) {
  const { t } = useTranslation();
  const tongue = useTongue();
  const waited = useWaited();
  return (
    <button
      type="button"
      role="option"
      aria-selected={chosen}
      className={`task-row${task.kind === 'decision' ? ' doubt' : ''}`}
      onClick={choose}
    >
      <span className={`tag${task.kind === 'decision' ? ' stop' : ''}`}>
        {t(task.state === 'second' ? 'rb-task-second' : `rb-task-${task.kind}`)}
      </span>
      <span className="col" style={{ minWidth: 0, flex: 1 }}>
        <span>{tongue(task.title, task.titleEn)}</span>
        <span className="x12 m el">{[tongue(task.shows.title, task.shows.titleEn), task.reference].filter(Boolean).join(' · ')}</span>
      </span>
      <span className="x12 s num nw">{waited(task.at)}</span>
    </button>
  );
}
