import type { Advice, ScriptPart } from '#domain/advice.ts';
import type { ContentRef } from '#domain/evidence.ts';
import type { Process, ProcessNode } from '#domain/process.ts';
import type { Content } from '#engine/content.ts';
import type { CueNumbers, Cues } from '#engine/cues.ts';
import { stepCue } from '#engine/hear/classify/learned-cues.ts';
import { type Obligations, obligationsIn } from '#engine/process/obligations.ts';

/** One node with all that a conversation does not change about it, worked out once. Other nodes are named by their place. */
export interface Step {
  readonly place: number; // in the process, from 0
  readonly node: ProcessNode;
  /** What the node listens for. */
  readonly cues: Readonly<Record<StepCue, Cues>>;
  readonly fact: string; // P01/verify
  /** What it is heard by when it only resembles examples. */
  readonly likeness: string;
  readonly isLearned: boolean;
  /** Belongs to no particular moment: not the greeting, not the goodbye. */
  readonly isAnyTime: boolean;
  readonly chips: readonly Phrase[];
  readonly script: readonly ScriptPart[];
  readonly mergeWith: number | null;
  readonly mustFollow: readonly number[];
  readonly before: readonly number[];
  /** Done, any of them shows that this node was passed over. */
  readonly after: readonly number[];
  readonly branches: readonly { readonly when: Cues; readonly to: number }[];
  /** Where the forks that lead here lead else. */
  readonly others: readonly number[];
  /** What its advice always says. */
  readonly shown: Omit<Extract<Advice, { kind: 'step' }>, 'evidence' | 'state' | 'current'>;
}

/** A phrase that a node's script must contain when spoken, and what shows that it was said. */
export interface Phrase {
  readonly label: string;
  readonly said: Cues;
}

type StepCue =
  | 'says'
  | 'reply'
  | 'volunteered'
  | 'refuse'
  | 'confirm'
  | 'acknowledge'
  | 'unless'
  | 'opensOn'
  | 'closedBy'
  | 'answers'
  | 'retractedBy'
  | 'spoiledBy';

/** A process, or those of its nodes that some words may count for, ready to be judged. */
export interface Plan {
  readonly process: Process;
  readonly from: ContentRef;
  readonly steps: readonly Step[];
  readonly untouched: readonly boolean[]; // of each node of the whole process: false
  /** Cue → places of the nodes that have anything to do with it. */
  readonly byCue: ReadonlyMap<number, readonly number[]>;
  readonly goodbye: Step | undefined;
  readonly verifying: readonly number[];
  readonly consenting: readonly number[];
  readonly obligations: readonly Obligations[];
}

/** Plans a process; `mayCount` leaves nodes out that the words at hand cannot be about. */
export function planFor(process: Process, content: Content, mayCount: (node: ProcessNode) => boolean = () => true): Plan {
  const from: ContentRef = { kind: 'process', key: process.key, version: content.versions[`process/${process.key}`] ?? 1 };
  const places = new Map(process.nodes.map(({ key }, place) => [key, place]));
  const counting = process.nodes.filter(mayCount);
  const steps = counting.map(node => stepOf(node, places, counting, process, from, content));
  const establishing = (what: ProcessNode['establishes']) =>
    steps.filter(({ node }) => node.establishes === what).map(({ place }) => place);
  return {
    process,
    from,
    steps,
    untouched: process.nodes.map(() => false),
    byCue: indexByCue(process.key, steps, content.cues),
    goodbye: steps.find(({ node }) => node.done.within === 'last-agent-turns'),
    verifying: establishing('verified'),
    consenting: establishing('consented'),
    obligations: obligationsIn(process, places, content),
  };
}

