import type { TrueStep } from '#eval/steps.ts';
import type { Line } from '#test/kit/play-lines.ts';

/** One call written by hand for the steps alone: its lines, and the nodes done with each of them. */
export interface StepCall {
  readonly process: string;
  readonly lines: readonly Line[];
  readonly truth: readonly TrueStep[];
}

/** Reads calls in the form of eval/calls/one-per-process.txt. */
export function readStepCalls(text: string): readonly StepCall[] {
  const parts = text.split(/^call /m).slice(1);
  return parts.map(part => {
    const [process = '', ...lines] = part.split('\n').map(line => line.trim());
    const spoken = lines.filter(line => /^[ac] /.test(line)).map(line => line.split('|'));
    return {
      process,
      lines: spoken.map(([said = '']) => [said.startsWith('a') ? 'a' : 'c', said.slice(2).trim()]),
      truth: spoken.flatMap(([, nodes = ''], turn) =>
        nodes
          .split(' ')
          .filter(Boolean)
          .map(node => stepAt(process, node, turn)),
      ),
    };
  });
}

function stepAt(process: string, node: string, turn: number): TrueStep {
  return node.startsWith('!') ? { process, node: node.slice(1), turn, status: 'doneOutOfOrder' } : { process, node, turn, status: 'done' };
}
