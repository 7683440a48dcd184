import type { ConversationId } from '#domain/ids.ts';
import { MarkClass, markPattern } from '#domain/mark.ts';
import { ProblemError } from '#domain/problem.ts';
import type { OpenedNumber } from '#protocol/tickets.ts';
import { audit } from '#server/audit/audit.ts';
import type { PersonWho } from '#server/people/who.ts';
import { addStep } from '#server/tickets/changes.ts';
import { ticketFor } from '#server/tickets/do-deed.ts';
import type { TicketParts } from '#server/tickets/parts.ts';
import type { TicketRow } from '#server/tickets/row.ts';

/** Whether somebody may open a ticket's phone number now: whoever handles it, while it is open. */
export function mayOpenNumber(row: TicketRow, staffNo: string): boolean {
  return row.phone !== null && row.handler === staffNo && (row.state === 'handling' || row.state === 'waiting');
}

/** Opens the customer's phone for a call-back. Recorded first: a number that was shown and not recorded must be impossible. */
export async function openNumber({ db, clock, vault }: TicketParts, who: PersonWho, number: string): Promise<OpenedNumber> {
  const mark = await db.transaction().execute(async trx => {
    const row = await ticketFor(trx, who, number, 'to-change');
    if (!mayOpenNumber(row, who.staffNo)) throw new ProblemError({ kind: 'not-allowed', action: `open the number of ticket ${number}` });
    const [found] = (row.phone ?? '').matchAll(markPattern);
    const kind = MarkClass.parse(found?.[1]);
    const changed = await trx
      .updateTable('tickets')
      .set({ version: row.version + 1, changed_at: new Date(clock.now()) })
      .where('number', '=', number)
      .returningAll()
      .executeTakeFirstOrThrow();
    await addStep(trx, row, changed, { by: who.staffNo, what: 'number-opened', at: changed.changed_at });
    await audit(trx, {
      who: who.id,
      action: 'secret.reveal',
      subject: `ticket/${number}`,
      details: { class: kind, number: Number(found?.[2]) },
    });
    return { place: row.vault_place as ConversationId, class: kind, number: Number(found?.[2]) };
  });
  const value = await vault.reveal(mark.place, mark);
  if (value === null) throw new ProblemError({ kind: 'not-found', what: 'sealed value', id: `${mark.class}:${mark.number}` });
  return { value };
}
