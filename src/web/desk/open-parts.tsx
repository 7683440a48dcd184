import { useTranslation } from 'react-i18next';

/** A counted chip: own parts of calls that went on and wait to be confirmed. It opens in a window of its own; the desk stays. */
export function OpenParts({ parts }: { readonly parts: { readonly count: number; readonly newest?: string } }) {
  const { t } = useTranslation();
  if (parts.count === 0) return null;
  const href = parts.count === 1 && parts.newest ? `/conversations/${parts.newest}` : '/conversations';
  return (
    <a className="tag o open-parts num" href={href} target="_blank" rel="noopener" title={t('ownParts')}>
      {t('openParts', { count: parts.count })}
    </a>
  );
}
