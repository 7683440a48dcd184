import type { Migration } from 'kysely/migration';
import * as people from '#server/db/migrations/0001-people.ts';
import * as audit from '#server/db/migrations/0002-audit.ts';
import * as content from '#server/db/migrations/0010-content.ts';
import * as live from '#server/db/migrations/0020-live.ts';
import * as vault from '#server/db/migrations/0030-vault.ts';
import * as feedback from '#server/db/migrations/0031-feedback.ts';
import * as flaggedCard from '#server/db/migrations/0032-flagged-card.ts';
import * as screens from '#server/db/migrations/0033-screens.ts';
import * as alerts from '#server/db/migrations/0040-alerts.ts';
import * as contentSource from '#server/db/migrations/0041-content-source.ts';
import * as supervisor from '#server/db/migrations/0050-supervisor.ts';
import * as attention from '#server/db/migrations/0055-attention.ts';
import * as tickets from '#server/db/migrations/0060-tickets.ts';
import * as announcements from '#server/db/migrations/0070-announcements.ts';
import * as deliveries from '#server/db/migrations/0080-deliveries.ts';
import * as noteLayout from '#server/db/migrations/0081-note-layout.ts';
import * as wrapupParts from '#server/db/migrations/0082-wrapup-parts.ts';
import * as callFacts from '#server/db/migrations/0090-call-facts.ts';
import * as seededRoles from '#server/db/migrations/0091-seeded-roles.ts';
import * as robotRuns from '#server/db/migrations/0100-robot-runs.ts';
import * as robotBots from '#server/db/migrations/0104-robot-bots.ts';
import * as robotCredentials from '#server/db/migrations/0105-robot-credentials.ts';
import * as robotTriggers from '#server/db/migrations/0106-robot-triggers.ts';
import * as robotHandovers from '#server/db/migrations/0107-robot-handovers.ts';
import * as robotCards from '#server/db/migrations/0108-robot-cards.ts';
import * as robotHours from '#server/db/migrations/0109-robot-hours.ts';
import * as callMeasures from '#server/db/migrations/0110-call-measures.ts';
import * as wrapupPartEdits from '#server/db/migrations/0111-wrapup-part-edits.ts';
import * as ticketSearch from '#server/db/migrations/0112-ticket-search.ts';
import * as signIns from '#server/db/migrations/0113-sign-ins.ts';
import * as partSettled from '#server/db/migrations/0114-part-settled.ts';
import * as wrapupSuggested from '#server/db/migrations/0115-wrapup-suggested.ts';
import * as inventedCalls from '#server/db/migrations/0116-invented-calls.ts';
import * as wrapupCorrections from '#server/db/migrations/0117-wrapup-corrections.ts';
import * as furtherCategories from '#server/db/migrations/0118-further-categories.ts';
import * as lessons from '#server/db/migrations/0119-lessons.ts';
import * as ticketSearchCosts from '#server/db/migrations/0120-ticket-search-costs.ts';
import * as suggestionStates from '#server/db/migrations/0121-suggestion-states.ts';
import * as unanswered from '#server/db/migrations/0122-unanswered.ts';
import * as calledUncounted from '#server/db/migrations/0123-called-uncounted.ts';

/** Every change to the schema, by the name it is remembered under. One line each; a landed migration is never edited. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-people': people,
  '0002-audit': audit,
  '0010-content': content,
  '0020-live': live,
  '0030-vault': vault,
  '0031-feedback': feedback,
  '0032-flagged-card': flaggedCard,
  '0033-screens': screens,
  '0040-alerts': alerts,
  '0041-content-source': contentSource,
  '0050-supervisor': supervisor,
  '0055-attention': attention,
  '0060-tickets': tickets,
  '0070-announcements': announcements,
  '0080-deliveries': deliveries,
  '0081-note-layout': noteLayout,
  '0082-wrapup-parts': wrapupParts,
  '0090-call-facts': callFacts,
  '0091-seeded-roles': seededRoles,
  '0100-robot-runs': robotRuns,
  '0104-robot-bots': robotBots,
  '0105-robot-credentials': robotCredentials,
  '0106-robot-triggers': robotTriggers,
  '0107-robot-handovers': robotHandovers,
  '0108-robot-cards': robotCards,
  '0109-robot-hours': robotHours,
  '0110-call-measures': callMeasures,
  '0111-wrapup-part-edits': wrapupPartEdits,
  '0112-ticket-search': ticketSearch,
  '0113-sign-ins': signIns,
  '0114-part-settled': partSettled,
  '0115-wrapup-suggested': wrapupSuggested,
  '0116-invented-calls': inventedCalls,
  '0117-wrapup-corrections': wrapupCorrections,
  '0118-further-categories': furtherCategories,
  '0119-lessons': lessons,
  '0120-ticket-search-costs': ticketSearchCosts,
  '0121-suggestion-states': suggestionStates,
  '0122-unanswered': unanswered,
  '0123-called-uncounted': calledUncounted,
};
