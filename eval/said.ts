import type { Engine } from '#engine/engine.ts';
import { type Line, playLines } from '#test/kit/play-lines.ts';

/** One sentence of eval/calls/said.txt: what was said before it, and the steps it belongs to (an opening: the process). */
export interface SaidCase {
  readonly process: string;
  readonly text: string;
  readonly before: string | null;
  readonly nodes: readonly string[] | 'opening';
}

/** What was heard in a sentence, against what it says. */
export interface SaidResult extends SaidCase {
  readonly missed: readonly string[];
  readonly wrong: readonly string[];
}

/** Reads sentences in the form of eval/calls/said.txt. */
export function readSaid(text: string): readonly SaidCase[] {
  const [, ...parts] = text.split(/^process /m);
  return parts.flatMap(part => {
    const [process = '', ...lines] = part.split('\n').map(line => line.trim());
    return lines.filter(Boolean).map((line): SaidCase => {
      if (line.startsWith('o ')) return { process, text: line.slice(2), before: null, nodes: 'opening' };
      const [, before = null, nodes = '', said = ''] = /^(?:c (.+?) \/ )?([A-Za-z+-]+): (.+)$/.exec(line) ?? [];
      if (said === '') throw new Error(`not a sentence with its steps: ${line}`);
      return { process, text: said, before, nodes: nodes === '-' ? [] : nodes.split('+') };
    });
  });
}

/** Hears every sentence by itself: an opening as the customer's first words, the others from the agent while the process is active. */
export function hearSaid(engine: Engine, cases: readonly SaidCase[]): readonly SaidResult[] {
  return cases.map(one => {
    const heard = one.nodes === 'opening' ? openedBy(engine, one.text) : stepsOf(engine, one);
    const wanted = one.nodes === 'opening' ? [one.process] : one.nodes;
    return { ...one, missed: wanted.filter(node => !heard.includes(node)), wrong: heard.filter(node => !wanted.includes(node)) };
  });
}

function openedBy(engine: Engine, text: string): readonly string[] {
  const { process } = playLines(engine, [
    ['a', '您好,江海银行,请讲。'],
    ['c', text],
  ]).facts.topic;
  return process === null ? [] : [process];
}

function stepsOf(engine: Engine, { process, before, text }: SaidCase): readonly string[] {
  const start: Line[] = [['a', '您好,江海银行,请讲。'], { kind: 'acted', act: { kind: 'switched', process } }];
  const lines: Line[] = [...start, ...(before === null ? [] : [['c', before] as const]), ['a', text]];
  const steps: string[] = [];
  for (const change of playLines(engine, lines).changes.at(-1) ?? []) {
    if (change.op === 'withdrawn' || change.advice.kind !== 'step' || change.advice.process !== process) continue;
    const { node, state } = change.advice;
    if (state === 'in-progress' || state === 'done' || state === 'out-of-order') steps.push(node);
  }
  return [...new Set(steps)].filter(node => node !== 'close');
}
