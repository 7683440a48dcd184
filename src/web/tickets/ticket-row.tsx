import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Ticket, TicketPlanView } from '#protocol/tickets.ts';
import { useNamed } from '#web/kit/names.tsx';
import { clockWords } from '#web/tickets/clock-words.ts';

/** One ticket of the list: what, where it is filed, who has it, and its clock in words. */
export function TicketRow({
  ticket,
  plan,
  isCurrent,
  isChosen,
  choose,
  point,
}: {
  readonly ticket: Ticket;
  readonly plan: TicketPlanView | null;
  readonly isCurrent: boolean;
  readonly isChosen: boolean;
  readonly choose: () => void;
  readonly point: () => void;
}) {
  const { t } = useTranslation();
  const named = useNamed();
  return (
    <li className={`tk-row${isCurrent ? ' on' : ''}${isChosen ? ' chosen' : ''}`} aria-current={isCurrent}>
      <label className="tk-check">
        <input type="checkbox" checked={isChosen} onChange={choose} aria-label={ticket.number} />
      </label>
      <Link to={`/tickets/${ticket.number}`} className="tk-what in-view" onFocus={point}>
        <span className="row">
          <b className="el">{named(ticket.title)}</b>
          <Tags ticket={ticket} />
        </span>
        <span className="x12 m el num">
          {ticket.number} · <KindName plan={plan} kind={ticket.kind} />
          {ticket.path.length > 0 && ` · ${ticket.path.map(named).join(' / ')}`}
        </span>
      </Link>
      <span className="tk-who x13">
        <span className="el">{ticket.handler ? `${ticket.handler.staffNo} ${ticket.handler.name ?? ''}` : t('nobodyYet')}</span>
        <span className="x12 m el">{named(ticket.unit.name)}</span>
      </span>
      <span className="tk-state">
        <StateTag ticket={ticket} />
      </span>
      <span className={`tk-clock x13 num ${clockTone(ticket.clock)}`}>{clockWords(t, ticket, new Date())}</span>
    </li>
  );
}

/** What is out of the ordinary about a ticket. */
export function Tags({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useTranslation();
  return (
    <>
      {ticket.urgent && ticket.state !== 'closed' && <span className="tag warn">{t('urgentTag')}</span>}
      {ticket.chased > 0 && <span className="tag o num">{t('chasedTag', { count: ticket.chased })}</span>}
      {ticket.offered && <span className="tag">{t('offeredTag')}</span>}
      {ticket.reopened > 0 && <span className="tag o num">{t('reopenedTag', { count: ticket.reopened })}</span>}
    </>
  );
}

/** The state as words in a frame; only what is done is green. */
export function StateTag({ ticket }: { readonly ticket: Pick<Ticket, 'state'> }) {
  const { t } = useTranslation();
  return (
    <span className={`tag ${ticket.state === 'closed' ? 'ok' : ticket.state === 'handling' ? '' : 'o'}`}>{t(`state-${ticket.state}`)}</span>
  );
}

/** A kind by its name in the reader's language. */
export function KindName({ plan, kind }: { readonly plan: Pick<TicketPlanView, 'kinds'> | null; readonly kind: string }) {
  const { i18n } = useTranslation();
  const found = plan?.kinds.find(({ key }) => key === kind);
  return <>{(i18n.language === 'zh' ? found?.zh : found?.en) ?? kind}</>;
}

/** The colour a clock's words are written in. */
export function clockTone(clock: Ticket['clock']): string {
  return clock === 'overdue' ? 'stop b' : clock === 'soon' ? 'warn b' : clock === 'stopped' ? 'm' : 's';
}
