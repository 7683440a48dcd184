import type { Process, ProcessNode } from '#domain/process.ts';
import type { Fault } from '#server/content/check-rule.ts';

/** What keeps a process from being followed to its end: steps that wait for each other, and required steps nobody can do. */
export function faultsOfOrder(process: Process): readonly Fault[] {
  return [...faultsOfCircles(process), ...faultsOfEnd(process)];
}

/** Which steps a step has to wait for, and because of which field. */
function waitsFor(process: Process, node: ProcessNode): readonly { readonly key: string; readonly field: string }[] {
  const others = process.nodes.filter(each => each.key !== node.key);
  return [
    ...node.mustFollow.map(key => ({ key, field: 'mustFollow' })),
    ...others.filter(({ obligation }) => obligation?.before === node.key).map(({ key }) => ({ key, field: 'obligation' })),
    ...others.filter(({ before }) => before.includes(node.key)).map(({ key }) => ({ key, field: 'before' })),
  ];
}

/** Every circle once, told at the first of its steps that stands in the file. */
function faultsOfCircles(process: Process): readonly Fault[] {
  const faults: Fault[] = [];
  const inCircle = new Set<string>();
  for (const [place, node] of process.nodes.entries()) {
    if (inCircle.has(node.key)) continue;
    const circle = circleFrom(process, node.key);
    if (!circle) continue;
    for (const key of circle) inCircle.add(key);
    const field = node.mustFollow.length > 0 ? 'mustFollow' : node.obligation ? 'obligation' : 'before';
    const why = `these steps wait for each other, so none can ever be done in order: ${[...circle, node.key].join(' waits for ')}; take one of them out of mustFollow, before or obligation.before`;
    faults.push({ path: ['nodes', place, field], why });
  }
  return faults;
}

/** The shortest way from a step through what it waits for back to itself. */
function circleFrom(process: Process, start: string): readonly string[] | null {
  const nodes = new Map(process.nodes.map(node => [node.key, node]));
  const ways: (readonly string[])[] = [[start]];
  const seen = new Set<string>();
  for (let way = ways.shift(); way; way = ways.shift()) {
    const node = nodes.get(way.at(-1) as string);
    for (const { key } of node ? waitsFor(process, node) : []) {
      if (key === start) return way;
      if (seen.has(key)) continue;
      seen.add(key);
      ways.push([...way, key]);
    }
  }
  return null;
}

function faultsOfEnd(process: Process): readonly Fault[] {
  const needed = process.nodes.filter(node => node.required && node.done.within !== 'last-agent-turns');
  if (needed.length === 0) {
    const why =
      'the process has no reachable end: nothing but the goodbye is required, so it would be over as it begins; mark a step required';
    return [{ path: ['nodes'], why }];
  }
  return process.nodes.flatMap((node, place): Fault[] => {
    const why = node.required ? impossible(process, node) : null;
    return why === null
      ? []
      : [{ path: ['nodes', place, 'done'], why: `the process has no reachable end: ${node.key} is required, but ${why}` }];
  });
}

/** Why nobody can do a step, if so. */
function impossible(process: Process, { done, mustFollow }: ProcessNode): string | null {
  const most = Math.max(new Set(done.says).size, new Set(done.reply).size);
  if (done.atLeast > most) return `it wants ${done.atLeast} different cues and has ${most}; lower atLeast or add cues`;
  if (done.says.every(cue => done.unless.includes(cue)) && done.by === 'agent')
    return 'every cue that does it also stands in unless; take it out of one of them';
  const late = process.nodes.find(node => mustFollow.includes(node.key) && node.done.within === 'last-agent-turns');
  if (late && done.within !== 'last-agent-turns')
    return `it must follow ${late.key}, which comes with the goodbye; take it out of mustFollow`;
  const first = process.nodes.find(node => mustFollow.includes(node.key) && node.done.within !== 'first-agent-turn');
  if (first && done.within === 'first-agent-turn')
    return `it is done in the first agent turn and must follow ${first.key}, which comes later; take it out of mustFollow`;
  return null;
}
