import { fromBufferPromise } from 'yauzl';
import { importLimits } from '#server/content/import-row.ts';

/** The files of a ZIP archive that are wanted, by name; or why it is not read. Sizes are bounded by what comes out, not by what the archive says. */
export async function unzip(
  bytes: Uint8Array,
  wanted: (name: string) => boolean,
  mostBytes: number = importLimits.unpackedBytes,
): Promise<ReadonlyMap<string, Buffer> | { readonly refused: string }> {
  const files = new Map<string, Buffer>();
  let left = mostBytes;
  let zip: Awaited<ReturnType<typeof fromBufferPromise>>;
  try {
    zip = await fromBufferPromise(Buffer.from(bytes), { lazyEntries: true });
    if (zip.entryCount > mostFiles) return { refused: `it holds ${zip.entryCount} files; a workbook holds at most ${mostFiles}` };
    for await (const entry of zip.eachEntry()) {
      if (!wanted(entry.fileName)) continue;
      if (entry.isEncrypted()) return { refused: 'it is protected by a password: save it without' };
      const chunks: Buffer[] = [];
      for await (const chunk of await zip.openReadStreamPromise(entry)) {
        left -= (chunk as Buffer).length;
        if (left < 0) return { refused: `unpacked it is larger than ${mostBytes} bytes` };
        chunks.push(chunk as Buffer);
      }
      files.set(entry.fileName, Buffer.concat(chunks));
    }
  } catch {
    return { refused: 'it cannot be unpacked: save it again as .xlsx' }; // every throw here is the archive's fault: it is all in memory
  }
  return files;
}

const mostFiles = 2000;
