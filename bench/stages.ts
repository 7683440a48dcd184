import { Session } from 'node:inspector/promises';

/** Where the time of a piece of work went, by what the processor was found doing ten thousand times a second. */
export interface Profile {
  /** Stage → share of the time; they add up to 1. */
  readonly shares: Readonly<Record<string, number>>;
  /** Functions by the time spent in themselves, most first. */
  readonly top: readonly { readonly share: number; readonly where: string }[];
}

/** As much of a CPU profile as is read here. */
interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
    readonly children?: readonly number[];
  }[];
  readonly samples?: readonly number[];
  readonly timeDeltas?: readonly number[];
}

/** Runs the work under V8's sampling profiler. The engine knows nothing of it: no clock inside, nothing wrapped. */
export async function profile(work: () => void): Promise<Profile> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: 100 });
    await session.post('Profiler.start');
    work();
    const { profile: taken } = await session.post('Profiler.stop');
    return summed(taken);
  } finally {
    session.disconnect();
  }
}

function summed({ nodes, samples = [], timeDeltas = [] }: CpuProfile): Profile {
  const self = new Map<number, number>();
  for (const [index, id] of samples.entries()) self.set(id, (self.get(id) ?? 0) + Math.max(0, timeDeltas[index] ?? 0));
  const byId = new Map(nodes.map(node => [node.id, node]));
  const byStage = new Map<string, number>(stages.map(stage => [stage, 0]));
  const byFunction = new Map<string, number>();
  let total = 0;

  const visit = (id: number, inherited: string | null): void => {
    const node = byId.get(id);
    if (!node) return;
    const stage = inherited ?? stageOf(node.callFrame);
    const spent = self.get(id) ?? 0;
    if (!idle.has(node.callFrame.functionName) && node.callFrame.url !== 'node:inspector') {
      total += spent;
      add(byStage, stage ?? 'rest', spent);
      add(byFunction, placeOf(node.callFrame), spent);
    }
    for (const child of node.children ?? []) visit(child, stage);
  };
  const children = new Set(nodes.flatMap(node => node.children ?? []));
  for (const { id } of nodes) if (!children.has(id)) visit(id, null);

  const share = (spent: number): number => (total === 0 ? 0 : spent / total);
  return {
    shares: Object.fromEntries([...byStage].map(([stage, spent]) => [stage, share(spent)])),
    top: [...byFunction].sort(([, a], [, b]) => b - a).map(([where, spent]) => ({ share: share(spent), where })),
  };
}

/** In the order an utterance passes them. What an aide calls counts as the aide's; what no stage calls is `rest`. */
const stages = ['door', 'hear', 'topic', 'process', 'quality', 'knowledge', 'wrapup', 'handoff', 'offer', 'attention', 'gc', 'rest'];
const idle = new Set(['(idle)', '(program)']);

function stageOf({ functionName, url }: CpuProfile['nodes'][number]['callFrame']): string | null {
  if (functionName === '(garbage collector)') return 'gc';
  const folder = /\/src\/engine\/([^/]+)\//.exec(url)?.[1];
  return folder !== undefined && stages.includes(folder) ? folder : null;
}

function placeOf({ functionName, url, lineNumber }: CpuProfile['nodes'][number]['callFrame']): string {
  const file = url.split('/src/').pop()?.split('/node_modules/').pop() ?? '';
  return `${functionName || '(anonymous)'} ${file}${url ? `:${lineNumber + 1}` : ''}`;
}

function add(sums: Map<string, number>, name: string, spent: number): void {
  sums.set(name, (sums.get(name) ?? 0) + spent);
}
