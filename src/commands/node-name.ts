import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

/**
 * This process' name as an owner of conversations. A process that starts again on the same data folder takes the name of its
 * dead predecessor, and with it its conversations at once; a second process beside a living one gets a name of its own.
 */
export function nodeName(dataDir: string): string {
  const file = join(dataDir, 'node.json');
  const before = readName(file);
  const name = before && !isAlive(before.pid) ? before.name : `${hostname()}-${randomBytes(4).toString('hex')}`;
  if (!before || !isAlive(before.pid)) {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(file, JSON.stringify({ name, pid: process.pid }));
  }
  return name;
}

function readName(file: string): { name: string; pid: number } | null {
  try {
    const { name, pid } = JSON.parse(readFileSync(file, 'utf8')) as { name: unknown; pid: unknown };
    return typeof name === 'string' && typeof pid === 'number' ? { name, pid } : null;
  } catch {
    return null; // the first process here, or a torn file: a new name costs five seconds of patience, nothing more
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
