import { useTranslation } from 'react-i18next';
import type { DeskRun, DeskRunStep } from '#protocol/robot-desk.ts';
import type { DeskModel } from '#web/desk/model.ts';
import type { RobotCard } from '#web/desk/robots/robot-cards.ts';
import { RobotDone } from '#web/desk/robots/robot-done.tsx';
import { langOf } from '#web/desk/search.tsx';
import { Icon } from '#web/kit/icons.tsx';
import { useNamed } from '#web/kit/names.tsx';
import { paintPunctuation } from '#web/kit/punctuation.ts';
import { useTongue } from '#web/kit/use-tongue.ts';

const patienceMs = 20_000;

/** A run: its steps as they happen, what it asks, the way to go on by hand, and what came of it. */
export function RobotRun({ desk, card, run }: { readonly desk: DeskModel; readonly card: RobotCard; readonly run: DeskRun }) {
  return (
    <div className="robot-body">
      <div className="seg" style={{ gridTemplateColumns: `repeat(${Math.max(1, run.steps.length)},1fr)` }} aria-hidden="true">
        {run.steps.map(step => (
          <i key={step.id} className={isOver(step) ? 'y' : step.state === 'started' ? 'c' : step.state === 'pending' ? '' : 'w'} />
        ))}
      </div>
      {card.state === 'done' || card.state === 'failed' ? (
        <RobotDone desk={desk} card={card} run={run} />
      ) : (
        <UnderWay desk={desk} card={card} run={run} />
      )}
    </div>
  );
}

function UnderWay({ desk, card, run }: { readonly desk: DeskModel; readonly card: RobotCard; readonly run: DeskRun }) {
  const { t } = useTranslation();
  const tookMs = desk.robots.sinceMs(run.askedAt);
  const isLate = tookMs >= patienceMs;
  const waits = card.state === 'running' && (run.state === 'waiting' || run.state === 'unknown');
  // with the checklist there, how far the robot came is said in one row and by the bar
  const byHand = card.state === 'asks' ? run.task?.kind === 'hand-over' : card.state === 'running' && !waits && isLate;
  return (
    <>
      <div className="robot-scroll">
        {run.steps
          .filter(step => !byHand || isHere(step, run))
          .map(step => (
            <StepRow key={step.id} step={step} />
          ))}
        {card.state === 'asks' && run.task?.kind === 'answer' && <Question desk={desk} run={run} />}
        {waits && <p className="x13 warn robot-note">{t(run.task?.kind === 'approval' ? 'robotWaitsApproval' : 'robotUnknown')}</p>}
        {card.state === 'asks' && run.task?.kind === 'hand-over' && <HandLocked card={card} />}
        {byHand && <ByHand run={run} />}
        {card.state === 'running' && !waits && !isLate && run.say && (
          <div className="say">
            <p className="l">{t('robotSay')}</p>
            <p>{paintPunctuation(langOf(desk) === 'en' ? (run.sayEn ?? run.say) : run.say)}</p>
          </div>
        )}
      </div>
      {card.state === 'asks' && run.task?.kind === 'hand-over' ? (
        <HandOver desk={desk} run={run} />
      ) : (
        <div className="row robot-acts">
          {!waits && card.state === 'running' && (
            <button
              type="button"
              className={isLate ? 'btn p' : 'btn'}
              disabled={run.takingOver || desk.robots.isBusy}
              onClick={() => desk.robots.takeByHand(run.id)}
            >
              {t('robotByHand')}
            </button>
          )}
          <span className="sp" />
          <span className={`x12 ${isLate ? 'warn' : 'm'}`} role="status">
            {run.takingOver
              ? t('robotStopping')
              : card.state === 'running' && !waits
                ? t(isLate ? 'robotLate' : 'robotTook', { seconds: (tookMs / 1000).toFixed(0) })
                : ''}
          </span>
        </div>
      )}
      <p className="x12 m">{t('robotNoUndo')}</p>
    </>
  );
}

