import type { AdviceChange } from '#domain/advice.ts';

/** What truly happened to a node, as a person wrote it down. Turns count from 0. */
export interface TrueStep {
  readonly process: string;
  readonly node: string;
  readonly turn: number;
  readonly status: 'done' | 'doneOutOfOrder' | 'inProgress';
}

/** One conversation: the truth, and what the engine said at each turn. */
export interface StepRun {
  readonly id: string;
  readonly truth: readonly TrueStep[];
  /** Every process the conversation was truly about; the steps of some may not have been written down. */
  readonly topics?: readonly string[];
  readonly turns: readonly { readonly turn: number; readonly changes: readonly AdviceChange[] }[];
  /** Log position of an utterance → its turn: a step recognised late counts for the turn its evidence stands in. */
  readonly turnOf?: (position: number) => number | undefined;
}

/** A node the engine says is done, with the turn its evidence stands in. */
export interface FoundStep {
  readonly process: string;
  readonly node: string;
  readonly turn: number;
  readonly status: 'done' | 'doneOutOfOrder';
}

/** Precision and recall of steps; null where nothing was counted. n: true steps that were done. */
export interface StepShares {
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  readonly n: number;
}

/** The shares over all calls and for each process, and every step missed or wrong. */
export interface StepFigures extends StepShares {
  readonly byProcess: Readonly<Record<string, StepShares>>;
  readonly missed: readonly string[];
  readonly wrong: readonly string[];
}

/** How far a step's turn may lie from the truth: many are written at the question, some at its answer. */
export const toleranceTurns = 1;

/**
 * Compares (process, node, done or done out of order) at a turn, give or take one. A node counts once, as it stood when
 * it was first done; taken back and done again it counts as done again. "In progress" is written down for some nodes
 * only, so it is neither asked for nor held against the engine; nor are the steps of a true topic none of whose steps
 * were written down. Steps of a process the conversation was not about are wrong.
 */
export function evaluateSteps(runs: readonly StepRun[]): StepFigures {
  const missed: string[] = [];
  const wrong: string[] = [];
  const counts = new Map<string, StepCount>();
  const countOf = (process: string): StepCount => {
    const count = counts.get(process) ?? { right: 0, total: 0, wrong: 0 };
    counts.set(process, count);
    return count;
  };
  for (const run of runs) {
    const truth = run.truth.filter(({ status }) => status !== 'inProgress');
    const unwritten = (run.topics ?? []).filter(topic => !run.truth.some(({ process }) => process === topic));
    const found = foundSteps(run).filter(({ process }) => !unwritten.includes(process));
    const matched = truth.map(step => found.find(other => fits(step, other)));
    truth.forEach((step, index) => {
      const count = countOf(step.process);
      count.total++;
      if (matched[index]) count.right++;
      else missed.push(`${run.id} ${write(step)}`);
    });
    for (const other of found) {
      if (matched.includes(other)) continue;
      countOf(other.process).wrong++;
      wrong.push(`${run.id} ${write(other)}`);
    }
  }
  const all = [...counts.values()];
  const sum = (name: keyof StepCount) => all.reduce((total, count) => total + count[name], 0);
  return {
    ...shares({ right: sum('right'), total: sum('total'), wrong: sum('wrong') }),
    byProcess: Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([process, count]) => [process, shares(count)])),
    missed,
    wrong,
  };
}

interface StepCount {
  right: number;
  total: number;
  wrong: number;
}

function shares({ right, total, wrong }: StepCount): StepShares {
  const precision = share(right, right + wrong);
  const recall = share(right, total);
  const f1 = precision === null || recall === null ? null : precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision, recall, f1, n: total };
}

/** The nodes that were done, each with the state it was first done in unless it was taken back and done anew. */
export function foundSteps(run: StepRun): readonly FoundStep[] {
  const found = new Map<string, FoundStep>();
  for (const { turn, changes } of run.turns) {
    for (const change of changes) {
      if (change.op === 'withdrawn' || change.advice.kind !== 'step') continue;
      const { process, node, state, evidence } = change.advice;
      const key = `${process}/${node}`;
      if (state === 'done' || state === 'out-of-order') {
        if (found.has(key)) continue;
        const last = evidence.at(-1)?.position;
        const at = (last === undefined ? undefined : run.turnOf?.(last)) ?? turn;
        found.set(key, { process, node, turn: at, status: state === 'done' ? 'done' : 'doneOutOfOrder' });
      } else if (state === 'pending' || state === 'in-progress') {
        found.delete(key);
      }
    }
  }
  return [...found.values()];
}

function fits(truth: TrueStep, found: FoundStep): boolean {
  const isSame = truth.process === found.process && truth.node === found.node && truth.status === found.status;
  return isSame && Math.abs(truth.turn - found.turn) <= toleranceTurns;
}

function write({ process, node, turn, status }: TrueStep | FoundStep): string {
  return `${process}/${node} ${status} at ${turn}`;
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
