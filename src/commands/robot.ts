import { parseArgs } from 'node:util';
import { botSchema } from '#robots/bot-schema.ts';
import { writeProblem } from '#server/content/content-problem.ts';
import { readBotFile } from '#server/robots/read-bot.ts';

export const robotHelp = `deskside robot check FILE…                      what is wrong with bots, by line and column (--json); 1 when anything is
deskside robot schema                           the bot language as a JSON Schema`;

/** Runs one robot command; answers the exit code. */
export async function robotCommand(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean' } },
  });
  const [verb, ...files] = positionals;
  if (verb === 'check' && files.length > 0) return check(files, values.json ?? false);
  if (verb === 'schema' && files.length === 0) {
    console.log(JSON.stringify(botSchema(), null, 2));
    return 0;
  }
  console.error(robotHelp);
  return 2;
}

async function check(files: readonly string[], json: boolean): Promise<number> {
  const readings = await Promise.all(files.map(async file => ({ file, reading: await readBotFile(file) })));
  const problems = readings.flatMap(({ reading }) => (reading.kind === 'refused' ? reading.problems : []));
  const bots = readings.flatMap(({ file, reading }) =>
    reading.kind === 'read' ? [{ file, bot: reading.bot.bot, version: reading.version, steps: reading.bot.steps.length }] : [],
  );
  if (json) console.log(JSON.stringify({ bots, problems }));
  else {
    for (const problem of problems) console.log(writeProblem(problem));
    for (const { file, bot, version, steps } of bots) console.log(`${file}: ${bot} ${version.slice(0, 12)}, ${steps} steps, nothing wrong`);
  }
  return problems.length > 0 ? 1 : 0;
}
