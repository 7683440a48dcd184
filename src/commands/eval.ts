import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { demoContent } from '#commands/demo-content.ts';
import { evalHomophonesCommand } from '#commands/eval-homophones.ts';
import { evalProcessCommand } from '#commands/eval-process.ts';
import { evalRetrievalCommand } from '#commands/eval-retrieval.ts';
import { evalSentencesCommand } from '#commands/eval-sentences.ts';
import { evalSlotsCommand } from '#commands/eval-slots.ts';
import { evalTopicsCommand } from '#commands/eval-topics.ts';
import { dialoguesIn, engineOf } from '#commands/replay.ts';
import type { Engine } from '#engine/engine.ts';
import { type BankReport, evalBank } from '#eval/bank.ts';
import { bankTable } from '#eval/bank-table.ts';
import { readJudgedCalls } from '#eval/judged-calls.ts';
import { maskingReport } from '#eval/masking.ts';

export const evalHelp = `deskside eval bank [--dialogues FILE …] [--json] [--explain]   accuracy on judged dialogues (default: the demo's own calls); several files are pooled: --dialogues A --dialogues B
deskside eval asked [--dialogues FILE] [--json]   articles raised by single questions of customers (default: eval/calls/asked.txt)
deskside eval said [--dialogues FILE] [--json]    processes and steps heard in single sentences (default: eval/calls/said.txt)
deskside eval process --data DIR [--json]      process navigation on STAR's bank dialogues
deskside eval homophones [--data DIR] [--json] misheard words heard by sound, on the demo's calls and on other talk
deskside eval slots --data DIR [--json] [--report]   slots of NLU++ banking, SGD banks and EVI, beside a plain baseline
deskside eval topics --data DIR [--only NAMES] [--folds N] [--json] [--report]   the classifier on public intent sets
deskside eval retrieval --data DIR [--json] [--explain]   articles found for questions, beside plain BM25
deskside eval masking [--json]                 the door on generated secrets and harmless numbers`;

/** Measures accuracy; answers the exit code. */
export async function evalCommand(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      explain: { type: 'boolean' },
      dialogues: { type: 'string', multiple: true, default: [] },
      content: { type: 'string' },
      data: { type: 'string' },
      report: { type: 'boolean' },
      only: { type: 'string' },
      folds: { type: 'string', default: '0' },
    },
  });
  if (positionals[0] === 'retrieval') return evalRetrievalCommand(values.data, values.json ?? false, values.explain ?? false);
  if (values.explain) {
    console.log(await readFile(new URL('../../eval/README.md', import.meta.url), 'utf8'));
    return 0;
  }
  switch (positionals[0]) {
    case 'bank': {
      const engine = await engineOf(values.content ?? demoContent);
      const files = await Promise.all(values.dialogues.map(file => judgedIn(file, engine)));
      const dialogues = files.length > 0 ? files.flat() : await ownDialogues();
      const report = evalBank(engine, dialogues, done => !values.json && process.stderr.write(`\r${done}/${dialogues.length} dialogues`));
      if (!values.json) process.stderr.write('\n');
      print(report, values.json ?? false);
      return 0;
    }
    case 'asked':
    case 'said':
      if (values.dialogues.length > 1) {
        console.error(`eval ${positionals[0]} takes one file: name --dialogues once`);
        return 2;
      }
      return evalSentencesCommand(positionals[0], await engineOf(values.content ?? demoContent), values.dialogues[0], values.json ?? false);
    case 'process':
      return evalProcessCommand(values.data, values.json ?? false);
    case 'homophones':
      return evalHomophonesCommand(values.data, values.json ?? false);
    case 'slots':
      return evalSlotsCommand(values.data, values.json ?? false, values.report ?? false);
    case 'topics':
      return evalTopicsCommand({
        dir: values.data,
        only: values.only,
        folds: Number(values.folds),
        asJson: values.json ?? false,
        withReport: values.report ?? false,
      });
    case 'masking': {
      const report = maskingReport();
      console.log(values.json ? JSON.stringify(report) : JSON.stringify(report, null, 2));
      return 0;
    }
    default:
      console.error(evalHelp);
      return 2;
  }
}

/** Judged conversations of a file: as JSON, or written by hand (.txt, form in eval/judged-calls.ts). */
async function judgedIn(file: string, engine: Engine): Promise<readonly unknown[]> {
  const text = await readFile(file, 'utf8');
  if (!file.endsWith('.txt')) return dialoguesIn(text);
  const severities = new Map(engine.content('zh').rules.map(rule => [rule.key, rule.severity] as const));
  return readJudgedCalls(text, rule => severities.get(rule) ?? 'general');
}

async function ownDialogues(): Promise<readonly unknown[]> {
  const folders = [join(demoContent, 'calls'), join(demoContent, 'en', 'calls')];
  const files = await Promise.all(
    folders.map(async dir =>
      (await readdir(dir))
        .filter(name => name.endsWith('.json'))
        .toSorted()
        .map(name => join(dir, name)),
    ),
  );
  return Promise.all(files.flat().map(async file => JSON.parse(await readFile(file, 'utf8')) as unknown));
}

function print(report: BankReport, json: boolean): void {
  if (json) {
    console.log(JSON.stringify(report));
    return;
  }
  console.log('The demo dialogues are our own: a sanity check, no proof. Definitions: deskside eval bank --explain');
  console.log(bankTable(report));
}
