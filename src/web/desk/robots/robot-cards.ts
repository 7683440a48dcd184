import type { AdviceByKey } from '#domain/board-fold.ts';
import { type GateNeed, gateNeeds } from '#domain/robot-gate.ts';
import { isOffered } from '#domain/robot-occasion.ts';
import type { Utterance } from '#domain/utterance.ts';
import type { DeskBot, DeskRun } from '#protocol/robot-desk.ts';

/** A robot as one call has it: what its gate still asks for, and the last run that was started here. */
export interface RobotCard {
  readonly name: string;
  readonly bot?: DeskBot; // absent: no longer live, only its run is left
  readonly run?: DeskRun;
  readonly runs: number;
  readonly needs: readonly GateNeed[];
  readonly state: 'locked' | 'ready' | 'running' | 'asks' | 'done' | 'failed';
}

/** The robots of a call: those that offer themselves now, and those that were started. What needs the agent stands first. */
export function robotCards(
  bots: readonly DeskBot[],
  runs: readonly DeskRun[],
  board: AdviceByKey,
  turns: readonly Utterance[],
  after: string | null = null, // the run the agent wants to go on after
): readonly RobotCard[] {
  const speakerOf = (position: number) => turns.find(turn => turn.position === position)?.speaker;
  const offered = bots.filter(bot => isOffered(bot.triggers, board));
  const names = [...new Set([...offered.map(({ bot }) => bot), ...runs.map(({ bot }) => bot)])];
  return names
    .map((name): RobotCard => {
      const bot = bots.find(one => one.bot === name);
      const own = runs.filter(run => run.bot === name);
      const last = own.at(-1);
      const run = last?.id === after && last?.endedAt !== undefined ? undefined : last;
      const needs = bot ? gateNeeds(bot, board, speakerOf) : [];
      return { name, ...(bot ? { bot } : {}), ...(run ? { run } : {}), runs: own.length, needs, state: stateOf(run, needs) };
    })
    .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
}

const order: readonly RobotCard['state'][] = ['asks', 'running', 'ready', 'locked', 'failed', 'done'];

function stateOf(run: DeskRun | undefined, needs: readonly GateNeed[]): RobotCard['state'] {
  if (!run) return needs.every(({ met }) => met) ? 'ready' : 'locked';
  switch (run.state) {
    case 'queued':
    case 'running':
      return 'running';
    case 'waiting':
    case 'unknown':
      return run.task?.kind === 'answer' || run.task?.kind === 'hand-over' ? 'asks' : 'running';
    case 'done':
    case 'rehearsed':
      return 'done';
    case 'failed':
    case 'cancelled':
      return 'failed';
  }
}
