import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import writeExcelFile from 'write-excel-file/node';

type Rows = readonly (readonly string[])[];

/** Packs rows of text, the first of them headings, into an Excel workbook off the loop that owns conversations. */
export function xlsxInWorker(rows: Rows): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { deskside: 'xlsx', rows } });
    worker.once('message', (bytes: Uint8Array) => {
      resolve(Buffer.from(bytes));
      void worker.terminate();
    });
    worker.once('error', reject);
    worker.once('exit', code => reject(new Error(`the workbook ended with code ${code}`)));
  });
}

if (!isMainThread && workerData?.deskside === 'xlsx') {
  const sheet = (workerData.rows as Rows).map((cells, at) =>
    cells.map(value => ({ type: String, value, ...(at === 0 ? { fontWeight: 'bold' as const } : {}) })),
  );
  parentPort?.postMessage(await writeExcelFile(sheet, { stickyRowsCount: 1 }).toBuffer());
}
