import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** The card zone's final geometry while it is read, after 200 ms; no shimmer. */
export function Skeleton() {
  const { t } = useTranslation();
  const [shows, setShows] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShows(true), 200);
    return () => clearTimeout(timer);
  }, []);
  return (
    <section className="dk zone" aria-busy="true" data-zone="card">
      {shows && (
        <div role="status">
          <p className="x13 m">{t('reading')}</p>
          {[40, 96, 92, 64].map((width, at) => (
            <span key={width} className="bone" style={{ width: `${width}%`, height: at === 0 ? 14 : 17, marginTop: 10 }} />
          ))}
        </div>
      )}
    </section>
  );
}
