import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import writeExcelFile from 'write-excel-file/node';
import { askWorker } from '#server/ask-worker.ts';

type Rows = readonly (readonly string[])[];

/** Packs rows of text, the first of them headings, into an Excel workbook off the loop that owns conversations. */
export async function xlsxInWorker(rows: Rows): Promise<Buffer> {
  return Buffer.from(await askWorker<Uint8Array>(import.meta.url, { deskside: 'xlsx', rows }));
}

if (!isMainThread && workerData?.deskside === 'xlsx') {
  const sheet = (workerData.rows as Rows).map((cells, at) =>
    cells.map(value => ({ type: String, value, ...(at === 0 ? { fontWeight: 'bold' as const } : {}) })),
  );
  parentPort?.postMessage(await writeExcelFile(sheet, { stickyRowsCount: 1 }).toBuffer());
}
