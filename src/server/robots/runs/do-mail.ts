import type { Order } from '#robots/orders.ts';
import { openFile, shaOf } from '#server/robots/runs/evidence.ts';
import { keyed } from '#server/robots/runs/keyed.ts';
import type { Performed, Ride } from '#server/robots/runs/ride.ts';
import { systemTrouble } from '#server/robots/runs/system-trouble.ts';

/** Sends a mail. Its Message-ID comes from the commit's key: whoever gets it twice can tell. */
export async function doMail(ride: Ride, order: Extract<Order, { do: 'mail' }>): Promise<Performed> {
  const no = (trouble: Extract<Performed, { ok: false }>['trouble'], touched: boolean): Performed => ({
    ok: false,
    trouble: ride.hidden.within(trouble),
    touched,
    found: {},
    details: {},
  });
  const { mail, db, ring } = ride.parts;
  if (!mail) return no(systemTrouble('MAIL', 'no mail server is configured: DESKSIDE_SMTP_URL'), false);
  const wrong = order.to.find(to => !/^[^\s@<>,;]{1,100}@[^\s@<>,;]{1,200}$/.test(to));
  if (wrong !== undefined) return no(systemTrouble('BAD_INPUT', 'an address to send to is none'), false);
  const files: { name: string; bytes: Uint8Array }[] = [];
  for (const value of order.files) {
    const file = await openFile(db, ride.run.id, value);
    if (!file) return no(systemTrouble('BAD_INPUT', `the file ${value.name} is not kept any more`), false);
    files.push(file);
  }
  const id = keyed(ring, `mail ${order.key ?? `${ride.run.id} ${order.path}`}`)[0]
    .toString('hex')
    .slice(0, 40);
  const posted = await mail.send({ id, to: order.to, subject: order.subject, text: order.text, files });
  if (posted.kind === 'sent')
    return {
      ok: true,
      found: {},
      details: {
        to: order.to.map(ride.hidden.text),
        subject: ride.hidden.text(order.subject),
        textHash: shaOf(ride.hidden.text(order.text)),
        files: files.map(({ name }) => name),
        messageId: id,
      },
    };
  return no(systemTrouble('MAIL', posted.why), posted.kind === 'in-doubt');
}
