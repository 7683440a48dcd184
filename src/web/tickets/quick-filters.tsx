import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TicketCounts, TicketList, type TicketQuery } from '#protocol/tickets.ts';
import { Icon } from '#web/kit/icons.tsx';
import type { SavedFilters } from '#web/tickets/saved-filters.ts';
import { useAsked } from '#web/tickets/use-asked.ts';

const everyMs = 20_000;

/** The quick filters with how many each holds; those somebody kept below them. */
export function QuickFilters({
  shown,
  query,
  handles,
  saved,
  choose,
  stamp,
}: {
  readonly shown: TicketQuery['view'];
  readonly query: string;
  readonly handles: boolean;
  readonly saved: SavedFilters;
  readonly choose: (query: string) => void;
  readonly stamp: number; // counts are read again when it changes
}) {
  const { t } = useTranslation();
  const counts = useAsked(`/v1/tickets/counts?at=${stamp}`, TicketCounts, everyMs).value;
  const [naming, name] = useState<string | null>(null);
  const views: readonly TicketQuery['view'][] = handles
    ? ['overdue', 'soon', 'mine', 'offered', 'untaken', 'unit', 'made', 'open', 'closed', 'all']
    : ['made', 'overdue', 'soon', 'open', 'closed', 'all'];
  return (
    <nav className="tk-views" aria-label={t('ticketsTitle')}>
      {views.map(view => (
        <button
          key={view}
          type="button"
          className="tk-view hug"
          aria-current={query === `view=${view}` || (shown === view && !saved.filters.some(one => one.query === query))}
          onClick={() => choose(`view=${view}`)}
        >
          <span className="el">{t(`view-${view}`)}</span>
          <span className={`num x13 ${view === 'overdue' && (counts?.[view] ?? 0) > 0 ? 'stop b' : 'm'}`}>{counts?.[view] ?? ''}</span>
        </button>
      ))}
      {saved.filters.length > 0 && <p className="x12 m tk-saved">{t('savedFilters')}</p>}
      {saved.filters.map(one => (
        <span key={one.name} className="tk-kept">
          <button type="button" className="tk-view hug" aria-current={query === one.query} onClick={() => choose(one.query)}>
            <span className="el">{one.name}</span>
            <SavedCount query={one.query} stamp={stamp} />
          </button>
          <button
            type="button"
            className="tk-drop hug"
            aria-label={t('removeFilter', { name: one.name })}
            onClick={() => saved.remove(one.name)}
          >
            <Icon name="cross" size={12} />
          </button>
        </span>
      ))}
      {naming === null ? (
        <button type="button" className="btn q sm tk-keep" onClick={() => name('')}>
          {t('saveFilter')}
        </button>
      ) : (
        <form
          className="tk-keep"
          onSubmit={event => {
            event.preventDefault();
            if (naming.trim() !== '') saved.keep(naming.trim().slice(0, 40), query);
            name(null);
          }}
        >
          <span className="in">
            <input
              aria-label={t('saveFilterName')}
              placeholder={t('saveFilterName')}
              value={naming}
              maxLength={40}
              // biome-ignore lint/a11y/noAutofocus: whoever asked to keep a filter is about to name it
              autoFocus
              onChange={event => name(event.target.value)}
            />
          </span>
        </form>
      )}
    </nav>
  );
}

function SavedCount({ query, stamp }: { readonly query: string; readonly stamp: number }) {
  const list = useAsked(`/v1/tickets?${query}&limit=1&at=${stamp}`, TicketList).value;
  return <span className="num x13 m">{list?.total ?? ''}</span>;
}
