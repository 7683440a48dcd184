import type { Process } from '#domain/process.ts';
import type { Rule, RuleOf, Window } from '#domain/rule.ts';

type Path = readonly (string | number)[];

/** Something wrong with a piece of content: at which of its fields, why, and what to do. */
export interface Fault {
  readonly path: Path;
  readonly why: string;
}

/** A window longer than any conversation is one that never closes. */
const longestTurns = 200;
const longestSeconds = 4 * 3600;

/** What would keep a rule from ever doing its work: a window that never closes or never opens, nodes and processes that are not there. */
export function faultsOfRule(rule: Rule, processes: readonly Process[]): readonly Fault[] {
  const known = new Map(processes.map(process => [process.key, process]));
  const unknown = rule.when.processes.flatMap((key, at): Fault[] =>
    known.has(key) ? [] : [{ path: ['when', 'processes', at], why: `there is no process ${key}: name one that is in processes/` }],
  );
  return [...unknown, ...faultsOfKind(rule, processes)];
}

function faultsOfKind(rule: Rule, processes: readonly Process[]): readonly Fault[] {
  switch (rule.kind) {
    case 'require':
      return faultsOfWindow(rule, processes);
    case 'order':
      return [
        ...rule.after.flatMap((before, at) => missing(before, processes, ['after', at])),
        ...rule.steps.flatMap(({ node, after }, at) => [
          ...(node === '*' ? [] : missing(node, processes, ['steps', at, 'node'])),
          ...after.flatMap((before, inner) => missing(before, processes, ['steps', at, 'after', inner])),
        ]),
        ...(rule.said || rule.steps.length > 0 ? [] : [{ path: [], why: 'it listens to nothing: give it said, or steps' } satisfies Fault]),
      ];
    case 'prompt':
      return rule.onProcess.flatMap((key, at): Fault[] =>
        processes.some(process => process.key === key) ? [] : [{ path: ['onProcess', at], why: `there is no process ${key}` }],
      );
    case 'metric':
      return rule.above === undefined && rule.below === undefined && rule.always === undefined
        ? [{ path: ['metric'], why: 'no value breaks it: give it above, below or always' }]
        : [];
    case 'forbid':
      return rule.said.says.length > 0 ? [] : [{ path: ['said'], why: 'it listens to nothing: give said.says at least one cue' }];
    case 'fact':
    case 'not-evaluable':
      return [];
  }
}

function faultsOfWindow(rule: RuleOf<'require'>, processes: readonly Process[]): readonly Fault[] {
  const { window, trigger } = rule;
  const fault = (why: string, path: Path = ['window']): Fault[] => [{ path, why }];
  switch (window.kind) {
    case 'agent-turns':
    case 'turns':
      if (!trigger) return fault(neverOpens(window));
      return window.n <= longestTurns
        ? []
        : fault(`the window never closes in a call: n is at most ${longestTurns} turns`, ['window', 'n']);
    case 'seconds':
      if (!trigger) return fault(neverOpens(window));
      return window.n <= longestSeconds
        ? []
        : fault(`the window never closes in a call: n is at most ${longestSeconds} seconds`, ['window', 'n']);
    case 'first-agent-turn':
      return trigger
        ? fault('the window never closes: the first agent turn is over before a trigger counts; drop the trigger, or use agent-turns')
        : [];
    case 'before-said':
      if (window.said.says.length === 0)
        return fault('the window never closes: no words close it; give window.said.says at least one cue', ['window', 'said']);
      return window.nodes.length > 0 ? faultsOfNodes(rule, window.nodes, processes) : [];
    case 'before-node':
      return faultsOfNodes(rule, window.nodes, processes);
    case 'last-agent-turns':
    case 'before-close':
      return [];
  }
}

function neverOpens({ kind }: Window): string {
  return `the window never opens, so it never closes: ${kind} counts from a trigger; give the rule one, or use before-close`;
}

/** A window that closes at a node closes only where that node, or a step that establishes the state, is in a process the rule looks at. */
function faultsOfNodes(rule: RuleOf<'require'>, nodes: readonly string[], processes: readonly Process[]): readonly Fault[] {
  const looked = processes.filter(({ key }) => rule.when.processes.length === 0 || rule.when.processes.includes(key));
  if (nodes.some(reference => closesIn(reference, looked))) {
    return nodes.flatMap((reference, at) => missing(reference, processes, ['window', 'nodes', at]));
  }
  const where = rule.when.processes.length > 0 ? ` of ${rule.when.processes.join(', ')}` : '';
  const why = `the window never closes: no process${where} has ${nodes.join(' or ')}; write process/node, */node, verified or consented`;
  return [{ path: ['window', 'nodes'], why }];
}

function closesIn(reference: string, processes: readonly Process[]): boolean {
  if (reference === 'verified' || reference === 'consented')
    return processes.some(({ nodes }) => nodes.some(({ establishes }) => establishes === reference));
  return isNodeIn(processes, reference);
}

/** Whether a process has the node that is named as process/node, or any process where a star stands for it. */
export function isNodeIn(processes: readonly Process[], reference: string): boolean {
  const slash = reference.lastIndexOf('/');
  const [process, node] = [reference.slice(0, slash), reference.slice(slash + 1)];
  return processes.some(({ key, nodes }) => (process === '*' || process === key) && nodes.some(each => each.key === node));
}

const states = ['verified', 'consented', 'must-follow', 'obligations'];

function missing(reference: string, processes: readonly Process[], path: Path): readonly Fault[] {
  if (states.includes(reference) || closesIn(reference, processes)) return [];
  return [{ path, why: `there is no node ${reference}: write process/node, */node or one of ${states.join(', ')}` }];
}
