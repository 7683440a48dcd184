import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { engineOf } from '#commands/replay.ts';
import { readSplit } from '#eval/data-split.ts';
import { evalSlots, heardValues, SlottedUtterance } from '#eval/slots.ts';
import { evalIdentity, IdentityCall } from '#eval/slots-identity.ts';
import { plainValues } from '#eval/slots-plain.ts';
import { evalSgd, SgdDialogue } from '#eval/slots-sgd.ts';

/** Measures slots on the public sets below `dir`, with a plain baseline; `report` lists every miss. Answers the exit code. */
export async function evalSlotsCommand(dir: string | undefined, json: boolean, report: boolean): Promise<number> {
  const wrong = report ? (what: string) => console.error(what) : undefined;
  const result: Record<string, object> = {};

  const nlupp = await measuredRows(dir, 'nlupp_banking/utterances', SlottedUtterance, row => String(row.fold));
  if (nlupp) {
    const { rows, measuredOn } = nlupp;
    result.nlupp_banking = { ...evalSlots(rows, heardValues(), wrong), plain: evalSlots(rows, plainValues), measuredOn };
  }
  const calls = await measuredRows(dir, 'evi_voice_identity/dialogues', IdentityCall, row => row.labels.speaker);
  if (calls) result.evi_voice_identity = { ...evalIdentity(await engineFor('evi'), calls.rows, wrong), measuredOn: calls.measuredOn };
  const dialogues = await measuredRows(dir, 'sgd_banks/dialogues', SgdDialogue, row => row.id);
  if (dialogues) result.sgd_banks = { ...evalSgd(await engineFor('sgd'), dialogues.rows, wrong), measuredOn: dialogues.measuredOn };

  if (Object.keys(result).length === 0) {
    console.error('deskside eval slots needs --data DIR with nlupp_banking, evi_voice_identity or sgd_banks in it');
    return 2;
  }
  if (json) console.log(JSON.stringify(result));
  else
    for (const [set, figures] of Object.entries(result))
      for (const [name, figure] of Object.entries(figures)) console.log(`${set.padEnd(20)} ${name.padEnd(12)} ${JSON.stringify(figure)}`);
  return 0;
}

/** Nothing is trained, so without a heldout file all of dev is looked at. */
async function measuredRows<Row>(dir: string | undefined, set: string, schema: z.ZodType<Row>, group: (row: Row) => string) {
  const split = dir ? await readSplit(join(dir, set), schema, { group }) : undefined;
  if (!split) return undefined;
  return split.by === 'heldout file'
    ? { rows: split.test, measuredOn: 'heldout' }
    : { rows: [...split.train, ...split.test], measuredOn: 'dev, at whose misses we looked' };
}

function engineFor(content: 'evi' | 'sgd') {
  return engineOf(fileURLToPath(new URL(`../../eval/${content}`, import.meta.url)));
}
