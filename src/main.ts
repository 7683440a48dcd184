import { auditCommand, auditHelp } from '#commands/audit.ts';
import { benchCommand, benchHelp } from '#commands/bench.ts';
import { browserCommand, browserHelp } from '#commands/browser.ts';
import { contentCommand, contentHelp } from '#commands/content.ts';
import { databaseCommand, databaseHelp } from '#commands/database.ts';
import { demoCommand, demoHelp } from '#commands/demo.ts';
import { evalCommand, evalHelp } from '#commands/eval.ts';
import { replayCommand, replayHelp } from '#commands/replay.ts';
import { reportCommand, reportHelp } from '#commands/report.ts';
import { robotCommand, robotHelp } from '#commands/robot.ts';
import { serveCommand, serveHelp } from '#commands/serve.ts';
import { ticketsCommand, ticketsHelp } from '#commands/tickets.ts';
import { userCommand, userHelp } from '#commands/user.ts';
import { ProblemError } from '#domain/problem.ts';

const commands: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = {
  serve: serveCommand,
  demo: demoCommand,
  replay: replayCommand,
  content: contentCommand,
  tickets: ticketsCommand,
  robot: robotCommand,
  browser: browserCommand,
  database: databaseCommand,
  audit: auditCommand,
  user: userCommand,
  report: reportCommand,
  eval: evalCommand,
  bench: benchCommand,
};

const help = [
  'Deskside (座右)',
  serveHelp,
  demoHelp,
  replayHelp,
  contentHelp,
  ticketsHelp,
  robotHelp,
  browserHelp,
  databaseHelp,
  auditHelp,
  userHelp,
  reportHelp,
  evalHelp,
  benchHelp,
].join('\n');

const [name = '--help', ...args] = process.argv.slice(2);
const command = commands[name];
if (command) {
  process.exitCode = await command(args).catch(explain);
} else {
  const asked = ['--help', '-h', 'help'].includes(name);
  (asked ? console.log : console.error)(asked ? help : `deskside: there is no command ${name}\n${help}`);
  process.exitCode = asked ? 0 : 2;
}

/** One sentence for expected trouble; everything for our own mistakes. */
function explain(error: unknown): number {
  if (error instanceof ProblemError) console.error(`deskside ${name}: ${JSON.stringify(error.problem)}`);
  else if (error instanceof Error && process.env.DESKSIDE_LOG !== 'debug') console.error(`deskside ${name}: ${error.message}`);
  else console.error(error);
  return 1;
}
