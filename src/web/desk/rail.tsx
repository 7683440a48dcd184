import type { TFunction } from 'i18next';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskModel } from '#web/desk/model.ts';
import { RobotChip } from '#web/desk/robots/robot-chip.tsx';
import { isDone, type Rail as RailSteps, type Step } from '#web/desk/seen.ts';
import { WhereLink } from '#web/desk/where.tsx';
import { clockTime } from '#web/kit/durations.ts';
import { Icon } from '#web/kit/icons.tsx';
import { Key } from '#web/kit/key.tsx';
import { useNamed } from '#web/kit/names.tsx';

/** Where we are in the process: a count, the current step and the next two; the rest is folded. */
export function Rail({ desk }: { readonly desk: DeskModel }) {
  const { t } = useTranslation();
  const named = useNamed();
  const rail = desk.seen.rail;
  if (!rail)
    return (
      <section className="dr zone" aria-label={t('railZone')} data-zone="rail">
        <div className="row x13">
          <span className="m">{desk.live?.isCaughtUp && t('noProcess')}</span>
          <span className="sp" />
          <button type="button" className="link-button x12" onClick={() => desk.setOverlay('processes')}>
            {t('pickProcess')} <Key of="processes" />
          </button>
        </div>
      </section>
    );
  const { done, total, reversed } = countOf(rail);
  return (
    <section className="dr zone" aria-label={t('railZone')} data-zone="rail">
      <div className="row x13">
        <span className="b el">{named(rail.title)}</span>
        <button
          type="button"
          className="link-button m x12"
          aria-expanded={desk.overlay === 'steps'}
          onClick={() => desk.setOverlay(desk.overlay === 'steps' ? 'none' : 'steps')}
        >
          {t('stepsDone', { count: done })}
          {reversed > 0 && <span className="warn">{t('stepsReversed', { count: reversed })}</span>} <Icon name="right" size={11} />
        </button>
        <span className="sp" />
        <RobotChip desk={desk} look="small" />
        <span className="num s" data-testid="progress">
          {done}/{total}
        </span>
      </div>
      <div className="seg" style={{ gridTemplateColumns: `repeat(${rail.steps.length},1fr)` }} aria-hidden="true">
        {rail.steps.map(step => (
          <i key={step.key} className={segmentOf(step)} />
        ))}
      </div>
      {ahead(rail).map(step => (
        <StepRow key={step.key} desk={desk} step={step} look="nd" />
      ))}
    </section>
  );
}

/** Every step, opened over the rail and the transcript. */
export function StepList({ desk }: { readonly desk: DeskModel }) {
  const { t } = useTranslation();
  const named = useNamed();
  const rail = desk.seen.rail;
  if (desk.overlay !== 'steps' || !rail) return null;
  return (
    <div className="steps-over" data-testid="steps">
      <div className="row x13" style={{ height: 40, padding: '0 16px' }}>
        <span className="b">{named(rail.title)}</span>
        <span className="sp" />
        <button type="button" className="ib" onClick={() => desk.setOverlay('processes')}>
          <Icon name="swap" />
          {t('switchProcess')} <Key of="processes" />
        </button>
        <button type="button" className="ib" onClick={() => desk.setOverlay('none')}>
          <kbd className="key">Esc</kbd>
        </button>
      </div>
      <AllSteps desk={desk} rail={rail} />
    </div>
  );
}

/** The whole list of a process, as the full page always shows it. */
export function AllSteps({ desk, rail }: { readonly desk: DeskModel; readonly rail: RailSteps }) {
  const list = useRef<HTMLOListElement>(null);
  const current = rail.steps.find(step => step.current)?.key;
  useEffect(() => {
    const row = current === undefined ? null : list.current?.querySelector<HTMLElement>('[aria-current=step]');
    if (!list.current || !row) return;
    const { top, bottom } = list.current.getBoundingClientRect();
    const at = row.getBoundingClientRect();
    if (at.bottom > bottom - at.height)
      list.current.scrollTop += at.bottom - bottom + 2 * at.height; // the next one in sight too
    else if (at.top < top) list.current.scrollTop -= top - at.top + at.height;
  }, [current]);
  return (
    <ol ref={list} className="all-steps">
      {rail.steps.map(step => (
        <li key={step.key}>
          <StepRow desk={desk} step={step} look="pn" />
        </li>
      ))}
    </ol>
  );
}

