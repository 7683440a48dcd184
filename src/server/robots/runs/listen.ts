import pg from 'pg';
import type { Log } from '#server/log.ts';
import { wakeChannel } from '#server/robots/runs/wake.ts';

/** Listens for calls on a connection of its own, for as long as it is not closed; a lost one is opened again. */
export async function listenForWakes(url: string, called: () => void, log: Log): Promise<{ close(): void }> {
  let client: pg.Client | null = null;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;
  const open = async () => {
    if (closed) return;
    const next = new pg.Client({
      connectionString: url,
      application_name: 'deskside robots',
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
    });
    const lost = (error?: Error) => {
      if (client !== next) return;
      client = null;
      next.removeAllListeners();
      next.on('error', () => {});
      void next.end().catch(() => {});
      if (closed) return;
      log.warn({ err: error }, 'the robots’ line to the database was lost; opened again');
      retry = setTimeout(() => void open().catch(() => {}), 1_000);
      retry.unref();
    };
    client = next;
    next.on('error', lost);
    next.on('end', () => lost());
    next.on('notification', called);
    try {
      await next.connect();
      await next.query(`listen ${wakeChannel}`);
      called(); // what was called meanwhile was not heard
    } catch (error) {
      lost(error as Error);
    }
  };
  await open();
  return {
    close() {
      closed = true;
      clearTimeout(retry);
      const last = client;
      client = null;
      if (!last) return;
      last.removeAllListeners();
      last.on('error', () => {});
      void last.end().catch(() => {});
    },
  };
}
