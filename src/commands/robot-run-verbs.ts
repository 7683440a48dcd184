import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { runFile } from '#commands/robot-run.ts';
import { changeCommand, listCommand, showCommand, verifyCommand } from '#commands/robot-runs.ts';

export const robotRunHelp = `deskside robot run FILE [--input NAME=VALUE …] [--target NAME=ORIGIN …] [--dry|--real] [--out DIR] [--as 工号]  runs a bot's file here and now (--json)
       the live version is done, --as an operator who did not write it; any other file is rehearsed unless --real; --out takes files and pictures
       a value that begins with @ is a file of JSON; DESKSIDE_ROBOT_TELLER_USER and …_PASSWORD stand in for the secret teller
deskside robot runs [--state done,failed] [--bot BOT] [--limit 50]  runs of the configured database, newest first (--json)
deskside robot show RUN                         one run with its journal (--json)
deskside robot verify RUN                       whether the journal is as it was written; 1 when it is not (--json)
deskside robot cancel RUN… --reason WHY --as 工号   cancels runs
deskside robot requeue RUN… --reason WHY --as 工号  asks for failed runs again, each as a new run with the same inputs (--json)`;

/** The verbs about runs. */
export const robotRunVerbs: ReadonlySet<string> = new Set(['run', 'runs', 'show', 'verify', 'cancel', 'requeue']);

/** Runs one command about runs; answers the exit code. */
export async function robotRunCommand(verb: string, args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      input: { type: 'string', multiple: true, default: [] },
      target: { type: 'string', multiple: true, default: [] },
      dry: { type: 'boolean', default: false },
      real: { type: 'boolean', default: false },
      out: { type: 'string' },
      as: { type: 'string' },
      reason: { type: 'string' },
      state: { type: 'string' },
      bot: { type: 'string' },
      limit: { type: 'string', default: '50' },
    },
  });
  const [first] = positionals;
  const { json, as, reason } = values;
  if (verb === 'runs' && first === undefined)
    return listCommand({ state: values.state, bot: values.bot, limit: Math.min(Number(values.limit) || 50, 1000) }, json);
  if (first === undefined) return usage();
  if ((verb === 'cancel' || verb === 'requeue') && as !== undefined && reason !== undefined)
    return changeCommand(verb, positionals, { as, reason }, json);
  if (positionals.length > 1) return usage();
  switch (verb) {
    case 'run': {
      if (values.dry && values.real) return usage();
      const inputs = Object.fromEntries(
        await Promise.all(Object.entries(pairs(values.input, '--input')).map(async ([name, value]) => [name, await given(value)] as const)),
      );
      return runFile(first, {
        inputs,
        targets: pairs(values.target, '--target'),
        told: values.dry ? 'dry' : values.real ? 'real' : 'as-it-stands',
        as,
        out: values.out,
        print: json ? 'json' : 'text',
      });
    }
    case 'show':
      return showCommand(first, json);
    case 'verify':
      return verifyCommand(first, json);
    default:
      return usage();
  }
}

async function given(value: string): Promise<unknown> {
  return value.startsWith('@') ? (JSON.parse(await readFile(value.slice(1), 'utf8')) as unknown) : value;
}

function pairs(all: readonly string[], flag: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    all.map(pair => {
      const at = pair.indexOf('=');
      if (at < 1) throw new Error(`${flag} is NAME=VALUE`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

function usage(): number {
  console.error(robotRunHelp);
  return 2;
}
