import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskModel } from '#web/desk/model.ts';
import { glyphOf, titleOf } from '#web/desk/robots/robot-chip.tsx';
import { RobotForm } from '#web/desk/robots/robot-form.tsx';
import { RobotRun } from '#web/desk/robots/robot-run.tsx';
import { Icon } from '#web/kit/icons.tsx';
import { useTongue } from '#web/kit/use-tongue.ts';
import '#web/desk/robots/robots.css';

/** The card of a robot, over the sentence and the steps: what is missing, what it will type, how far it is, what came of it. */
export function RobotCardOver({ desk }: { readonly desk: DeskModel }) {
  const { t, i18n } = useTranslation();
  const tongue = useTongue();
  const box = useRef<HTMLElement>(null);
  const { card, cards, pick } = desk.robots;
  const isOpen = desk.overlay === 'robot' && card !== undefined;
  useEffect(() => {
    if (isOpen) box.current?.focus();
  }, [isOpen]);
  if (!isOpen) return null;
  const title = titleOf(card, i18n.language);
  return (
    <section
      ref={box}
      className={`robot-over ${card.state}`}
      role="dialog"
      aria-label={t('robotRun', { title })}
      tabIndex={-1}
      data-testid="robot-card"
      data-state={card.state}
    >
      <header className="row">
        <span className={card.state === 'locked' ? 'm' : card.state === 'failed' ? 'warn' : card.state === 'done' ? 'ok' : 'act'}>
          <Icon name={glyphOf(card)} />
        </span>
        <h2 className="el">{title}</h2>
        <span className="sp" />
        <Standing desk={desk} />
        <button type="button" className="ib" onClick={() => desk.setOverlay('none')} aria-label={t('robotClose')}>
          <kbd className="key">Esc</kbd>
        </button>
      </header>
      <p className="x12 m el">{card.bot ? t('robotWhere', { system: tongue(card.bot.system, card.bot.systemEn) }) : t('robotNotLive')}</p>
      {cards.length > 1 && (
        <fieldset className="robot-others" aria-label={t('robotOthers')}>
          {cards.map(one => (
            <button key={one.name} type="button" className="x12" aria-pressed={one.name === card.name} onClick={() => pick(one.name)}>
              {titleOf(one, i18n.language)}
            </button>
          ))}
        </fieldset>
      )}
      {card.run ? (
        <RobotRun key={card.run.id} desk={desk} card={card} run={card.run} />
      ) : (
        <RobotForm key={card.name} desk={desk} card={card} />
      )}
    </section>
  );
}

function Standing({ desk }: { readonly desk: DeskModel }) {
  const { t } = useTranslation();
  const { card } = desk.robots;
  if (!card) return null;
  const steps = card.run?.steps ?? [];
  const at = steps.findIndex(({ state }) => state === 'started') + 1 || steps.filter(({ state }) => state === 'done').length;
  const words = card.state === 'running' && at > 0 ? t('robotStep', { at, of: steps.length }) : t(`robotChip-${card.state}`);
  return (
    <span
      className={`x12 nw ${card.state === 'locked' ? 'm' : card.state === 'failed' ? 'warn' : card.state === 'done' ? 'ok' : 'act'}`}
      role="status"
    >
      {words}
    </span>
  );
}
