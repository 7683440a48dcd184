import { useTranslation } from 'react-i18next';
import type { AnnouncementState } from '#domain/announcement.ts';

type Standing = AnnouncementState | 'expired';

/** A sent one that ran out is told apart from one in force. */
export function stateOf({ state, expiresAt }: { readonly state: AnnouncementState; readonly expiresAt?: string }): Standing {
  return state === 'published' && expiresAt !== undefined && Date.parse(expiresAt) <= Date.now() ? 'expired' : state;
}

/** Where an announcement stands, in a word. */
export function StateTag({ state }: { readonly state: Standing }) {
  const { t } = useTranslation();
  const look = state === 'published' ? ' ok' : state === 'waiting' ? ' warn' : state === 'recalled' ? ' stop' : ' o';
  return <span className={`tag${look}`}>{t(`annState-${state}`)}</span>;
}
