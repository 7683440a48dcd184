import { useTranslation } from 'react-i18next';
import { useNamed } from '#web/kit/names.tsx';
import type { Settling } from '#web/quality/use-settling.ts';

/** What did not work, above the claim: decisions that were not sent first, with what was kept of them. */
export function Trouble({ settling: { unsent, trouble, isUnread, retry, again } }: { readonly settling: Settling }) {
  const { t } = useTranslation();
  const named = useNamed();
  if (unsent.length > 0)
    return (
      <div className="trouble row" role="alert" data-testid="unsent">
        <span>
          {t('decisionsUnsent', { count: unsent.length })}
          {unsent.map(({ alert, outcome }) => (
            <span key={alert.id} className="b unsent">
              {t(outcome === 'confirmed' ? 'unsentConfirmed' : 'unsentDismissed', { title: named(alert.rule.title) })}
            </span>
          ))}
          {t('decisionsKept')}
        </span>
        <span className="sp" />
        <button type="button" className="btn" onClick={() => void retry()}>
          {t('again')}
        </button>
      </div>
    );
  if (trouble)
    return (
      <div className="trouble" role="alert">
        {t(trouble === 'taken' ? 'problemConflict' : 'undoFailed')}
      </div>
    );
  if (!isUnread) return null;
  return (
    <div className="trouble row" role="alert">
      {t('queueUnread')}
      <span className="sp" />
      <button type="button" className="btn" onClick={() => void again()}>
        {t('again')}
      </button>
    </div>
  );
}
