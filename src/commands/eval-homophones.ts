import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { demoContent } from '#commands/demo-content.ts';
import { dialoguesIn } from '#commands/replay.ts';
import { Speaker } from '#domain/speaker.ts';
import { exists } from '#eval/data-split.ts';
import { evalHomophones, type Misheard } from '#eval/homophones.ts';
import { readFolder } from '#server/content/read-folder.ts';
import { readCalls } from '#server/demo/call.ts';

const Talk = z.object({ turns: z.array(z.object({ role: Speaker, text: z.string() })) });
const share = 0.1;

/** Measures hearing by sound: on the demo's own calls, and on Chinese talk about other things below `dir`. Answers the exit code. */
export async function evalHomophonesCommand(dir: string | undefined, json: boolean): Promise<number> {
  const { release } = await readFolder(demoContent);
  const calls = (await readCalls(demoContent)).filter(call => call.lang === 'zh');
  const own = calls.flatMap(({ script }) =>
    script.lines.flatMap(({ event }) => (event.kind === 'heard' ? [{ speaker: event.speaker, text: event.text }] : [])),
  );
  const report: Record<string, ReturnType<typeof evalHomophones>> = { demo_calls: evalHomophones(release, own, share) };
  const foreign = dir === undefined ? null : join(dir, 'crosswoz_zh', 'dialogues.dev.jsonl');
  if (foreign && (await exists(foreign))) report.crosswoz_zh = evalHomophones(release, await talkIn(foreign), share);
  if (json) console.log(JSON.stringify(report));
  else for (const [set, figures] of Object.entries(report)) console.log(`${set.padEnd(14)} ${JSON.stringify(figures)}`);
  return 0;
}

async function talkIn(file: string): Promise<readonly Misheard[]> {
  const dialogues = dialoguesIn(await readFile(file, 'utf8')).map(dialogue => Talk.parse(dialogue));
  return dialogues.flatMap(({ turns }) => turns.map(({ role, text }) => ({ speaker: role, text: text.slice(0, 4000) })));
}
