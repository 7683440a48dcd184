import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type AnnouncementDoc, mustAcknowledge, textLimits } from '#domain/announcement.ts';
import { AnnouncementCard } from '#web/announce/card.tsx';

/** What agents will see, in the width they see it, as it is being written. A text that is too long is cut here, not in the draft. */
export function Preview({
  doc,
  links,
  sentAt,
}: {
  readonly doc: AnnouncementDoc;
  readonly links: readonly { readonly key: string; readonly title: string }[];
  readonly sentAt?: string;
}) {
  const { t } = useTranslation();
  const shown = useMemo(() => {
    return {
      kind: doc.kind,
      lang: doc.lang,
      title: doc.title.slice(0, textLimits.title * 2) || '…',
      body: doc.body.slice(0, textLimits.body),
      say: doc.say.slice(0, textLimits.say),
      said: doc.said.map(({ label }) => label),
      links: [...links],
      publishedAt: sentAt ?? new Date().toISOString(),
      expiresAt: doc.expiresAt ?? '',
    };
  }, [doc, links, sentAt]);
  return (
    <section aria-label={t('annPreview')}>
      <p className="x13 m ann-over">{t('annPreview')}</p>
      <div className="ann-stage">
        <div className="ann-phone" data-testid="preview">
          <AnnouncementCard
            shown={shown}
            acts={
              <>
                <span className="btn p" aria-hidden="true">
                  {t('noticeRead')} <kbd>↵</kbd>
                </span>
                {doc.kind !== 'urgent' && mustAcknowledge(doc.importance) && (
                  <span className="btn q" aria-hidden="true">
                    {t('noticeLater')}
                  </span>
                )}
              </>
            }
          />
        </div>
        <p className="x12 m">{t(doc.kind === 'urgent' ? 'annPreviewUrgent' : 'annPreviewQuiet')}</p>
      </div>
    </section>
  );
}
