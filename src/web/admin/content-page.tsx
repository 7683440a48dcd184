import { useTranslation } from 'react-i18next';
import { SuggestionList } from '#protocol/alerts.ts';
import { DraftList, FlagList } from '#protocol/content.ts';
import type { Session } from '#protocol/rest.ts';
import { Drafts } from '#web/admin/drafts.tsx';
import { Examples } from '#web/admin/examples.tsx';
import { Flags } from '#web/admin/flags.tsx';
import { Frame, Part } from '#web/admin/frame.tsx';
import { Misses } from '#web/admin/misses.tsx';
import { Shown, useReading } from '#web/admin/reading.tsx';
import { Recalls } from '#web/admin/recalls.tsx';
import { Releases } from '#web/admin/releases.tsx';
import { openIn, Suggestions } from '#web/admin/suggestions.tsx';
import { may } from '#web/kit/session.tsx';

/** The first page of editors and approvers: drafts to decide, flags to settle; below, what is live and what was recalled. */
export function ContentPage({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  const drafts = useReading('/v1/content/drafts', DraftList);
  const hasFeedback = may(session, 'feedback.read');
  const flags = useReading(hasFeedback ? '/v1/content/flags' : null, FlagList);
  const suggestions = useReading(hasFeedback ? '/v1/alerts/suggestions' : null, SuggestionList);
  const settled = async () => {
    await Promise.all([suggestions.again(), drafts.again()]);
  };
  return (
    <Frame session={session} title={t('contentTitle')} note={t('contentNote')}>
      <Part title={t('draftsTitle')} count={drafts.value?.drafts.length}>
        <Shown reading={drafts}>
          {({ drafts: list }) =>
            list.length === 0 ? <p className="calm">{t('noDrafts')}</p> : <Drafts session={session} drafts={list} changed={drafts.again} />
          }
        </Shown>
      </Part>
      {hasFeedback && (
        <Part title={t('flagsTitle')} count={flags.value?.open} note={t('flagsNote')}>
          <Shown reading={flags}>
            {first =>
              first.flags.length === 0 ? (
                <p className="calm">{t('noFlags')}</p>
              ) : (
                <Flags session={session} first={first} changed={flags.again} />
              )
            }
          </Shown>
        </Part>
      )}
      {may(session, 'content.edit') && <Examples drafted={drafts.again} />}
      {hasFeedback && (
        <Part title={t('suggestionsTitle')} count={openIn(suggestions.value)} note={t('suggestionsNote')}>
          <Shown reading={suggestions}>
            {({ suggestions: list }) =>
              list.length === 0 ? (
                <p className="calm">{t('noSuggestions')}</p>
              ) : (
                <Suggestions session={session} suggestions={list} changed={settled} />
              )
            }
          </Shown>
        </Part>
      )}
      {hasFeedback && <Misses />}
      <Recalls session={session} />
      <Releases drafts={drafts.value?.drafts.length ?? 0} />
    </Frame>
  );
}
