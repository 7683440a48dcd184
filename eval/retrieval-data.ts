import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { jsonlRows } from '#eval/read-jsonl.ts';

const words = z
  .string()
  .nullish()
  .transform(given => given ?? '');

/** A passage as the data sets have it. */
export const Passage = z.object({
  passage_id: z.string(),
  text: words,
  similar: z
    .array(z.string())
    .nullish()
    .transform(given => given ?? []),
  title: words,
  entity: words,
  lang: z.enum(['zh', 'en']).nullish(),
});
export type Passage = z.infer<typeof Passage>;

/** A question and the passages that answer it. */
export const Query = z
  .object({ query: z.string(), passage_id: z.string().optional(), passage_ids: z.array(z.string()).optional() })
  .transform(({ query, passage_id, passage_ids }): Query => ({ query, wanted: passage_ids ?? (passage_id ? [passage_id] : []) }));
export interface Query {
  readonly query: string;
  readonly wanted: readonly string[];
}

/** A set of passages with questions to them. */
export interface RetrievalSet {
  readonly name: string;
  readonly passages: readonly Passage[];
  readonly queries: readonly Query[];
}

/** Every folder below a folder (and itself) that holds passages and questions: tau's `passages` and `tasks`, or `*faq_passages*` and `*faq_queries*`. */
export async function* retrievalSets(dir: string): AsyncGenerator<RetrievalSet> {
  for (const folder of await foldersOf(dir)) {
    const names = (await readdir(folder)).filter(name => name.endsWith('.jsonl'));
    const passages = names.filter(name => /^(.*faq_)?passages/.test(name));
    const queries = held(names.filter(name => /faq_queries|^tasks[.]/.test(name)));
    if (passages.length === 0 || queries.length === 0) continue;
    yield {
      name: folder.split('/').findLast(part => part !== '') ?? folder,
      passages: (await Promise.all(passages.map(name => jsonlRows(join(folder, name), Passage)))).flat(),
      queries: (await Promise.all(queries.map(name => jsonlRows(join(folder, name), Query))))
        .flat()
        .filter(({ wanted }) => wanted.length > 0),
    };
  }
}

/** What is held back is what is measured on; without it, everything: nothing is learned from the questions. */
function held(names: readonly string[]): readonly string[] {
  const back = names.filter(name => name.includes('.heldout.'));
  return back.length > 0 ? back : names;
}

async function foldersOf(dir: string): Promise<readonly string[]> {
  await access(dir);
  const entries = await readdir(dir, { withFileTypes: true });
  return [
    dir,
    ...entries
      .filter(entry => entry.isDirectory())
      .map(entry => join(dir, entry.name))
      .sort(),
  ];
}
