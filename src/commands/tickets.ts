import { parseArgs } from 'node:util';
import { inDatabase } from '#commands/in-database.ts';
import { writeProblem } from '#server/content/content-problem.ts';
import { mustBeHere } from '#server/people/may-do.ts';
import { approvePlan, storePlan } from '#server/tickets/plan.ts';
import { readPlan, unitsOf } from '#server/tickets/read-plan.ts';

export const ticketsHelp = `deskside tickets check DIR                      kinds, routes and calendar: what is wrong, by file, line and column
deskside tickets import DIR --as 工号            store DIR's tickets.yaml and calendar.yaml for somebody else to approve
deskside tickets approve PLAN --as 工号          new tickets are made by it from now on`;

/** Runs one command about what tickets are made by; answers the exit code. */
export async function ticketsCommand(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { as: { type: 'string' }, json: { type: 'boolean' } },
  });
  const [verb, target] = positionals;
  if (!verb || !target) return usage();
  if (verb === 'check') return check(target, values.json ?? false);
  if (!values.as) {
    console.error('say who you are with --as 工号');
    return 2;
  }
  const by = values.as;
  if (verb === 'import') return bring(target, by);
  if (verb !== 'approve' || !/^[1-9]\d{0,9}$/.test(target)) return usage();
  await inDatabase(async ({ db }) => approvePlan(db, Number(target), (await mustBeHere(db, by)).staffNo));
  console.log(`ticket plan ${target} is live`);
  return 0;
}

async function check(dir: string, json: boolean): Promise<number> {
  const { plan, calendar, problems } = await readPlan(dir);
  const unsure = (calendar?.years ?? []).filter(({ standing }) => standing !== 'published').map(({ year }) => year);
  if (json) console.log(JSON.stringify({ problems, errors: problems.length, unsureYears: unsure }));
  else {
    for (const year of unsure)
      console.log(`calendar.yaml: the days off and make-up days of ${year} are not confirmed by the year's notice`);
    for (const problem of problems) console.log(writeProblem(problem));
    console.log(`${plan?.kinds.length ?? 0} kinds, ${plan?.routes.length ?? 0} routes, ${problems.length} errors`);
  }
  return problems.length > 0 ? 1 : 0;
}

async function bring(dir: string, by: string): Promise<number> {
  let code = 0;
  await inDatabase(async ({ db }) => {
    await mustBeHere(db, by);
    const { plan, calendar, problems } = await readPlan(dir, await unitsOf(db));
    for (const problem of problems) console.error(writeProblem(problem));
    if (problems.length > 0 || !plan || !calendar) {
      console.error(`${problems.length} errors; nothing was stored`);
      code = 1;
      return;
    }
    const { id, fresh } = await storePlan(db, { plan, calendar }, by);
    console.log(fresh ? `ticket plan ${id} waits to be approved` : `this is the live ticket plan ${id} already`);
  });
  return code;
}

function usage(): number {
  console.error(ticketsHelp);
  return 2;
}
