import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { engineOf } from '#commands/replay.ts';
import { exists } from '#eval/data-split.ts';
import { evalProcess } from '#eval/process.ts';
import { jsonlRows } from '#eval/read-jsonl.ts';
import { StarDialogue, StarTask } from '#eval/star-dialogue.ts';

/** Measures process navigation on STAR's bank dialogues below `dir`; answers the exit code. */
export async function evalProcessCommand(dir: string | undefined, json: boolean): Promise<number> {
  const folder = join(dir ?? '', 'star');
  if (!dir || !(await exists(join(folder, 'processes.jsonl')))) {
    console.error('deskside eval process needs --data DIR with star/processes.jsonl and star/bank_dialogues.dev.jsonl (or .heldout.jsonl)');
    return 2;
  }
  const heldout = join(folder, 'bank_dialogues.heldout.jsonl');
  const isHeldBack = await exists(heldout);
  const tasks = await jsonlRows(join(folder, 'processes.jsonl'), StarTask);
  const dialogues = await jsonlRows(isHeldBack ? heldout : join(folder, 'bank_dialogues.dev.jsonl'), StarDialogue);
  const engine = await engineOf(fileURLToPath(new URL('../../eval/star', import.meta.url)));
  const figures = evalProcess(engine, tasks, dialogues, done => {
    if (done % 100 === 0 || done === dialogues.length) process.stderr.write(`${done}/${dialogues.length} dialogues\n`);
  });
  const measuredOn = isHeldBack ? 'heldout' : 'dev, from which the content was written';
  if (json) console.log(JSON.stringify({ star_bank: { ...figures, measuredOn } }));
  else for (const [name, figure] of Object.entries({ ...figures, measuredOn })) console.log(`${name.padEnd(22)} ${figure}`);
  return 0;
}
