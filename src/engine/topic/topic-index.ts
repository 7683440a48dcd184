import type { Process } from '#domain/process.ts';
import type { Content } from '#engine/content.ts';
import { ByCue, type CueNumbers, type Cues } from '#engine/cues.ts';
import { isOwn, matterCue, openingCue } from '#engine/hear/classify/learned-cues.ts';

/** What hearing one cue says about a process. */
export interface TopicCue {
  readonly process: string;
  readonly as: 'trigger' | 'opening' | 'mention' | 'question' | 'step' | 'not-when';
}

/** What the topic asks of a process while it is the active one. */
export interface ActiveProcess {
  /** Facts (process/node) of the steps that must be over before it is finished. */
  readonly needed: readonly string[];
  /** Facts of the steps that nothing but this business brings: required, of no particular moment, and not who the customer is. */
  readonly own: readonly string[];
  /** The customer's words that lead to another process. */
  readonly handsOver: readonly { readonly when: Cues; readonly process: string }[];
  /** The customer's words that belong to it: questions its steps answer, and what opens a step or a branch of its own. */
  readonly asks: Cues;
  /** Its steps that wait for an answer once they were asked, with the answers that fit. */
  readonly awaits: readonly { readonly fact: string; readonly replies: Cues }[];
}

/** A release's processes by what is heard; cost follows what was heard, not how many processes there are. */
export interface TopicIndex {
  readonly byCue: ByCue<readonly TopicCue[]>;
  readonly active: ReadonlyMap<string, ActiveProcess>;
  /** The process that an agent talks about. */
  readonly matters: ByCue<string>;
}

const indexes = new WeakMap<ReadonlyMap<string, Process>, TopicIndex>();

/** The index of a release, made once. */
export function topicIndex(content: Content): TopicIndex {
  const { processes, cues } = content;
  const known = indexes.get(processes);
  if (known) return known;

  const all = [...processes.values()];
  const made = {
    byCue: new ByCue(cues, indexByCue(all)),
    active: new Map(all.map(process => [process.key, activeOf(process, cues)])),
    matters: new ByCue(cues, new Map(all.map(({ key }) => [matterCue(key), key]))),
  };
  indexes.set(processes, made);
  return made;
}

function indexByCue(processes: readonly Process[]): Map<string, readonly TopicCue[]> {
  const index = new Map<string, TopicCue[]>();
  const add = (cues: readonly string[], process: string, as: TopicCue['as']) => {
    for (const cue of cues) {
      const found = index.get(cue);
      if (found) found.push({ process, as });
      else index.set(cue, [{ process, as }]);
    }
  };
  for (const process of processes) {
    add(process.triggers, process.key, 'trigger');
    add([openingCue(process.key)], process.key, 'opening');
    add(process.mentions, process.key, 'mention');
    add(process.notWhen, process.key, 'not-when');
    add([...new Set(process.nodes.flatMap(({ done }) => done.says))], process.key, 'step');
    add([...new Set(process.nodes.flatMap(({ answers }) => answers))], process.key, 'question');
  }
  for (const [cue, found] of index) if (found.filter(({ as }) => as === 'step').length > 1) index.set(cue, withoutSteps(found));
  return index;
}

/** What is said at the steps of several processes (the greeting, the goodbye) tells nothing apart. */
function withoutSteps(cues: readonly TopicCue[]): TopicCue[] {
  return cues.filter(({ as }) => as !== 'step');
}

function activeOf({ key: process, nodes }: Process, cues: CueNumbers): ActiveProcess {
  const branches = nodes.flatMap(({ branch }) => branch);
  const away = branches.filter(({ goto }) => goto.startsWith('P:'));
  const within = branches.filter(({ when, goto }) => !goto.startsWith('P:') && !away.some(other => other.when === when));
  return {
    needed: nodes.filter(({ required, done }) => required && done.within === 'any').map(({ key }) => `${process}/${key}`),
    own: nodes.filter(node => node.required && isOwn(node)).map(({ key }) => `${process}/${key}`),
    handsOver: away.map(({ when, goto }) => ({ when: cues.of([when]), process: goto.slice(2) })),
    asks: cues.of([...nodes.flatMap(({ answers, opensOn }) => [...answers, ...opensOn]), ...within.map(({ when }) => when)]),
    awaits: nodes
      .filter(({ done }) => done.by === 'agent+customer')
      .map(({ key, done }) => ({ fact: `${process}/${key}`, replies: cues.of(done.reply) })),
  };
}
