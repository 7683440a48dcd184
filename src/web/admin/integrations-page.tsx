import { useTranslation } from 'react-i18next';
import { WebhookList } from '#protocol/deliveries.ts';
import type { Session } from '#protocol/rest.ts';
import { Deliveries } from '#web/admin/deliveries.tsx';
import { Frame } from '#web/admin/frame.tsx';
import { NoteLayoutPart } from '#web/admin/note-layout.tsx';
import { useReading } from '#web/admin/reading.tsx';
import { Webhooks } from '#web/admin/webhooks.tsx';

/** What leaves the building: to whom, in which codes, and whether it arrived. */
export function IntegrationsPage({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  const webhooks = useReading('/v1/webhooks', WebhookList);
  return (
    <Frame session={session} title={t('integrationsTitle')} note={t('integrationsNote')}>
      <Deliveries />
      <Webhooks reading={webhooks} />
      <NoteLayoutPart />
    </Frame>
  );
}
