import { fork } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';

/**
 * Starts a file as a process with a task, and gives the one answer it sends. For work that needs much memory: it is given back when the
 * process ends, and should there be too little, the process dies and not the node. It stands behind whoever talks with desks.
 */
export function askProcess<T>(file: string, task: object): Promise<T> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(file), [], { serialization: 'advanced', execArgv: [] });
    child.once('message', answer => {
      const told = answer as Told<T>;
      if ('failed' in told) reject(new Error(told.failed));
      else resolve(told.answer);
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`the process ended with ${signal ?? `code ${code}`}`)));
    if (child.pid !== undefined) standBehind(child.pid);
    child.send(task);
  });
}

/** For the file that was started: answers the one task, and ends; also when whoever asked has ended. */
export function answerTask<Task, T>(file: string, work: (task: Task) => Promise<T>): void {
  if (process.argv[1] !== fileURLToPath(file) || !process.send) return;
  process.once('disconnect', () => process.exit());
  process.once('message', task => {
    const tell = (told: Told<T>) => process.send?.(told, undefined, undefined, () => process.disconnect());
    work(task as Task).then(
      answer => tell({ answer }),
      (error: Error) => tell({ failed: error.stack ?? error.message }),
    );
  });
}

type Told<T> = { readonly answer: T } | { readonly failed: string };

function standBehind(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // a system without priorities, or the process has ended
  }
}
