import { z } from 'zod';
import { LeafHit } from '#protocol/rest.ts';

/** A ticket while it is written by hand. */
export const TicketDraft = z.object({
  isOpen: z.boolean(), // the form was before the eyes
  request: z.uuid(), // sent twice, it is the same ticket
  kind: z.string(),
  title: z.string(),
  description: z.string(),
  leaf: LeafHit.nullable(),
  customer: z.string(),
  phone: z.string(),
  subject: z.string(),
  isUrgent: z.boolean(),
  fields: z.record(z.string(), z.string()),
});
export type TicketDraft = z.infer<typeof TicketDraft>;

const placeOf = (staffNo: string) => `deskside.ticket-draft.${staffNo}`;

/** Nothing written yet. */
export function emptyTicket(kind: string): TicketDraft {
  const request = crypto.randomUUID();
  const texts = { title: '', description: '', customer: '', phone: '', subject: '' };
  return { isOpen: true, request, kind, ...texts, leaf: null, isUrgent: false, fields: {} };
}

/** Whether anything would be lost with it. */
export function isWritten({ title, description, customer, phone, subject, leaf, fields }: TicketDraft): boolean {
  const texts = [title, description, customer, phone, subject, ...Object.values(fields)];
  return leaf !== null || texts.some(text => text.trim() !== '');
}

/** What somebody had written in this tab and not sent. Customers' words stay in the tab: they are gone when it is closed. */
export function readDraft(staffNo: string): TicketDraft | null {
  try {
    return TicketDraft.parse(JSON.parse(sessionStorage.getItem(placeOf(staffNo)) ?? 'null'));
  } catch {
    return null; // what stands there is none of ours
  }
}

/** Keeps it over a reload and over other pages; null once it is sent. A browser with no room for it keeps what it had. */
export function keepDraft(staffNo: string, draft: TicketDraft | null): void {
  try {
    if (draft === null || !isWritten(draft)) sessionStorage.removeItem(placeOf(staffNo));
    else sessionStorage.setItem(placeOf(staffNo), JSON.stringify(draft));
  } catch {
    return; // a paste larger than the browser has room for: it stays in the form
  }
}
