import type { App } from '#server/http/app.ts';
import type { Log } from '#server/log.ts';

/** Starts to listen and says where; a taken port is a sentence. Port 0 takes any. */
export async function listen(app: App, at: { readonly host: string; readonly port: number }): Promise<string> {
  try {
    return await app.listen(at);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EADDRINUSE')
      throw new Error(`Port ${at.port} on ${at.host} is in use. Stop the other program or set DESKSIDE_PORT.`, { cause: error });
    if (code === 'EACCES')
      throw new Error(`Port ${at.port} may not be opened by this account. Set DESKSIDE_PORT to one above 1023.`, { cause: error });
    throw error;
  }
}

/** Calls `stop` at the first SIGTERM or SIGINT and then ends the process; a second signal, or 20 s, ends it at once. */
export function stopOnSignal(stop: () => Promise<void>, log: Log): void {
  let stopping = false;
  const heard = (signal: NodeJS.Signals) => {
    if (stopping) process.exit(130);
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), 20_000).unref();
    stop().then(
      () => process.exit(0),
      error => {
        log.error({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, heard);
}
