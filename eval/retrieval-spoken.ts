import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { remember } from '#engine/knowledge/context.ts';
import type { Said } from '#engine/knowledge/lookup.ts';
import { type DataSplit, readSplit } from '#eval/data-split.ts';
import { jsonlRows } from '#eval/read-jsonl.ts';
import { engineFinder, type Find, plainFinder, rounded } from '#eval/retrieval.ts';
import { Passage } from '#eval/retrieval-data.ts';

/** A spoken conversation up to a turn that may want knowledge. */
const SpokenDialogue = z.object({
  id: z.string(),
  turns: z.array(z.object({ role: z.enum(['customer', 'agent', 'bot']), text: z.string() })).min(1),
  labels: z.object({ knowledge_seeking: z.boolean(), passage_ids: z.array(z.string()).default([]) }),
});
type SpokenDialogue = z.infer<typeof SpokenDialogue>;

/** When to pop up and what. n: turns; nSeeking: of those that want knowledge, over which hits are counted. The threshold is learned from dev alone. */
export interface SpokenFigures {
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  readonly hitAt1: number | null;
  readonly hitAt5: number | null;
}

/** The spoken set measured, the engine's retrieval with context beside plain BM25 on the last turn. */
export interface SpokenReport {
  readonly name: string;
  readonly n: number;
  readonly nSeeking: number;
  readonly split: DataSplit<unknown>['by'];
  readonly engine: SpokenFigures;
  readonly plain: SpokenFigures;
}

/** Measures `dstc10_spoken_knowledge` below a folder; null when it is not there. */
export async function evalSpoken(dir: string): Promise<SpokenReport | null> {
  const folder = join(dir, setName);
  if (
    !(await access(join(folder, 'passages.jsonl')).then(
      () => true,
      () => false,
    ))
  )
    return null;
  const split = await readSplit(join(folder, 'dialogues'), SpokenDialogue, {
    group: dialogue => dialogue.id,
    stratum: dialogue => String(dialogue.labels.knowledge_seeking),
  });
  if (!split) return null;
  const passages = await jsonlRows(join(folder, 'passages.jsonl'), Passage);
  return {
    ...{
      name: setName,
      n: split.test.length,
      nSeeking: split.test.filter(({ labels }) => labels.knowledge_seeking).length,
      split: split.by,
    },
    engine: figuresOf(split, engineFinder(passages)),
    plain: figuresOf(split, plainFinder(passages)),
  };
}

const setName = 'dstc10_spoken_knowledge';

interface Judged {
  readonly seeks: boolean;
  readonly score: number;
  readonly ids: readonly string[];
  readonly wanted: readonly string[];
}

function figuresOf(split: DataSplit<SpokenDialogue>, find: Find): SpokenFigures {
  const judge = ({ turns, labels }: SpokenDialogue): Judged => {
    const context = turns.slice(0, -1).reduce<readonly Said[]>((said, { role, text }) => remember(said, role, text), []);
    const found = find(turns.at(-1)?.text ?? '', context);
    return { seeks: labels.knowledge_seeking, score: found[0]?.score ?? 0, ids: found.map(({ id }) => id), wanted: labels.passage_ids };
  };
  const above = bestThreshold(split.train.map(judge));
  const test = split.test.map(judge);
  const seeking = test.filter(({ seeks }) => seeks);
  const hitAt = (first: number) =>
    share(seeking.filter(({ ids, wanted }) => ids.slice(0, first).some(id => wanted.includes(id))).length, seeking.length);
  return { ...triggerOf(test, above), hitAt1: hitAt(1), hitAt5: hitAt(5) };
}

/** The score above which popping up gives the best F1 on what may be learned from. */
function bestThreshold(judged: readonly Judged[]): number {
  const scores = [...new Set(judged.map(({ score }) => score))].sort((a, b) => a - b);
  return scores.reduce(
    (best, score) => ((triggerOf(judged, score).f1 ?? 0) > (triggerOf(judged, best).f1 ?? 0) ? score : best),
    scores[0] ?? 0,
  );
}

function triggerOf(judged: readonly Judged[], above: number): Pick<SpokenFigures, 'precision' | 'recall' | 'f1'> {
  const up = judged.filter(({ score }) => score >= above);
  const right = up.filter(({ seeks }) => seeks).length;
  const seeking = judged.filter(({ seeks }) => seeks).length;
  return { precision: share(right, up.length), recall: share(right, seeking), f1: share(2 * right, up.length + seeking) };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : rounded(part / whole);
}