function stepOf(
  node: ProcessNode,
  places: ReadonlyMap<string, number>,
  counting: readonly ProcessNode[],
  process: Process,
  from: ContentRef,
  content: Content,
): Step {
  const at = (keys: readonly string[]) => keys.flatMap(key => places.get(key) ?? []);
  const after = counting.filter(({ key, mustFollow }) => mustFollow.includes(node.key) || node.before.includes(key));
  const forks = counting.filter(({ branch }) => branch.some(({ goto }) => goto === node.key));
  const others = forks.flatMap(({ branch }) => branch.map(({ goto }) => goto)).filter(goto => goto !== node.key);
  const place = places.get(node.key) ?? 0;
  return {
    place,
    node,
    cues: heardBy(process.key, node, content.cues),
    fact: `${process.key}/${node.key}`,
    likeness: stepCue(process.key, node.key),
    isLearned: content.steps.has(stepCue(process.key, node.key)),
    isAnyTime: node.done.within === 'any',
    chips: chipsOf(node, content.cues),
    script: partsOf(node.script, content),
    mergeWith: at(node.mergeWith === undefined ? [] : [node.mergeWith])[0] ?? null,
    mustFollow: at(node.mustFollow),
    before: at(node.before),
    after: at(after.map(({ key }) => key)),
    branches: node.branch.flatMap(({ when, goto }) => at([goto]).map(to => ({ when: content.cues.of([when]), to }))),
    others: at(others),
    shown: {
      kind: 'step',
      key: `step:${process.key}/${node.key}`,
      from,
      loudness: 'quiet',
      process: process.key,
      node: node.key,
      seq: place + 1,
      title: node.title,
      ...(node.establishes ? { establishes: node.establishes } : {}),
      required: node.required,
      ...(node.verbatim ? { verbatim: true } : {}),
    },
  };
}

/** A node's own phrases, or those of its obligation. */
function chipsOf(node: ProcessNode, numbers: CueNumbers): readonly Phrase[] {
  const chips = node.mustSay.length > 0 ? node.mustSay : (node.obligation?.chips ?? []);
  return chips.map(({ label, said: cues }) => ({ label, said: numbers.of(cues.length > 0 ? cues : [label]) }));
}

/** A script with its blanks: the value comes later, from the slots. */
export function partsOf(script: string, content: Content): ScriptPart[] {
  return script
    .split(/(\{\{[A-Za-z][A-Za-z0-9]*\}\})/)
    .filter(text => text !== '')
    .map(text => {
      const slot = /^\{\{(.*)\}\}$/.exec(text)?.[1];
      return slot === undefined ? { kind: 'words', text } : { kind: 'blank', slot, label: content.slots.get(slot)?.label ?? slot };
    });
}

function heardBy(process: string, node: ProcessNode, numbers: CueNumbers): Step['cues'] {
  const { says, reply, volunteered, refuse, confirm, acknowledge, unless } = node.done;
  return {
    says: numbers.of([...says, stepCue(process, node.key)]),
    reply: numbers.of(reply),
    volunteered: numbers.of(volunteered),
    refuse: numbers.of(refuse),
    confirm: numbers.of(confirm),
    acknowledge: numbers.of(acknowledge),
    unless: numbers.of(unless),
    opensOn: numbers.of(node.opensOn),
    closedBy: numbers.of(node.closedBy),
    answers: numbers.of(node.answers),
    retractedBy: numbers.of(node.retractedBy),
    spoiledBy: numbers.of(node.spoiledBy),
  };
}

function indexByCue(process: string, steps: readonly Step[], numbers: CueNumbers): ReadonlyMap<number, readonly number[]> {
  const pairs = steps.flatMap(({ node, place }) => [...new Set(numbers.of(cuesOfNode(process, node)))].map(cue => ({ cue, place })));
  return new Map([...Map.groupBy(pairs, ({ cue }) => cue)].map(([cue, its]) => [cue, its.map(({ place }) => place)]));
}

/** Everything a node listens for. */
export function cuesOfNode(process: string, node: ProcessNode): readonly string[] {
  const { says, reply, volunteered, refuse, confirm, acknowledge, unless } = node.done;
  return [
    ...[
      says,
      reply,
      volunteered,
      refuse,
      confirm,
      acknowledge,
      unless,
      node.opensOn,
      node.closedBy,
      node.answers,
      node.retractedBy,
      node.spoiledBy,
    ].flat(),
    stepCue(process, node.key),
    ...node.branch.map(({ when }) => when),
    ...[...node.mustSay, ...(node.obligation?.chips ?? [])].flatMap(({ label, said: cues }) => (cues.length > 0 ? cues : [label])),
  ];
}
