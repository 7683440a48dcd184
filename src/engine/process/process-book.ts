import type { Process } from '#domain/process.ts';
import type { Content } from '#engine/content.ts';
import { ByCue, type CueNumbers, type Cues } from '#engine/cues.ts';
import { cuesOfNode, type Plan, planFor } from '#engine/process/plan.ts';

/** A release's processes as this aide reads them. */
export interface ProcessBook {
  readonly plans: ReadonlyMap<string, Plan>;
  /** The words that any process listens for. */
  readonly known: ByCue<true>;
  readonly closing: Cues;
  /** The steps an agent does with these words, by their likeness: its cue's name and number. */
  readonly doneBy: ByCue<readonly Likeness[]>;
}

interface Likeness {
  readonly name: string;
  readonly cue: number;
}

const books = new WeakMap<ReadonlyMap<string, Process>, ProcessBook>();

/** The book of a release; made once. */
export function bookOf(content: Content): ProcessBook {
  const known = books.get(content.processes);
  if (known) return known;

  const plans = [...content.processes.values()].map(process => planFor(process, content));
  const names = [
    ...plans.flatMap(({ process }) => process.nodes.flatMap(node => cuesOfNode(process.key, node))),
    ...content.settings.closing,
  ];
  const made: ProcessBook = {
    plans: new Map(plans.map(plan => [plan.process.key, plan])),
    known: new ByCue(content.cues, new Map(names.map(name => [name, true]))),
    closing: content.cues.of(content.settings.closing),
    doneBy: new ByCue(content.cues, doneBy(plans, content.cues)),
  };
  books.set(content.processes, made);
  return made;
}

function doneBy(plans: readonly Plan[], cues: CueNumbers): ReadonlyMap<string, readonly Likeness[]> {
  const found = new Map<string, Likeness[]>();
  for (const { node, likeness: name } of plans.flatMap(({ steps }) => steps)) {
    const likeness: Likeness = { name, cue: cues.numberOf(name) };
    if (likeness.cue < 0) continue;
    for (const said of node.done.says) {
      const others = found.get(said);
      if (others) others.push(likeness);
      else found.set(said, [likeness]);
    }
  }
  return found;
}
