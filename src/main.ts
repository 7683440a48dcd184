import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { problemInWords } from '#commands/problem-in-words.ts';
import { ProblemError } from '#domain/problem.ts';

// What Node makes of our files and packages lies beside the packages, so that the next start need not do it again: a second of each.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/deskside', import.meta.url)));

interface Command {
  readonly run: (args: readonly string[]) => Promise<number>;
  readonly help: string;
}

/** Every command by its name; its files are read when it is asked for, since few need all that the server does. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: () => import('#commands/serve.ts').then(({ serveCommand: run, serveHelp: help }) => ({ run, help })),
  demo: () => import('#commands/demo.ts').then(({ demoCommand: run, demoHelp: help }) => ({ run, help })),
  replay: () => import('#commands/replay.ts').then(({ replayCommand: run, replayHelp: help }) => ({ run, help })),
  content: () => import('#commands/content.ts').then(({ contentCommand: run, contentHelp: help }) => ({ run, help })),
  tickets: () => import('#commands/tickets.ts').then(({ ticketsCommand: run, ticketsHelp: help }) => ({ run, help })),
  robot: () => import('#commands/robot.ts').then(({ robotCommand: run, robotHelp: help }) => ({ run, help })),
  browser: () => import('#commands/browser.ts').then(({ browserCommand: run, browserHelp: help }) => ({ run, help })),
  database: () => import('#commands/database.ts').then(({ databaseCommand: run, databaseHelp: help }) => ({ run, help })),
  audit: () => import('#commands/audit.ts').then(({ auditCommand: run, auditHelp: help }) => ({ run, help })),
  user: () => import('#commands/user.ts').then(({ userCommand: run, userHelp: help }) => ({ run, help })),
  report: () => import('#commands/report.ts').then(({ reportCommand: run, reportHelp: help }) => ({ run, help })),
  eval: () => import('#commands/eval.ts').then(({ evalCommand: run, evalHelp: help }) => ({ run, help })),
  bench: () => import('#commands/bench.ts').then(({ benchCommand: run, benchHelp: help }) => ({ run, help })),
};

const [name = '--help', ...args] = process.argv.slice(2);
const command = await commands[name]?.();
if (command) {
  process.exitCode = await command.run(args).catch(explain);
} else {
  const asked = ['--help', '-h', 'help'].includes(name);
  const help = (await Promise.all(Object.values(commands).map(one => one()))).map(one => one.help);
  const lines = [...(asked ? [] : [`deskside: there is no command ${name}`]), 'Deskside (座右)', ...help];
  (asked ? console.log : console.error)(lines.join('\n'));
  process.exitCode = asked ? 0 : 2;
}

/** One sentence for expected trouble; everything for our own mistakes. */
function explain(error: unknown): number {
  if (error instanceof ProblemError) console.error(`deskside ${name}: ${problemInWords(error.problem)}`);
  else if (error instanceof Error && process.env.DESKSIDE_LOG !== 'debug') console.error(`deskside ${name}: ${error.message}`);
  else console.error(error);
  return 1;
}
