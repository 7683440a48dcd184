import { readFileSync } from 'node:fs';

/** Whether a process with this id lives; a zombie, already dead but not yet collected, does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false; // EPERM: it lives under another account
  }
  return stat(pid)?.state !== 'Z';
}

/** When the process started, in the kernel's own ticks: tells a process from a later one with the same id. Empty where unknown. */
export function startOf(pid: number): string {
  return stat(pid)?.started ?? '';
}

/** The name of the process's program, empty where unknown. */
export function programOf(pid: number): string {
  return stat(pid)?.program ?? '';
}

function stat(pid: number): { program: string; state: string; started: string } | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const end = text.lastIndexOf(')'); // the program's name may hold spaces and brackets
    const rest = text.slice(end + 2).split(' ');
    return { program: text.slice(text.indexOf('(') + 1, end), state: rest[0] ?? '', started: rest[19] ?? '' };
  } catch {
    return undefined; // gone between the two looks
  }
}
