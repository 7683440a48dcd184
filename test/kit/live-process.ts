import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { LiveServerConfig } from '#test/kit/live-server.ts';

const root = new URL('../../', import.meta.url).pathname;

/** Starts the live server as a process of its own and waits until it listens: the only way to be killed as a server is. */
export async function liveProcess(config: LiveServerConfig): Promise<ChildProcess> {
  const started = spawn(process.execPath, [join(root, 'test/kit/live-server.ts')], {
    cwd: root,
    env: { ...process.env, DESKSIDE_LIVE_SERVER: JSON.stringify(config) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const died = once(started, 'exit').then(([code]) => Promise.reject(new Error(`the server ended with ${code} before it listened`)));
  await Promise.race([once(started.stdout as NodeJS.ReadableStream, 'data'), died]);
  return started;
}

/** A port nobody listens on, so that a server can come back where it was. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
