import type { Board } from '#engine/board.ts';
import { ratio } from '#eval/ratio.ts';
import { type Rouge, rouge } from '#eval/rouge.ts';

/** The note of one call, as a person wrote it: whole, or a sentence for each part. */
export interface SummaryRun {
  readonly board: Board;
  readonly summary?: string;
  readonly parts?: Readonly<Record<Part, string>>;
}

type Part = 'reason' | 'process' | 'result';
const parts: readonly Part[] = ['reason', 'process', 'result'];

/** Means over calls of ROUGE against the true note, whole and by part; the share of clauses that stand on something said. */
export interface SummaryFigures extends Rouge {
  readonly n: number;
  readonly clausesWithEvidence: number | null;
  readonly clauses: number;
  readonly charactersPerNote: number | null;
  readonly byPart: Readonly<Record<Part, Rouge & { readonly n: number }>>;
}

/** Scores the last board's summary of every call that has a true one. A call without a summary scores nought. */
export function scoreSummaries(runs: readonly SummaryRun[]): SummaryFigures {
  const judged = runs.filter(run => wanted(run) !== '');
  const clauses = judged.map(({ board }) => clausesOf(board));
  const flat = clauses.flat();
  return {
    ...means(judged.map((run, index) => rouge(textOf(clauses[index] ?? []), wanted(run)))),
    n: judged.length,
    clausesWithEvidence: ratio(flat.filter(clause => clause.evidence.length > 0).length, flat.length),
    clauses: flat.length,
    charactersPerNote: ratio(
      flat.reduce((sum, { text }) => sum + text.length, 0),
      judged.length,
    ),
    byPart: Object.fromEntries(
      parts.map(part => {
        const scored = judged.flatMap(({ parts }, index) =>
          parts?.[part] ? [rouge(textOf((clauses[index] ?? []).filter(clause => clause.part === part)), parts[part])] : [],
        );
        return [part, { ...means(scored), n: scored.length }];
      }),
    ) as SummaryFigures['byPart'],
  };
}

type Clause = Extract<Board[string], { kind: 'summary' }>['clauses'][number];

function clausesOf(board: Board): readonly Clause[] {
  return Object.values(board).flatMap(advice => (advice.kind === 'summary' ? advice.clauses : []));
}

function textOf(clauses: readonly Clause[]): string {
  return clauses.map(({ text }) => text).join('');
}

function wanted({ parts: sentences, summary }: SummaryRun): string {
  return sentences ? parts.map(part => sentences[part]).join('') : (summary ?? '');
}

function means(scores: readonly Rouge[]): Rouge {
  const mean = (name: keyof Rouge) =>
    scores.length === 0 ? 0 : Math.round((scores.reduce((sum, each) => sum + each[name], 0) * 1000) / scores.length) / 1000;
  return { rouge1: mean('rouge1'), rouge2: mean('rouge2'), rougeL: mean('rougeL') };
}
