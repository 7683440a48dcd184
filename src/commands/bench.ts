import { parseArgs } from 'node:util';
import { bankSize, growBank } from '#bench/bank/bank.ts';
import { conversationsOf } from '#bench/bank/conversations.ts';
import { benchEngine } from '#bench/engine.ts';
import { benchGrowth, type GrowthRow } from '#bench/growth.ts';
import { benchPeers } from '#bench/peers.ts';
import { benchRobotSteps } from '#bench/robot-steps.ts';
import { benchCrashes, benchRobots, type CrashTable } from '#bench/robots.ts';
import { benchTickets } from '#bench/tickets.ts';
import { loadPeers } from '#bench/versus/peers.ts';
import { benchWrapup, type WrapupRow } from '#bench/wrapup.ts';
import { demoContent } from '#commands/demo-content.ts';
import { readFolder } from '#server/content/read-folder.ts';
import { readCalls } from '#server/demo/call.ts';

export const benchHelp = `deskside bench engine [--scale demo|bank] [--json]   how fast door and engine fold calls on one core; bank: of a large synthetic bank
       [--seconds 10] [--seed 7] [--top 40]         for how long, which bank, and the functions that take the most time
deskside bench engine --growth [--json]              what the same utterances cost with 50, 500, 5,000 rules; with 1k, 10k, 50k phrases
deskside bench wrapup [--rounds 5] [--seed 7] [--json]   what an utterance costs the wrap-up, and the engine, with 500, 2,000 and 5,000 leaves,
                                                     and one or three categories of a call
deskside bench tickets [--tickets 200000] [--rounds 5] [--json]   searching, filtering and paging in tickets, beside a plain sequential ILIKE
deskside bench robots [--rounds 5] [--json]           30 jobs on a target limited to 2, 1,000 items in the queue, runners killed (12 runs a round)
deskside bench robots --browser [--rounds 5] [--json] runners killed while their robots work in a real browser
deskside bench robot-steps [--rounds 5] [--json]      18 steps of a robot in a browser, beside bare Playwright in the same minutes
deskside bench peers [--data DIR] [--json]           the same work by a loop of RegExp, minisearch and node-nlp: accuracy and speed`;

interface Asked {
  readonly json: boolean;
  readonly seconds: number;
  readonly content: string;
  readonly scale: 'demo' | 'bank';
  readonly seed: number;
  readonly top: number;
}

/** Measures; answers the exit code. */
export async function benchCommand(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      growth: { type: 'boolean', default: false },
      browser: { type: 'boolean', default: false },
      seconds: { type: 'string', default: '10' },
      content: { type: 'string', default: demoContent },
      scale: { type: 'string', default: 'demo' },
      seed: { type: 'string', default: '7' },
      top: { type: 'string', default: '0' },
      rounds: { type: 'string', default: '5' },
      data: { type: 'string' },
      tickets: { type: 'string', default: '200000' },
    },
  });
  const { scale, json, content } = values;
  const [seconds, seed, top, rounds] = [Number(values.seconds), Number(values.seed), Number(values.top), Number(values.rounds)] as const;
  const isClear = (scale === 'demo' || scale === 'bank') && [seconds, seed, top].every(Number.isFinite) && rounds >= 1;
  const [what] = positionals;
  const count = Number(values.tickets);
  if (what === 'tickets' && isClear && Number.isInteger(count) && count >= 100) return await tickets(json, count, rounds);
  if ((what !== 'engine' && what !== 'peers' && what !== 'wrapup' && what !== 'robot-steps' && what !== 'robots') || !isClear) {
    console.error(benchHelp);
    return 2;
  }
  const asked: Asked = { json, content, scale, seconds, seed, top };
  if (what === 'peers') return await peers(asked, values.data);
  if (what === 'robots') return values.browser ? await crashes(json, rounds) : await robots(json, rounds);
  if (what === 'robot-steps') return await robotSteps(json, rounds);
  if (what === 'wrapup') await wrapup(asked, rounds);
  else await (values.growth ? growth(asked) : engine(asked));
  return 0;
}

async function engine({ json, content, scale, seconds, seed, top }: Asked): Promise<void> {
  const { release } = await readFolder(content);
  const calls = await readCalls(content);
  const bank = scale === 'bank' ? growBank(release, bankSize, seed) : null;
  const scripts = bank ? conversationsOf(calls, bank.areas, bank.dialect) : calls.map(call => call.script);

  const { result, top: busiest } = await benchEngine(bank?.release ?? release, scripts, seconds, news => console.error(news));
  const shown = busiest.slice(0, top);
  if (json) {
    console.log(JSON.stringify(shown.length > 0 ? { ...result, top: shown } : result));
    return;
  }
  console.log(`${result.utterancesPerSecond} utterances/s on one core (${result.utterancesPerCpuSecond} by processor time)`);
  console.log(`p50 ${result.p50Ms} ms, p99 ${result.p99Ms} ms, n ${result.utterances}; ${result.hitsPerUtterance} hits an utterance`);
  console.log(`${result.concepts} concepts, ${result.phrases} phrases, ${result.cues} cues, ${result.articles} articles,`);
  console.log(`${result.processes} processes, ${result.rules} rules, ${result.leaves} leaves`);
  console.log(`built in ${result.buildMs} ms, loaded in ${result.loadMs} ms, ${result.artefactBytes} bytes`);
  for (const [stage, us] of Object.entries(result.usPerStage))
    console.log(`${stage.padEnd(12)} ${us} µs (${result.cpuUsPerStage[stage]} by processor time)`);
  for (const { share, where } of shown) console.log(`${(share * 100).toFixed(1).padStart(5)} %  ${where}`);
}