function StepRow({ desk, step, look }: { readonly desk: DeskModel; readonly step: Step; readonly look: 'nd' | 'pn' }) {
  const { t } = useTranslation();
  const named = useNamed();
  const words = wordsOf(step, t);
  return (
    <div
      className={`${look} ${classOf(step)}`}
      data-node={step.node}
      data-state={step.state}
      aria-current={step.current ? 'step' : undefined}
    >
      <button
        type="button"
        className="tick"
        disabled={isDone(step) || desk.isOver}
        title={t('tickIt')}
        aria-label={t('tickNode', { title: named(step.title), state: t(`state-${step.state}`) })}
        onClick={() => desk.act({ kind: 'ticked', process: step.process, node: step.node, as: 'done' })}
      >
        <span className="o" />
      </button>
      <span className="el">{named(step.title)}</span>
      {look === 'nd' && <span className="sp" />}
      {look === 'nd' && step.where && <WhereLink desk={desk} where={step.where} look={look} />}
      <span className={`x12 nw num ${step.state === 'out-of-order' ? 'warn' : 'm'}`} style={{ fontWeight: 400 }}>
        {named(words)}
        {step.state === 'unknown' && look === 'nd' && <Key of="tick" />}
      </span>
      {look === 'pn' && step.where && <WhereLink desk={desk} where={step.where} look={look} />}
    </div>
  );
}

/** What a count of steps says: done of those that apply, and how many came in the wrong order. */
export function countOf(rail: RailSteps): { readonly done: number; readonly total: number; readonly reversed: number } {
  const applying = rail.steps.filter(step => step.state !== 'not-applicable');
  return {
    done: applying.filter(isDone).length,
    total: applying.length,
    reversed: applying.filter(step => step.state === 'out-of-order').length,
  };
}

/** The current step and the two after it; unknown and skipped ones before it stay in sight. */
export function ahead(rail: RailSteps): readonly Step[] {
  const open = rail.steps.filter(step => !isDone(step) && step.state !== 'not-applicable');
  const from = Math.max(
    0,
    open.findIndex(step => step.current || step.state === 'in-progress'),
  );
  const first = open.slice(from, from + 3);
  return first.length > 0 ? first : rail.steps.slice(-3);
}

function segmentOf(step: Step): string {
  if (step.state === 'done') return 'y';
  if (step.state === 'out-of-order') return 'w';
  if (step.state === 'not-applicable') return 'na';
  if (step.current || step.state === 'in-progress') return 'c';
  return step.state === 'skipped' || step.state === 'unknown' ? 'u' : '';
}

function classOf(step: Step): string {
  if (step.state === 'done') return 'y';
  if (step.state === 'out-of-order') return 'w';
  if (step.current || step.state === 'in-progress') return 'c';
  return step.state === 'not-applicable' ? 'na' : step.state === 'unknown' ? 'un' : step.state === 'skipped' ? 'sk' : '';
}

function wordsOf(step: Step, t: TFunction): string {
  switch (step.state) {
    case 'done':
      return step.atMs === undefined ? '' : clockTime(step.atMs);
    case 'out-of-order':
    case 'skipped':
      return step.note ?? t(`state-${step.state}`);
    case 'unknown':
      return step.note ?? t('unknownTick');
    case 'not-applicable':
      return step.note ?? t('state-not-applicable');
    case 'in-progress':
      return step.note ?? t('state-in-progress');
    case 'pending':
      return step.note ?? (step.verbatim ? t('verbatim') : step.required ? '' : t('optional'));
  }
}
