import { parseArgs } from 'node:util';
import { readConfig } from '#commands/config.ts';
import { inDatabase } from '#commands/in-database.ts';
import { exportAudit } from '#server/audit/export.ts';
import { verifyAudit } from '#server/audit/verify.ts';
import { keysFrom } from '#server/vault/key-files.ts';

export const auditHelp = `deskside audit verify [--json]                 recompute every hash of the record; names the first broken row
deskside audit export                          the whole record as lines of JSON`;

/** Reads the audit record; answers the exit code. */
export async function auditCommand(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({ args: [...args], allowPositionals: true, options: { json: { type: 'boolean' } } });
  switch (positionals[0]) {
    case 'verify':
      return inDatabase(async ({ db }) => {
        const { dataDir, production } = readConfig(process.env);
        const key = await keysFrom({ env: process.env, dataDir, isProduction: production }).key('audit');
        const verdict = await verifyAudit(db, { key });
        if (values.json) console.log(JSON.stringify(verdict));
        else if (verdict.kind === 'ok')
          console.log(`whole: ${verdict.rows} rows of ${verdict.writers} writers, ${verdict.anchors} anchors`);
        else console.log(`broken at ${verdict.where} row ${verdict.number}: ${verdict.why}`);
        return verdict.kind === 'ok' ? 0 : 1;
      });
    case 'export':
      return inDatabase(async ({ db }) => {
        for await (const line of exportAudit(db)) process.stdout.write(line.endsWith('\n') ? line : `${line}\n`);
        return 0;
      });
    default:
      console.error(auditHelp);
      return 2;
  }
}
