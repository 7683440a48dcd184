import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How folders of tests are called; the number after it is the process they belong to. */
export const folderPrefix = 'deskside-test-';

/**
 * A data folder of one test's own, that the embedded server's account can reach. Give it back with `eraseEmbedded` and `rmSync`; when the
 * test is killed before that, the next run removes it together with the server in it.
 */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), `${folderPrefix}${process.pid}-`));
  chmodSync(folder, 0o755);
  return folder;
}
