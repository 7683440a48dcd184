import { parseArgs } from 'node:util';
import { bankSize, growBank } from '#bench/bank/bank.ts';
import { conversationsOf } from '#bench/bank/conversations.ts';
import { benchEngine } from '#bench/engine.ts';
import { demoContent } from '#commands/demo-content.ts';
import { readFolder } from '#server/content/read-folder.ts';
import { readCalls } from '#server/demo/call.ts';

export const benchHelp = `deskside bench engine [--scale demo|bank] [--json]   how fast door and engine fold calls on one core; bank: of a large synthetic bank
       [--seconds 10] [--seed 7] [--top 40]         for how long, which bank, and the functions that take the most time`;

/** Measures; answers the exit code. */
export async function benchCommand(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      seconds: { type: 'string', default: '10' },
      content: { type: 'string', default: demoContent },
      scale: { type: 'string', default: 'demo' },
      seed: { type: 'string', default: '7' },
      top: { type: 'string', default: '0' },
    },
  });
  const { scale } = values;
  if (positionals[0] !== 'engine' || (scale !== 'demo' && scale !== 'bank')) {
    console.error(benchHelp);
    return 2;
  }
  const { release } = await readFolder(values.content);
  const calls = await readCalls(values.content);
  const bank = scale === 'bank' ? growBank(release, bankSize, Number(values.seed)) : null;
  const scripts = bank ? conversationsOf(calls, bank.areas, bank.dialect) : calls.map(call => call.script);

  const { result, top } = await benchEngine(bank?.release ?? release, scripts, Number(values.seconds), news => console.error(news));
  const shown = top.slice(0, Number(values.top));
  if (values.json) {
    console.log(JSON.stringify(shown.length > 0 ? { ...result, top: shown } : result));
    return 0;
  }
  console.log(`${result.utterancesPerSecond} utterances/s on one core (${result.utterancesPerCpuSecond} by processor time)`);
  console.log(`p50 ${result.p50Ms} ms, p99 ${result.p99Ms} ms, n ${result.utterances}; ${result.hitsPerUtterance} hits an utterance`);
  console.log(`${result.concepts} concepts, ${result.phrases} phrases, ${result.cues} cues, ${result.articles} articles,`);
  console.log(`${result.processes} processes, ${result.rules} rules, ${result.leaves} leaves`);
  console.log(`built in ${result.buildMs} ms, loaded in ${result.loadMs} ms, ${result.artefactBytes} bytes`);
  for (const [stage, us] of Object.entries(result.usPerStage)) console.log(`${stage.padEnd(12)} ${us} µs`);
  for (const { share, where } of shown) console.log(`${(share * 100).toFixed(1).padStart(5)} %  ${where}`);
  return 0;
}
