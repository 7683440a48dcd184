import { readFile } from 'node:fs/promises';
import { evalRetrieval, type RetrievalReport } from '#eval/retrieval.ts';
import { retrievalSets } from '#eval/retrieval-data.ts';
import { evalSpoken, type SpokenReport } from '#eval/retrieval-spoken.ts';

/** Measures retrieval on every set below a folder; answers the exit code. */
export async function evalRetrievalCommand(data: string | undefined, json: boolean, explain: boolean): Promise<number> {
  if (explain) {
    console.log(await readFile(new URL('../../docs/knowledge.md', import.meta.url), 'utf8'));
    return 0;
  }
  if (!data) {
    console.error('deskside eval retrieval --data DIR [--json]: where are the data?');
    return 2;
  }
  const sets: (RetrievalReport | SpokenReport)[] = [];
  for await (const set of retrievalSets(data)) {
    process.stderr.write(`${set.name}: ${set.passages.length} passages, ${set.queries.length} questions\n`);
    sets.push(evalRetrieval(set, () => performance.now()));
  }
  process.stderr.write('spoken knowledge\n');
  const spoken = await evalSpoken(data);
  if (spoken) sets.push(spoken);
  if (json) console.log(JSON.stringify({ sets }));
  else
    for (const { engine, plain, ...set } of sets)
      console.log(`${JSON.stringify(set)}\n  engine ${JSON.stringify(engine)}\n  plain  ${JSON.stringify(plain)}`);
  return sets.length > 0 ? 0 : 1;
}
