import type { ProcessNode } from '#domain/process.ts';
import type { Before } from '#domain/rule.ts';
import type { Draft } from '#engine/quality/draft.ts';
import { wording } from '#engine/quality/wording.ts';

const nothing: readonly never[] = [];

/** What of what has to come before has not come, by the names people know; nothing: it may go on. `process`: where node references with * look. */
export function missingBefore(draft: Draft, before: Before, process: string | null, node: string | null): readonly string[] {
  const { facts } = draft.moment;
  switch (before) {
    case 'verified':
      return facts.process.verified ? nothing : [stateOf(draft, process, 'verified')];
    case 'consented':
      return facts.process.consented ? nothing : [stateOf(draft, process, 'consented')];
    case 'must-follow': {
      const nodes = nodesOf(draft, process);
      const firsts = nodes.find(({ key }) => key === node)?.mustFollow ?? nothing;
      return firsts.filter(first => !isOver(draft, process, first)).map(first => titleIn(nodes, first));
    }
    case 'obligations':
      return nodesOf(draft, process)
        .filter(({ key, obligation }) => obligation?.before === node && !isOver(draft, process, key))
        .map(({ title }) => title);
    default: {
      const [named, key] = split(before);
      const where = named === '*' ? process : named;
      const known = nodesOf(draft, where).find(each => each.key === key);
      if (!known) return node !== null ? nothing : [key]; // a step that this process does not have cannot be missing; words need a real one
      return (node !== null && !known.required) || isOver(draft, where, key) ? nothing : [known.title];
    }
  }
}

/** Whether a node reference names this node: one node, a node of any process, or any node. */
export function names(reference: string, process: string, node: string): boolean {
  if (reference === '*') return true;
  const [named, key] = split(reference);
  return (named === '*' || named === process) && key === node;
}

/** What a node is called: P01/confirmDo. */
export function nodeTitle(draft: Draft, reference: string): string {
  const [process, node] = split(reference);
  return titleIn(nodesOf(draft, process), node);
}

/** Splits P01/confirmDo. */
export function split(reference: string): readonly [string, string] {
  const slash = reference.lastIndexOf('/');
  return [reference.slice(0, slash), reference.slice(slash + 1)];
}

function nodesOf(draft: Draft, process: string | null): readonly ProcessNode[] {
  return draft.moment.content.processes.get(process ?? '')?.nodes ?? nothing;
}

function titleIn(nodes: readonly ProcessNode[], node: string): string {
  return nodes.find(({ key }) => key === node)?.title ?? node;
}

/** What establishes a state: the step of this process, if it has one. */
function stateOf(draft: Draft, process: string | null, state: 'verified' | 'consented'): string {
  const step = nodesOf(draft, process).find(({ establishes }) => establishes === state);
  return step?.title ?? wording[draft.moment.meta.lang][state];
}

function isOver(draft: Draft, process: string | null, node: string): boolean {
  const state = draft.moment.facts.process.steps[`${process}/${node}`] ?? 'pending';
  return state !== 'pending' && state !== 'skipped'; // what was half heard is not missing
}
