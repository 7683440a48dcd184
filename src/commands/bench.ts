import { parseArgs } from 'node:util';
import { benchEngine } from '#bench/engine.ts';
import { demoContent } from '#commands/demo-content.ts';
import { readFolder } from '#server/content/read-folder.ts';
import { readCalls } from '#server/demo/call.ts';

export const benchHelp = `deskside bench engine [--json] [--seconds 10]  how fast door and engine fold the demo bank's calls on one core`;

/** Measures; answers the exit code. */
export async function benchCommand(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean' }, seconds: { type: 'string' }, content: { type: 'string' } },
  });
  if (positionals[0] !== 'engine') {
    console.error(benchHelp);
    return 2;
  }
  const dir = values.content ?? demoContent;
  const { release } = await readFolder(dir);
  const result = benchEngine(release, await readCalls(dir), Number(values.seconds ?? 10));
  if (values.json) console.log(JSON.stringify(result));
  else {
    console.log(`${result.utterancesPerSecond} utterances/s on one core, p50 ${result.p50Ms} ms, p99 ${result.p99Ms} ms`);
    console.log(`${result.rules} rules, ${result.phrases} phrases; built in ${result.buildMs} ms, loaded in ${result.loadMs} ms`);
    for (const [stage, us] of Object.entries(result.usPerStage)) console.log(`${stage.padEnd(12)} ${us} µs`);
  }
  return 0;
}
