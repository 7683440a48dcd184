import { useTranslation } from 'react-i18next';
import type { DeskModel } from '#web/desk/model.ts';
import type { RobotCard } from '#web/desk/robots/robot-cards.ts';
import { Icon, type IconName } from '#web/kit/icons.tsx';
import { Key } from '#web/kit/key.tsx';

/** The robot that needs the agent most, as one button: what it would do and whether it may. Opens its card. */
export function RobotChip({ desk, look }: { readonly desk: DeskModel; readonly look: 'small' | 'wide' }) {
  const { t, i18n } = useTranslation();
  const { card, cards } = desk.robots;
  if (!card) return null;
  const title = titleOf(card, i18n.language);
  const words = t(`robotChip-${card.state}`);
  return (
    <button
      type="button"
      className={`robot-chip ${card.state} x12`}
      aria-expanded={desk.overlay === 'robot'}
      aria-label={`${t('robotRun', { title })} ${words}`}
      onClick={() => desk.setOverlay(desk.overlay === 'robot' ? 'none' : 'robot')}
      data-testid="robot-chip"
    >
      <Icon name={glyphOf(card)} size={13} />
      <span className="el">{title}</span>
      {look === 'wide' && <span className="m">{words}</span>}
      {cards.length > 1 && <span className="num m">+{cards.length - 1}</span>}
      {look === 'wide' && <Key of="robot" />}
    </button>
  );
}

/** What a robot is called in the language of the screen. */
export function titleOf({ bot, run }: RobotCard, lang: string): string {
  const named = bot ?? run;
  return (lang === 'en' ? named?.titleEn : undefined) ?? named?.title ?? '';
}

/** The sign of a card's state. */
export function glyphOf({ state }: RobotCard): IconName {
  switch (state) {
    case 'locked':
      return 'lock';
    case 'ready':
      return 'unlock';
    case 'running':
      return 'robot';
    case 'asks':
      return 'hand';
    case 'done':
      return 'tick';
    case 'failed':
      return 'warn';
  }
}
