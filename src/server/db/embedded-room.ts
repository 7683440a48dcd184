import { statfsSync } from 'node:fs';
import type { EmbeddedFolder } from '#server/db/embedded-folder.ts';

const segmentBytes = 16 * 1024 * 1024;

/** Whether a server that found the disk full has enough room to start again: for its log of changes and a little more. */
export function hasRoom(folder: EmbeddedFolder): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder.data);
    return bavail * bsize >= 2 * segmentBytes;
  } catch {
    return true; // the folder is gone: that is for the start to say
  }
}
