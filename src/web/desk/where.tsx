import { useTranslation } from 'react-i18next';
import type { Where } from '#domain/where.ts';
import { fillLink } from '#web/desk/fill-link.ts';
import type { DeskModel } from '#web/desk/model.ts';
import { Icon } from '#web/kit/icons.tsx';

/** Where a step is done in the bank's own systems, and one link there once all it needs is known. */
export function WhereRow({ desk, where }: { readonly desk: DeskModel; readonly where: Where }) {
  const { t } = useTranslation();
  const href = hrefOf(desk, where);
  return (
    <div className="where" data-testid="where">
      <div className="row x12 m">
        <span>{t('where')}</span>
        <span className="sp" />
        {href && (
          <a className="act nw" href={href} target="_blank" rel="noopener noreferrer">
            {t('open')} <Icon name="arrow" size={12} />
          </a>
        )}
      </div>
      <div className="x13 el" title={wayOf(where)}>
        {wayOf(where)}
      </div>
    </div>
  );
}

/** The same in one row, for the rail's current step. */
export function WhereLink({ desk, where, look }: { readonly desk: DeskModel; readonly where: Where; readonly look: 'nd' | 'pn' }) {
  const { t } = useTranslation();
  const href = hrefOf(desk, where);
  const words = look === 'nd' ? where.system : wayOf(where);
  const label = `${t('where')}${t('colon')}${wayOf(where)}`;
  if (!href)
    return (
      <span className="x12 m el where-link" title={label}>
        {words}
      </span>
    );
  return (
    <a className="x12 act where-link" href={href} target="_blank" rel="noopener noreferrer" title={label} aria-label={label}>
      <span className="el">{words}</span> <Icon name="arrow" size={12} />
    </a>
  );
}

function wayOf({ system, page }: Where): string {
  return `${system} › ${page}`;
}

function hrefOf({ seen: { slots } }: DeskModel, { link }: Where): string | null {
  const values = new Map(slots.flatMap(({ slot, value, status }) => (value !== undefined && status !== 'empty' ? [[slot, value]] : [])));
  return link === undefined ? null : fillLink(link, values);
}
