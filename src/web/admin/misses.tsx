import { useTranslation } from 'react-i18next';
import { MissList } from '#protocol/content.ts';
import { Part } from '#web/admin/frame.tsx';
import { Shown, useReading } from '#web/admin/reading.tsx';

/** Where agents looked something up in vain: gaps in the content, by the process of the call. */
export function Misses() {
  const { t } = useTranslation();
  const reading = useReading('/v1/content/misses', MissList);
  return (
    <Part title={t('missesTitle')} note={t('missesNote')}>
      <Shown reading={reading}>
        {({ misses }) =>
          misses.length === 0 ? (
            <p className="calm">{t('noMisses')}</p>
          ) : (
            <p className="row" style={{ flexWrap: 'wrap' }}>
              {misses.map(({ topic, times }) => (
                <span key={topic ?? ''} className="tag o">
                  {topic ?? t('noTopic')} · {t('timesCounted', { count: times })}
                </span>
              ))}
            </p>
          )
        }
      </Shown>
    </Part>
  );
}
