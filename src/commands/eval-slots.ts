import { join } from 'node:path';
import { readSplit } from '#eval/data-split.ts';
import { evalSlots, SlottedUtterance } from '#eval/slots.ts';

/** Measures the values heard in NLU++ banking below `dir`; `report` lists every miss. Answers the exit code. */
export async function evalSlotsCommand(dir: string | undefined, json: boolean, report: boolean): Promise<number> {
  const split = dir
    ? await readSplit(join(dir, 'nlupp_banking', 'utterances'), SlottedUtterance, { group: row => String(row.fold) })
    : undefined;
  if (!split) {
    console.error('deskside eval slots needs --data DIR with nlupp_banking/utterances.dev.jsonl');
    return 2;
  }
  const isHeldBack = split.by === 'heldout file';
  const rows = isHeldBack ? split.test : [...split.train, ...split.test]; // nothing is trained: all of dev is looked at
  const result = evalSlots(rows, report ? wrong => console.error(wrong) : undefined);
  const measuredOn = isHeldBack ? 'heldout' : 'dev, at whose misses we looked';
  if (json) console.log(JSON.stringify({ nlupp_banking: { ...result, measuredOn } }));
  else
    for (const [kind, figures] of Object.entries({ ...result, measuredOn })) console.log(`${kind.padEnd(12)} ${JSON.stringify(figures)}`);
  return 0;
}
