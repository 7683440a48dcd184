import { readConfig } from '#commands/config.ts';
import { logOf, openConfigured, startNode } from '#commands/node.ts';
import { untilStopped } from '#commands/until-stopped.ts';

export const serveHelp = `deskside serve                                 the server: screens, REST, sockets (docs/configuration.md)`;

/** Serves until stopped; answers the exit code. */
export async function serveCommand(_args: readonly string[]): Promise<number> {
  const config = readConfig(process.env);
  const log = logOf(config);
  const database = await openConfigured(config, log);
  try {
    const node = await startNode(config, database, log, { demo: 'off' });
    console.log(`deskside serves ${node.url}`);
    await untilStopped();
    await node.close();
  } finally {
    await database.close();
  }
  return 0;
}
