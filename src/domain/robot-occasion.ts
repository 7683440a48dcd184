import type { AdviceChange } from '#domain/advice.ts';
import type { AdviceByKey } from '#domain/board-fold.ts';
import type { BotTrigger } from '#domain/bot.ts';
import type { LogEvent } from '#domain/event.ts';

/** A trigger by what happens in a conversation. */
export type EventTrigger = Exclude<BotTrigger, { on: 'schedule' | 'queue' | 'api' }>;

/** Something a trigger may wait for; `about` names it within its conversation, so that the same thing twice is one occasion. */
export interface Occasion {
  readonly on: EventTrigger['on'];
  readonly about: string;
  readonly process?: string;
  readonly slot?: string;
}

/** What one row of the log brings about. What only counts (shadow) brings nothing about. */
export function occasionsIn(event: LogEvent, changes: readonly AdviceChange[]): readonly Occasion[] {
  const found = changes.flatMap(change => (change.op === 'withdrawn' ? [] : ofAdvice(change.advice)));
  const wrapped = event.what.kind === 'acted' && event.what.act.kind === 'wrapped';
  return wrapped ? [...found, { on: 'wrap-up-confirmed', about: '' }] : found;
}

/** Everything that has come about on a board as it stands: what a card may be offered for. */
export function occasionsOn(board: AdviceByKey): readonly Occasion[] {
  return Object.values(board).flatMap(ofAdvice);
}

/** The processes a conversation is in or has been through; one it left aside is none of them. */
export function processesOn(board: AdviceByKey): readonly string[] {
  return Object.values(board).flatMap(advice =>
    advice.kind === 'topic' && advice.state !== 'suspended' && !advice.shadow ? [advice.process] : [],
  );
}

/**
 * Whether a trigger waits for this, in a conversation that is in these processes. A node is named with its process (P01/tellValidity),
 * or by itself when the trigger says which.
 */
export function meets(trigger: EventTrigger, occasion: Occasion, processes: () => readonly string[]): boolean {
  if (trigger.on !== occasion.on) return false;
  if (trigger.process !== undefined && !(occasion.process ? [occasion.process] : processes()).includes(trigger.process)) return false;
  if (trigger.on === 'node-reached') return trigger.node === occasion.about || `${trigger.process}/${trigger.node}` === occasion.about;
  return trigger.slot === undefined || trigger.slot === occasion.slot;
}

/** Whether a bot with these triggers offers itself to the agent of a conversation whose board stands like this. */
export function isOffered(triggers: readonly BotTrigger[], board: AdviceByKey): boolean {
  const occasions = occasionsOn(board);
  return offersOf(triggers).some(trigger => occasions.some(occasion => meets(trigger, occasion, () => processesOn(board))));
}

/** The triggers that offer a card; the others start a run by themselves. */
export function offersOf(triggers: readonly BotTrigger[]): readonly EventTrigger[] {
  return triggers.filter(trigger => isEventTrigger(trigger) && trigger.mode === 'offer') as readonly EventTrigger[];
}

/** Whether a trigger waits for something in a conversation. */
export function isEventTrigger(trigger: BotTrigger): trigger is EventTrigger {
  return trigger.on !== 'schedule' && trigger.on !== 'queue' && trigger.on !== 'api';
}

function ofAdvice(advice: AdviceByKey[string]): readonly Occasion[] {
  if (advice.shadow) return [];
  switch (advice.kind) {
    case 'topic':
      return advice.state === 'active' ? [{ on: 'process-started', about: advice.process, process: advice.process }] : [];
    case 'step': {
      const { process, node, current, state } = advice;
      const reached = current || state === 'in-progress' || state === 'done';
      return reached ? [{ on: 'node-reached', about: `${process}/${node}`, process }] : [];
    }
    case 'slot': {
      const filled = advice.value !== undefined && (advice.status === 'filled' || advice.status === 'edited');
      return filled ? [{ on: 'slot-filled', about: advice.slot, slot: advice.slot }] : [];
    }
    case 'handoff':
      return [{ on: 'hand-off-raised', about: advice.key }];
    default:
      return [];
  }
}
