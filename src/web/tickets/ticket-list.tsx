import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { Session } from '#protocol/rest.ts';
import { TicketList, type TicketPlanView, TicketQuery } from '#protocol/tickets.ts';
import { useKeys } from '#web/desk/keys.ts';
import { useKeysOn } from '#web/kit/appearance.ts';
import { Icon } from '#web/kit/icons.tsx';
import { useNamed } from '#web/kit/names.tsx';
import { may } from '#web/kit/session.tsx';
import { BulkBar } from '#web/tickets/bulk-bar.tsx';
import { MakeForm } from '#web/tickets/make-form.tsx';
import { QuickFilters } from '#web/tickets/quick-filters.tsx';
import { useSavedFilters } from '#web/tickets/saved-filters.ts';
import { keepDraft, readDraft } from '#web/tickets/ticket-draft.ts';
import { TicketRow } from '#web/tickets/ticket-row.tsx';
import { useAsked } from '#web/tickets/use-asked.ts';

const everyMs = 20_000;

/** The list: quick filters, search, rows by the end of their term; every row within reach of the keyboard. */
export function TicketListView({ session, plan }: { readonly session: Session; readonly plan: TicketPlanView | null }) {
  const { t, i18n } = useTranslation();
  const named = useNamed();
  const go = useNavigate();
  const [params, setParams] = useSearchParams();
  const handles = may(session, 'ticket.handle');
  const view =
    TicketQuery.shape.view.safeParse(params.get('view') ?? (handles || may(session, 'ticket.lead') ? 'open' : 'made')).data ?? 'open';
  const asked = new URLSearchParams(params);
  asked.set('view', view);
  const after = asked.get('after');
  const query = withoutPage(asked);
  const list = useAsked(`/v1/tickets?${asked}`, TicketList, everyMs);
  const tickets = list.value?.tickets ?? [];
  const saved = useSavedFilters(session.user.staffNo);

  const [at, setAt] = useState(0);
  const [chosen, setChosen] = useState<ReadonlyMap<string, number>>(new Map()); // number → the version looked at
  const [making, make] = useState<'no' | 'yes'>(() => (readDraft(session.user.staffNo)?.isOpen ? 'yes' : 'no'));
  const [isBulk, setBulk] = useState(false);
  const [stamp, setStamp] = useState(0);
  const [words, write] = useState(asked.get('text') ?? '');
  const search = useRef<HTMLInputElement>(null);
  const rows = useRef<HTMLUListElement>(null);
  const current = Math.min(at, tickets.length - 1);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its first row with nothing chosen
  useEffect(() => {
    setAt(0);
    setChosen(new Map());
    setBulk(false);
  }, [query, after]);

  const stopMaking = () => {
    const draft = readDraft(session.user.staffNo);
    if (draft) keepDraft(session.user.staffNo, { ...draft, isOpen: false }); // it opens again as it was left, when asked for
    make('no');
  };
  const refresh = async () => {
    setStamp(count => count + 1);
    await list.again();
  };
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(query);
    if (value === '') next.delete(name);
    else next.set(name, value);
    setParams(next);
  };
  const step = (by: number) => {
    const next = Math.max(0, Math.min(tickets.length - 1, current + by));
    setAt(next);
    rows.current?.children[next]?.scrollIntoView({ block: 'nearest' });
  };
  const toggle = (index: number) => {
    const ticket = tickets[index];
    if (!ticket) return;
    const next = new Map(chosen);
    if (!next.delete(ticket.number)) next.set(ticket.number, ticket.version);
    setChosen(next);
  };
  const keysOn = useKeysOn();
  const openCurrent = () => tickets[current] && go(`/tickets/${tickets[current].number}`);
  const leave = () => {
    if (making === 'yes') stopMaking();
    else if (isBulk) setBulk(false);
    else setChosen(new Map());
    search.current?.blur();
  };
  const doings: readonly (readonly [string, () => void])[] = [
    ['j', () => step(1)],
    ['k', () => step(-1)],
    ['ArrowDown', () => step(1)],
    ['ArrowUp', () => step(-1)],
    ['Enter', openCurrent],
    ['x', () => toggle(current)],
    ['b', () => chosen.size > 0 && setBulk(true)],
    ['n', () => make('yes')],
    ['/', () => search.current?.focus()],
    ['Escape', leave],
  ];
  useKeys(Object.fromEntries(doings), keysOn ? 'on' : 'off');

  return (
    <main className="tk">
      <QuickFilters
        shown={view}
        query={query}
        handles={handles}
        saved={saved}
        stamp={stamp}
        choose={next => setParams(new URLSearchParams(next))}
      />
      <section className="tk-main" aria-label={t('ticketsTitle')}>
        <header className="tk-head">
          <form
            className="in tk-search"
            onSubmit={event => {
              event.preventDefault();
              set('text', words.trim().slice(0, 100));
              search.current?.blur();
            }}
          >
            <Icon name="search" />
            <input
              ref={search}
              type="search"
              aria-label={t('searchTickets')}
              placeholder={t('searchTickets')}
              value={words}
              onChange={event => write(event.target.value)}
            />
            <kbd className="key">/</kbd>
          </form>
          <Choice name={t('allKinds')} value={asked.get('kind') ?? ''} choose={value => set('kind', value)}>
            {(plan?.kinds ?? []).map(kind => (
              <option key={kind.key} value={kind.key}>
                {i18n.language === 'zh' ? kind.zh : kind.en}
              </option>
            ))}
          </Choice>
          <Choice name={t('allStates')} value={asked.get('state') ?? ''} choose={value => set('state', value)}>
            {(['new', 'handling', 'waiting', 'closed'] as const).map(state => (
              <option key={state} value={state}>
                {t(`state-${state}`)}
              </option>
            ))}
          </Choice>
          <Choice name={t('allUnits')} value={asked.get('unit') ?? ''} choose={value => set('unit', value)}>
            {(plan?.units ?? []).map(unit => (
              <option key={unit.id} value={unit.id}>
                {named(unit.name)}
              </option>
            ))}
          </Choice>
          <span className="in tk-code">
            <input
              key={asked.get('category') ?? ''}
              aria-label={t('categoryCode')}
              placeholder={t('categoryCode')}
              defaultValue={asked.get('category') ?? ''}
              onKeyDown={event => event.key === 'Enter' && set('category', event.currentTarget.value.trim().slice(0, 32))}
              onBlur={event =>
                event.target.value.trim() !== (asked.get('category') ?? '') && set('category', event.target.value.trim().slice(0, 32))
              }
            />
          </span>
          <span className="sp" />
          {may(session, 'ticket.export') && (
            <>
              <a className="btn q sm" href={`/v1/tickets/export?${query}&format=csv&lang=${i18n.language}`} download>
                {t('exportCsv')}
              </a>
              <a className="btn q sm" href={`/v1/tickets/export?${query}&format=xlsx&lang=${i18n.language}`} download>
                {t('exportXlsx')}
              </a>
            </>
          )}
          <button type="button" className="btn p" onClick={() => make('yes')}>
            {t('newTicket')} <kbd className="key">N</kbd>
          </button>
        </header>
        {making === 'yes' && plan && <MakeForm staffNo={session.user.staffNo} plan={plan} leave={stopMaking} made={() => void refresh()} />}
        <BulkBar
          key={query}
          chosen={chosen}
          plan={plan}
          isOpen={isBulk}
          open={() => setBulk(true)}
          clear={() => setChosen(new Map())}
          done={async left => {
            await refresh();
            setChosen(new Map([...chosen].filter(([number]) => left.includes(number))));
          }}
        />
        {list.problem && (
          <div className="trouble tk-gap" role="alert">
            <p>
              {list.value && list.problem.kind === 'unavailable'
                ? t('ticketsOffline', {
                    at: new Date(list.readAt).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hour12: false }),
                  })
                : t('ticketsFailed')}
            </p>
            <button type="button" className="btn sm" onClick={() => void list.again()}>
              {t('ticketsAgain')}
            </button>
          </div>
        )}
        {list.value === null && !list.problem && (
          <div role="status" aria-label={t('ticketsReading')}>
            {[0, 1, 2, 3, 4].map(bone => (
              <span key={bone} className="bone" style={{ height: 52, margin: '8px 0' }} />
            ))}
          </div>
        )}
        {list.value && tickets.length === 0 && (
          <div className="tk-empty">
            <p className="b">{t('ticketsEmpty')}</p>
            <p className="x13 m">{t('ticketsEmptyNote')}</p>
          </div>
        )}
        <ul className="tk-rows" ref={rows}>
          {tickets.map((ticket, index) => (
            <TicketRow
              key={ticket.number}
              ticket={ticket}
              plan={plan}
              isCurrent={index === current}
              isChosen={chosen.has(ticket.number)}
              choose={() => toggle(index)}
              point={() => setAt(index)}
            />
          ))}
        </ul>
        {list.value && tickets.length > 0 && (
          <footer className="row x12 m tk-foot">
            <span className="num">
              {list.value.total >= 10_000 ? t('countMany', { count: 10_000 }) : t('countOf', { count: list.value.total })}
            </span>
            <span className="sp" />
            <span className="wide-only">{t('keysOfList')}</span>
            {after && (
              <button type="button" className="btn q sm" onClick={() => setParams(new URLSearchParams(query))}>
                {t('firstPage')}
              </button>
            )}
            {list.value.next && (
              <button type="button" className="btn sm" onClick={() => set('after', list.value?.next ?? '')}>
                {t('nextPage')}
              </button>
            )}
          </footer>
        )}
      </section>
    </main>
  );
}

function Choice({
  name,
  value,
  choose,
  children,
}: {
  readonly name: string;
  readonly value: string;
  readonly choose: (value: string) => void;
  readonly children: React.ReactNode;
}) {
  return (
    <select className="tk-select" aria-label={name} value={value} onChange={event => choose(event.target.value)}>
      <option value="">{name}</option>
      {children}
    </select>
  );
}

function withoutPage(params: URLSearchParams): string {
  const copy = new URLSearchParams(params);
  copy.delete('after');
  return copy.toString();
}
