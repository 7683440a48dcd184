import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { momentMs } from '#domain/announcement-turn.ts';
import { type AnnouncementWhole, SentAnnouncement } from '#protocol/announcements.ts';
import type { Session } from '#protocol/rest.ts';
import { AnnounceFrame } from '#web/announce/frame.tsx';
import { Preview } from '#web/announce/preview.tsx';
import { useProblemWords } from '#web/announce/problem-words.ts';
import { StateTag } from '#web/announce/state-tag.tsx';
import { call } from '#web/kit/api.ts';

/** An urgent announcement before it goes out: exactly what agents would see, and the second person's decision. */
export function Waiting({
  session,
  whole,
  again,
}: {
  readonly session: Session;
  readonly whole: AnnouncementWhole;
  readonly again: () => void;
}) {
  const { t } = useTranslation();
  const words = useProblemWords();
  const [trouble, say] = useState('');
  const decide = async (decision: 'approved' | 'refused' | 'withdrawn') => {
    const answer = await call('POST', `/v1/announcements/${whole.id}/decide`, SentAnnouncement.pick({ state: true }), { decision });
    say(answer.ok ? '' : words(answer.problem));
    again();
  };
  const { proposal, doc } = whole;
  const hasHourPassed = doc.schedule.kind === 'at' && momentMs(doc.schedule.at) < Date.now();
  return (
    <AnnounceFrame
      session={session}
      title={doc.title || t('annUntitled')}
      beside={<StateTag state={whole.state} />}
      note={proposal ? t('annWaiting', { by: proposal.askedBy, reason: proposal.reason || t('annNoReason') }) : ''}
      acts={
        proposal && (
          <>
            {whole.own && (
              <button type="button" className="btn" onClick={() => void decide('withdrawn')}>
                {t('annWithdraw')}
              </button>
            )}
            {proposal.mayDecide && (
              <>
                <button type="button" className="btn" onClick={() => void decide('refused')}>
                  {t('annRefuse')}
                </button>
                <button type="button" className="btn p" onClick={() => void decide('approved')}>
                  {t('annApprove')}
                </button>
              </>
            )}
          </>
        )
      }
    >
      {trouble && (
        <div className="trouble" role="alert">
          {trouble}
        </div>
      )}
      {whole.own && proposal && <p className="x13 s">{t('annOwnApprove')}</p>}
      {hasHourPassed && <p className="x13 s">{t('annHourPassed')}</p>}
      <div className="ann-alone">
        <Preview doc={doc} links={whole.linked.map(({ key, title }) => ({ key, title: title ?? key }))} />
      </div>
    </AnnounceFrame>
  );
}
