import { readConfig } from '#commands/config.ts';
import { inDatabase } from '#commands/in-database.ts';
import { RunState } from '#domain/robot-run.ts';
import { mustMay } from '#server/people/may-do.ts';
import { cancelRun, requeueRuns } from '#server/robots/runs/change-run.ts';
import { verifyJournal } from '#server/robots/runs/journal.ts';
import { listRuns, readJournal, readRun } from '#server/robots/runs/read-runs.ts';
import { keysFrom, retiredVaultKeys } from '#server/vault/key-files.ts';
import { keyRing } from '#server/vault/seal.ts';

/** Lists runs, newest first. */
export async function listCommand(
  asked: { readonly state?: string | undefined; readonly bot?: string | undefined; readonly limit: number },
  json: boolean,
): Promise<number> {
  const state = asked.state === undefined ? undefined : RunState.array().parse(asked.state.split(','));
  await inDatabase(async ({ db }) => {
    const { runs } = await listRuns(db, { ...asked, state });
    if (json) console.log(JSON.stringify({ runs }));
    else
      for (const run of runs)
        console.log(
          `${run.id}  ${run.madeAt.slice(0, 19)}  ${run.state.padEnd(9)} ${run.bot}${run.trouble ? `  ${'code' in run.trouble ? run.trouble.code : run.trouble.kind}` : ''}`,
        );
  });
  return 0;
}

/** Prints one run with its journal. */
export async function showCommand(id: string, json: boolean): Promise<number> {
  await inDatabase(async ({ db }) => {
    const record = await readRun(db, id);
    const rows = [];
    for (let after: number | undefined = 0; after !== undefined; ) {
      const page = await readJournal(db, id, after, 500);
      rows.push(...page.rows);
      after = page.next;
    }
    if (json) console.log(JSON.stringify({ ...record, journal: rows }));
    else {
      console.log(
        `${record.run.title} (${record.run.bot}) ${record.run.state}${record.run.trouble ? ` ${JSON.stringify(record.run.trouble)}` : ''}`,
      );
      for (const { title, value } of record.inputs) console.log(`  ${title}: ${value}`);
      for (const { at, path, what, effect, attempt } of rows)
        console.log(`  ${at}  ${what.padEnd(9)} ${effect.padEnd(6)} ${path}${attempt > 1 ? ` (attempt ${attempt})` : ''}`);
      for (const [name, value] of Object.entries(record.outputs ?? {})) console.log(`  ${name} = ${JSON.stringify(value)}`);
    }
  });
  return 0;
}

/** Recomputes a run's hash chain; 1 when a row is not as it was written. */
export async function verifyCommand(id: string, json: boolean): Promise<number> {
  let code = 1;
  await inDatabase(async ({ db }) => {
    const verdict = await verifyJournal(db, id);
    code = verdict.kind === 'ok' ? 0 : 1;
    if (json) console.log(JSON.stringify(verdict));
    else console.log(verdict.kind === 'ok' ? `${verdict.rows} rows, all as they were written` : `row ${verdict.number}: ${verdict.why}`);
  });
  return code;
}

/** Cancels a run, or asks for failed ones again, as a person of the installation. */
export async function changeCommand(
  verb: 'cancel' | 'requeue',
  ids: readonly string[],
  given: { readonly as: string; readonly reason: string },
  json: boolean,
): Promise<number> {
  let code = 0;
  await inDatabase(async ({ db }) => {
    const who = await mustMay(db, given.as, ['robot.operate']);
    if (verb === 'cancel') {
      for (const id of ids) await db.transaction().execute(trx => cancelRun(trx, id, who, given.reason));
      console.log(json ? JSON.stringify({ cancelled: ids }) : `${ids.length} cancelled`);
      return;
    }
    const config = readConfig(process.env);
    const secrets = keysFrom({ env: process.env, dataDir: config.dataDir, isProduction: config.production });
    const ring = keyRing(await secrets.key('vault'), retiredVaultKeys(process.env));
    const done = await requeueRuns(db, ring, ids, given.reason, who);
    code = done.refused.length > 0 ? 1 : 0;
    if (json) console.log(JSON.stringify(done));
    else {
      for (const { run, as } of done.requeued) console.log(`${run} again as ${as}`);
      for (const { run, why } of done.refused) console.error(`${run}: ${why}`);
    }
  });
  return code;
}
