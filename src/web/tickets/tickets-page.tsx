import i18next from 'i18next';
import { useParams } from 'react-router';
import type { Session } from '#protocol/rest.ts';
import { TicketPlanView } from '#protocol/tickets.ts';
import { AppBar } from '#web/kit/app-bar.tsx';
import { TicketDetailView } from '#web/tickets/ticket-detail.tsx';
import { TicketListView } from '#web/tickets/ticket-list.tsx';
import { useAsked } from '#web/tickets/use-asked.ts';
import { ticketWordsEn } from '#web/tickets/words-en.ts';
import { ticketWordsZh } from '#web/tickets/words-zh.ts';
import '#web/tickets/tickets.css';

i18next.addResourceBundle('zh', 'translation', ticketWordsZh, true, true);
i18next.addResourceBundle('en', 'translation', ticketWordsEn, true, true);

/** The first page of those who handle tickets: what is overdue, what waits, and one ticket with all that may be done about it. */
export function TicketsPage({ session }: { readonly session: Session }) {
  const { number } = useParams();
  const plan = useAsked('/v1/tickets/plan', TicketPlanView);
  return (
    <div className="tickets-page">
      <AppBar session={session} />
      {number ? (
        <TicketDetailView key={number} number={number} session={session} plan={plan.value} />
      ) : (
        <TicketListView session={session} plan={plan.value} />
      )}
    </div>
  );
}
