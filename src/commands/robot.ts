import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { robotBotsCommand, robotBotsHelp, robotBotVerbs } from '#commands/robot-bots.ts';
import { robotRunCommand, robotRunHelp, robotRunVerbs } from '#commands/robot-run-verbs.ts';
import { botSchema } from '#robots/bot-schema.ts';
import { importRecording } from '#robots/import-recording.ts';
import { writeProblem } from '#server/content/content-problem.ts';
import { readBotFile } from '#server/robots/read-bot.ts';
import { writeImported } from '#server/robots/write-bot.ts';

export const robotHelp = `${robotBotsHelp}
${robotRunHelp}
deskside robot check FILE…                      what is wrong with bots, by line and column (--json); 1 when anything is
deskside robot schema                           the bot language as a JSON Schema
deskside robot import RECORDING [--target NAME] [--out FILE]  a bot's skeleton from a Chrome DevTools recording; nothing typed gets into it`;

/** Runs one robot command; answers the exit code. */
export async function robotCommand(args: readonly string[]): Promise<number> {
  const [first = '', ...others] = args;
  if (Object.hasOwn(robotBotVerbs, first)) return robotBotsCommand(first, others);
  if (robotRunVerbs.has(first)) return robotRunCommand(first, others);
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean' }, target: { type: 'string' }, out: { type: 'string' } },
  });
  const [verb, ...files] = positionals;
  if (verb === 'check' && files.length > 0) return check(files, values.json ?? false);
  if (verb === 'schema' && files.length === 0) {
    console.log(JSON.stringify(botSchema(), null, 2));
    return 0;
  }
  if (verb === 'import' && files[0] !== undefined && files.length === 1) return bring(files[0], values.target, values.out);
  console.error(robotHelp);
  return 2;
}

async function bring(file: string, target: string | undefined, out: string | undefined): Promise<number> {
  if (target !== undefined && !/^[a-z][a-z0-9-]{0,63}$/.test(target)) throw new Error('--target is a name in kebab-case');
  const imported = importRecording(recordingOf(await readFile(file)), target);
  if (imported.kind === 'refused') {
    for (const { step, why } of imported.problems) console.error(`${file}: ${step === 0 ? '' : `step ${step}: `}${why}`);
    return 1;
  }
  for (const { step, why } of imported.gaps) console.error(`${file}: step ${step}: look at this: ${why}`);
  const text = writeImported(imported);
  if (out === undefined) process.stdout.write(text);
  else await writeFile(out, text, { flag: 'wx' }); // never over somebody's work
  return 0;
}

/** Messages of JSON.parse quote the text, and the text may hold a password. */
function recordingOf(bytes: Buffer): unknown {
  if (bytes.length > 5_000_000) throw new Error('a recording is at most 5 MB');
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new Error('this is no JSON');
  }
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