function StepRow({ step }: { readonly step: DeskRunStep }) {
  const { t } = useTranslation();
  const tongue = useTongue();
  const words =
    step.state === 'by-hand' || step.state === 'skipped' || step.state === 'unknown' || step.state === 'failed'
      ? t(`robotStep-${step.state}`)
      : '';
  return (
    <div className={`rstep ${isOver(step) ? 'y' : step.state === 'started' ? 'c' : ''}`} data-step={step.id} data-state={step.state}>
      <span className="o">{isOver(step) && <Icon name="tick" />}</span>
      <span className="el">{paintPunctuation(tongue(step.title, step.titleEn))}</span>
      <span className="sp" />
      <span className="x12 m num">{words || (step.tookMs === undefined ? '' : `${(step.tookMs / 1000).toFixed(1)} s`)}</span>
    </div>
  );
}

function Question({ desk, run }: { readonly desk: DeskModel; readonly run: DeskRun }) {
  const { t } = useTranslation();
  const tongue = useTongue();
  const { task } = run;
  if (!task) return null;
  const leftMs = task.until === undefined ? null : -desk.robots.sinceMs(task.until);
  return (
    <div className="say">
      <p>{paintPunctuation(tongue(task.text ?? task.title, task.textEn ?? task.titleEn))}</p>
      <div className="row robot-options">
        {(task.options ?? []).map((option, at) => (
          <button
            key={option}
            type="button"
            className="btn"
            disabled={desk.robots.isBusy}
            onClick={() => desk.robots.answer(run.id, task.id, { kind: 'answered', option })}
          >
            {tongue(option, task.optionsEn?.[at])}
          </button>
        ))}
      </div>
      {leftMs !== null && <p className="l warn num robot-left">{t('robotAnswerIn', { seconds: Math.max(0, Math.ceil(leftMs / 1000)) })}</p>}
    </div>
  );
}

/** What the call took back while the work is in the agent's hands. */
function HandLocked({ card }: { readonly card: RobotCard }) {
  const { t } = useTranslation();
  const named = useNamed();
  const missing = card.needs.filter(({ met }) => !met);
  if (missing.length === 0) return null;
  const names = missing.map(({ kind, key, title }) => (kind === 'node' ? named(title ?? key) : t(`robotNeed-${kind}`)));
  return (
    <p className="x13 warn robot-note" role="alert">
      {t('robotHandLocked', { what: names.join(t('comma')) })}
    </p>
  );
}

/** How a person does it instead, and how far the robot came. */
function ByHand({ run }: { readonly run: DeskRun }) {
  const { t } = useTranslation();
  const tongue = useTongue();
  const reached = run.steps.findLast(({ state }) => state !== 'pending');
  return (
    <div className="say">
      <p className="l">{reached ? t('robotReached', { step: tongue(reached.title, reached.titleEn) }) : t('robotNotBegun')}</p>
      <ol className="checklist x13">
        {tongue(run.checklist, run.checklistEn).map(line => (
          <li key={line}>{paintPunctuation(line)}</li>
        ))}
      </ol>
    </div>
  );
}

function HandOver({ desk, run }: { readonly desk: DeskModel; readonly run: DeskRun }) {
  const { t } = useTranslation();
  const { task } = run;
  if (!task) return null;
  const answer = (kind: 'finished' | 'handed-back' | 'abandoned') => () => desk.robots.answer(run.id, task.id, { kind });
  return (
    <div className="row robot-acts">
      <button type="button" className="btn p" disabled={desk.robots.isBusy} onClick={answer('finished')}>
        {t('robotFinished')}
      </button>
      <button type="button" className="btn" disabled={desk.robots.isBusy} onClick={answer('handed-back')}>
        {t('robotHandBack')}
      </button>
      <span className="sp" />
      <button type="button" className="btn q" disabled={desk.robots.isBusy} onClick={answer('abandoned')}>
        {t('robotAbandon')}
      </button>
    </div>
  );
}

function isHere(step: DeskRunStep, { steps }: DeskRun): boolean {
  return step === (steps.find(({ state }) => state === 'started') ?? steps.findLast(({ state }) => state !== 'pending') ?? steps[0]);
}

function isOver({ state }: DeskRunStep): boolean {
  return state === 'done' || state === 'by-hand' || state === 'skipped';
}
