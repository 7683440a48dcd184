import type { TFunction } from 'i18next';
import type { TimeLeft } from '#domain/time-left.ts';
import type { Named } from '#web/kit/names.tsx';

/** What is left of a window, in its own unit; nothing once seconds have run out. */
export function leftInWords(left: TimeLeft | undefined, nowMs: number, t: TFunction, named: Named): string {
  switch (left?.unit) {
    case undefined:
      return '';
    case 'turns':
      return t(left.of === 'agent' ? 'leftTurns' : 'leftTurnsBoth', { count: left.n });
    case 'seconds':
      return left.untilMs > nowMs ? t('leftSeconds', { count: Math.ceil((left.untilMs - nowMs) / 1000) }) : '';
    case 'step':
      return t('leftStep', { step: named(left.title) });
    case 'goodbye':
      return t('leftGoodbye');
  }
}
