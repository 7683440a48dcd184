import type { TFunction } from 'i18next';
import type { TimeLeft } from '#domain/time-left.ts';
import { paintPunctuation } from '#web/kit/punctuation.ts';

/** What is left of a window, in its own unit; nothing once seconds have run out. */
export function leftInWords(left: TimeLeft | undefined, nowMs: number, t: TFunction): string {
  switch (left?.unit) {
    case undefined:
      return '';
    case 'turns':
      return t(left.of === 'agent' ? 'leftTurns' : 'leftTurnsBoth', { count: left.n });
    case 'seconds':
      return left.untilMs > nowMs ? t('leftSeconds', { count: Math.ceil((left.untilMs - nowMs) / 1000) }) : '';
    case 'step':
      return t('leftStep', { step: paintPunctuation(left.title) });
    case 'goodbye':
      return t('leftGoodbye');
  }
}
