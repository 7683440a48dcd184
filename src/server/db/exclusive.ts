import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Runs `work` while no other process of this machine is inside for the same name. The lock is a listening socket (abstract on
 * Linux, a named pipe on Windows), which the operating system takes back when its owner dies: a lock never outlives us.
 */
export async function exclusive<T>(name: string, work: () => Promise<T>, waitMs = 90_000): Promise<T> {
  const address = addressOf(name);
  const until = Date.now() + waitMs;
  for (;;) {
    const lock = await take(address);
    if (lock) {
      try {
        return await work();
      } finally {
        await new Promise(done => lock.close(done));
      }
    }
    if (Date.now() > until) throw new Error(`Another Deskside process has been busy with ${name} for ${Math.round(waitMs / 1000)} s.`);
    await sleep(50);
  }
}

function addressOf(name: string): string {
  const id = `deskside-${createHash('sha256').update(name).digest('hex').slice(0, 24)}`;
  if (process.platform === 'linux') return `\0${id}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${id}`;
  return join(tmpdir(), `${id}.lock`);
}

async function take(address: string): Promise<Server | undefined> {
  const server = createServer(visitor => visitor.destroy());
  const code = await new Promise<string | undefined>(done => {
    server.once('error', (error: NodeJS.ErrnoException) => done(error.code ?? 'unknown'));
    server.listen(address, () => done(undefined));
  });
  if (!code) return server;
  if (code !== 'EADDRINUSE') throw new Error(`The database lock could not be taken (${code}).`);
  if (address.startsWith('/') && !(await answers(address))) await rm(address, { force: true }); // left by a dead process
  return undefined;
}

function answers(address: string): Promise<boolean> {
  return new Promise(done => {
    const socket = connect(address, () => done(true));
    socket.once('error', () => done(false));
    socket.unref();
  });
}
