import { type RefObject, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '#web/kit/icons.tsx';

const ownHeight = 26;

/** Says how many of a zone's rows lie below its edge, and goes there; takes no room, and is gone at the end. */
export function Below({ box, rows }: { readonly box: RefObject<HTMLElement | null>; readonly rows: string }) {
  const { t } = useTranslation();
  const [hidden, setHidden] = useState(0);

  useEffect(() => {
    const zone = box.current;
    if (!zone) return;
    const count = () => {
      const edge = zone.getBoundingClientRect().bottom;
      const bottoms = [...zone.querySelectorAll(rows)].map(row => row.getBoundingClientRect().bottom);
      const isCut = bottoms.some(bottom => bottom > edge + 1);
      setHidden(isCut ? bottoms.filter(bottom => bottom > edge - ownHeight).length : 0); // what this row covers is not seen either
    };
    const sizes = new ResizeObserver(count);
    sizes.observe(zone);
    for (const child of zone.children) sizes.observe(child);
    zone.addEventListener('scroll', count, { passive: true });
    count();
    return () => {
      sizes.disconnect();
      zone.removeEventListener('scroll', count);
    };
  }, [box, rows]);

  if (hidden === 0) return null;
  return (
    <button
      type="button"
      className="below x12 hug"
      onClick={() => box.current?.scrollTo({ top: box.current.scrollHeight })}
      data-testid="below"
    >
      {t('fieldsBelow', { count: hidden })} <Icon name="down" size={12} />
    </button>
  );
}
