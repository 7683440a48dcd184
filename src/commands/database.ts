import { parseArgs } from 'node:util';
import { readConfig } from '#commands/config.ts';
import { embeddedStatus, stopEmbedded } from '#server/db/embedded-control.ts';

export const databaseHelp = `deskside database status [--json]              the embedded database: where, running, used by whom
deskside database stop [--force]               stop it when nobody uses it (an orphan); --force: in any case`;

/** Looks after the embedded database; answers the exit code. */
export async function databaseCommand(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean' }, force: { type: 'boolean' } },
  });
  const { dataDir, databaseUrl } = readConfig(process.env);
  if (databaseUrl) console.error('DATABASE_URL is set, so the embedded database is not what Deskside uses now');

  switch (positionals[0]) {
    case 'status': {
      const status = embeddedStatus(dataDir);
      if (values.json) console.log(JSON.stringify(status));
      else {
        const { folder, state, pid, port, users, orphan } = status;
        console.log(`${state} in ${folder}${pid ? `, process ${pid}` : ''}${port ? `, port ${port}` : ''}`);
        console.log(
          orphan
            ? 'an orphan: nobody uses it; `deskside database stop` ends it'
            : `used by ${users.length} processes: ${users.join(', ') || 'none'}`,
        );
      }
      return 0;
    }
    case 'stop': {
      const result = await stopEmbedded(dataDir, values.force ? 'force' : 'orphan-only');
      switch (result.kind) {
        case 'stopped':
          console.log('stopped');
          return 0;
        case 'not-running':
          console.log('it was not running');
          return 0;
        case 'in-use':
          console.error(`in use by ${result.users.join(', ')}: end those first, or add --force`);
          return 1;
      }
      return 1;
    }
    default:
      console.error(databaseHelp);
      return 2;
  }
}
