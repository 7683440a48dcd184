import type { AdviceByKey } from '#domain/board-fold.ts';
import type { Bot } from '#domain/bot.ts';
import type { Speaker } from '#domain/speaker.ts';

/** One thing that has to be so before a robot may be started in a call, and how it stands. */
export interface GateNeed {
  readonly kind: 'node' | 'verified' | 'consented';
  readonly key: string; // the node, or the kind itself
  readonly title?: string; // of the node, where the call knows it
  readonly met: boolean;
  readonly atMs?: number; // since when
  readonly position?: number; // consented: the customer's own words
}

/**
 * What a bot's gate asks for, judged on a call's advice as it stands: a retraction takes back what was met. Consent counts in the bot's
 * own processes only, in the right order, and in the customer's own words: a step ticked by hand is none.
 */
export function gateNeeds(
  bot: Pick<Bot, 'gate' | 'triggers'>,
  board: AdviceByKey,
  speakerOf: (position: number) => Speaker | undefined,
): readonly GateNeed[] {
  const steps = Object.values(board).filter(advice => advice.kind === 'step' && !advice.shadow) as readonly Step[];
  const { nodes, verified, consented } = bot.gate;
  return [
    ...(verified ? [needOf('verified', 'verified', steps.find(isVerifying))] : []),
    ...nodes.map(key => {
      const step = steps.find(one => `${one.process}/${one.node}` === key);
      return { ...needOf('node', key, step && isSaid(step) ? step : undefined), ...(step ? { title: step.title } : {}) };
    }),
    ...(consented ? [consentOf(bot, steps, speakerOf)] : []),
  ];
}

/** Whether a bot asks anything of the call it is started in. */
export function isGated({ gate: { nodes, verified, consented } }: Pick<Bot, 'gate'>): boolean {
  return nodes.length > 0 || verified || consented;
}

type Step = Extract<AdviceByKey[string], { kind: 'step' }>;

function needOf(kind: GateNeed['kind'], key: string, met: Step | undefined): GateNeed {
  return { kind, key, met: met !== undefined, ...(met?.atMs === undefined ? {} : { atMs: met.atMs }) };
}

function isSaid({ state }: Step): boolean {
  return state === 'done' || state === 'out-of-order';
}

function isVerifying(step: Step): boolean {
  return step.establishes === 'verified' && isSaid(step);
}

function consentOf(
  { gate, triggers }: Pick<Bot, 'gate' | 'triggers'>,
  steps: readonly Step[],
  speakerOf: (position: number) => Speaker | undefined,
): GateNeed {
  const own = new Set([
    ...gate.nodes.map(node => node.slice(0, node.lastIndexOf('/'))),
    ...triggers.flatMap(trigger => ('process' in trigger && trigger.process !== undefined ? [trigger.process] : [])),
  ]);
  for (const step of steps) {
    if (step.establishes !== 'consented' || step.state !== 'done' || (own.size > 0 && !own.has(step.process))) continue;
    const words = step.evidence.findLast(({ position }) => speakerOf(position) === 'customer');
    if (words) return { ...needOf('consented', 'consented', step), position: words.position };
  }
  return needOf('consented', 'consented', undefined);
}