async function growth({ json, content, seed }: Asked): Promise<void> {
  const { release } = await readFolder(content);
  const result = await benchGrowth(release, await readCalls(content), seed, news => console.error(news));
  if (json) {
    console.log(JSON.stringify(result));
    return;
  }
  console.log(`${result.utterances} utterances, ${result.rounds} rounds each, sizes in turn`);
  for (const row of [...result.rules, ...result.phrases]) console.log(growthLine(row));
}

function growthLine({ rules, phrases, usPerUtterance, cpuUsPerUtterance, hearUs, qualityUs, hitsPerUtterance, timesPrevious }: GrowthRow) {
  const size = `${String(rules).padStart(5)} rules ${String(phrases).padStart(6)} phrases`;
  const times = timesPrevious === null ? '' : `, ${timesPrevious} times the line above`;
  return `${size}  ${usPerUtterance} µs an utterance (${cpuUsPerUtterance} by processor; hear ${hearUs}, quality ${qualityUs}; ${hitsPerUtterance} hits)${times}`;
}

async function wrapup({ json, content, seed }: Asked, rounds: number): Promise<void> {
  const { release } = await readFolder(content);
  const result = await benchWrapup(release, await readCalls(content), seed, rounds, news => console.error(news));
  if (json) {
    console.log(JSON.stringify(result));
    return;
  }
  console.log(`${result.utterances} utterances, ${result.rounds} rounds each, sizes in turn; processor time, medians`);
  for (const row of result.rows) console.log(wrapupLine(row));
}

function wrapupLine({ leaves, categories, engineUs, wrapupUs, timesFewest, timesOne }: WrapupRow) {
  const size = `${String(leaves).padStart(5)} leaves, ${categories === 1 ? 'one category of a call' : `up to ${categories} categories`}`;
  const against = categories === 1 ? '' : `; against one category ×${timesOne.wrapup} and ×${timesOne.engine}`;
  return `${size.padEnd(38)} wrap-up ${wrapupUs} µs an utterance (×${timesFewest.wrapup}), engine ${engineUs} µs (×${timesFewest.engine})${against}`;
}

async function tickets(json: boolean, count: number, rounds: number): Promise<number> {
  const result = await benchTickets(count, rounds, news => console.error(news));
  if (json) console.log(JSON.stringify(result));
  else {
    console.log(`${result.tickets} tickets, medians of ${result.rounds} rounds in turn: a page of 50 and its count`);
    for (const { asked, found, ms, plainMs, ratio } of result.rows)
      console.log(`${String(found).padStart(6)} found  ${ms} ms, plainly ${plainMs} ms (×${ratio})  ${asked}`);
    console.log(`all quick filters counted in ${result.countsMs} ms`);
  }
  return 0;
}

async function robotSteps(json: boolean, rounds: number): Promise<number> {
  const result = await benchRobotSteps(rounds, news => console.error(news));
  if ('why' in result) {
    console.error(result.why);
    return 1;
  }
  if (json) console.log(JSON.stringify(result));
  else {
    const { steps, ourMs, bareMs, ratio, ourRunMs, bareRunMs, lookMs, browser } = result;
    console.log(`${ourMs} ms a step, bare Playwright ${bareMs} ms (×${ratio}); n ${rounds} runs of ${steps} steps each, in turn`);
    console.log(`a run ${ourRunMs} ms, bare ${bareRunMs} ms; a masked picture with its digest ${lookMs} ms; ${browser}`);
  }
  return 0;
}

async function peers({ json, content, seed }: Asked, data: string | undefined): Promise<number> {
  const tell = (news: string) => console.error(news);
  const loaded = await loadPeers(tell);
  if (!loaded) return 1;
  const { release } = await readFolder(content);
  const result = await benchPeers(release, await readCalls(content), { dir: content, data, seed, peers: loaded, tell });
  console.log(json ? JSON.stringify(result) : JSON.stringify(result, null, 2));
  return 0;
}

async function robots(json: boolean, rounds: number): Promise<number> {
  const result = await benchRobots({ jobs: 30, items: 1000, rounds, tell: news => console.error(news) });
  if (json) console.log(JSON.stringify(result));
  else {
    const { limited, queue, crash } = result;
    console.log(
      `${limited.jobs} jobs of ${limited.targetMs} ms on a target limited to ${limited.limit}: ${limited.elapsedMs} ms, ${limited.timesIdeal} times ideal; at most ${limited.atOnce} at once`,
    );
    console.log(
      `${queue.items} items: ${queue.queuedPerSecond} queued a second, ${queue.runsPerSecond} runs a second, ${queue.cpuMsPerRun} ms of processor each, ${queue.rssMb.before} → ${queue.rssMb.after} MB`,
    );
    tellCrashes(crash);
  }
  return result.crash.unexpected.length === 0 ? 0 : 1;
}

async function crashes(json: boolean, rounds: number): Promise<number> {
  const crash = await benchCrashes('browser', { rounds, tell: news => console.error(news) });
  if (json) console.log(JSON.stringify({ crash }));
  else tellCrashes(crash);
  return crash.unexpected.length === 0 ? 0 : 1;
}

function tellCrashes({ points, ...crash }: CrashTable): void {
  console.log(
    `${crash.runs} runs whose runner was killed: ${crash.done} done, ${crash.forPeople} for a person, ${crash.doubled} commits doubled, ${crash.lost} lost, ${crash.broken} journals broken`,
  );
  for (const { point, runs, states, writes, commits } of points)
    console.log(
      `  ${point.padEnd(14)} ${runs} runs ${states.join('/').padEnd(8)} write ${writes.join('-')}×, commit ${commits.join('-')}×`,
    );
}
