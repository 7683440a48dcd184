import type { Order } from '#robots/orders.ts';
import { csvLine, safeCell } from '#server/csv-line.ts';
import { keepFile } from '#server/robots/runs/evidence.ts';
import type { Performed, Ride } from '#server/robots/runs/ride.ts';
import { systemTrouble } from '#server/robots/runs/system-trouble.ts';
import { xlsxInWorker } from '#server/tickets/xlsx-worker.ts';

/** Rows into a file, CSV or XLSX by its name: text that a spreadsheet would take for a formula is none, known secrets are cut out. */
export async function doSave(ride: Ride, order: Extract<Order, { do: 'save' }>): Promise<Performed> {
  const rows = order.rows.map(cells => cells.map(cell => ride.hidden.text(cell)));
  const name = ride.hidden.text(order.file);
  const bytes = /\.xlsx$/i.test(name)
    ? await xlsxInWorker(rows.map(cells => cells.map(safeCell)))
    : Buffer.from(`\uFEFF${rows.map(csvLine).join('')}`);
  const kept = await keepFile(ride.parts.db, ride.run.id, order.path, { name, bytes });
  const details = { rows: rows.length - 1, bytes: bytes.length };
  if ('why' in kept) return { ok: false, trouble: systemTrouble('FAILED', kept.why), touched: false, found: {}, details };
  return { ok: true, found: { [order.into]: kept }, details: { ...details, file: kept.file, name: kept.name } };
}
