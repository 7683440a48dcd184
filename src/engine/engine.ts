import type { AdviceChange } from '#domain/advice.ts';
import type { LogEvent } from '#domain/event.ts';
import type { Utterance } from '#domain/utterance.ts';
import { type Board, changes, wholeOf } from '#engine/board.ts';
import type { Content } from '#engine/content.ts';
import { CuesHeard } from '#engine/cues.ts';
import type { Ears } from '#engine/hear/ears.ts';
import { insert, type Timeline } from '#engine/order.ts';
import { firstState, type Sources, type State, step } from '#engine/step.ts';

/**
 * Everything the engine remembers of one conversation, as plain JSON: its events in speech order, and the state after
 * each of the last few. A late or corrected utterance is folded again from the last state before it.
 */
export interface Mind {
  readonly events: Timeline;
  readonly states: readonly Checkpoint[];
  readonly state: State;
}

/** The state after the first `after` events of the timeline. */
export interface Checkpoint {
  readonly after: number;
  readonly state: State;
}

/** A loaded release, ready to attend. Holds no conversation and no secret; safe to share. */
export interface Engine {
  readonly content: (lang: 'zh' | 'en') => Content;
  open(): Mind;
  attend(mind: Mind, event: LogEvent): { readonly mind: Mind; readonly advice: readonly AdviceChange[]; readonly wakeAtMs?: number };
  glance(mind: Mind, partial: Utterance): readonly AdviceChange[];
}

const keptStates = 12;

/** Makes an engine of loaded parts: pure, so the same log gives the same advice live, rebuilt and replayed. */
export function makeEngine(ears: Ears, content: (lang: 'zh' | 'en') => Content): Engine {
  const sources: Sources = { ears, content, cuesHeard: new CuesHeard(ears.cues.count) };
  const fold = (state: State, event: LogEvent): State => step(sources, state, event);

  /** Everything after a checkpoint, once more. */
  const foldAgain = (events: Timeline, start: Checkpoint, earlier: readonly Checkpoint[]): Mind => {
    const states = earlier.slice();
    let { state } = start;
    for (let index = start.after; index < events.length; index++) {
      state = fold(state, events[index] as LogEvent);
      states.push({ after: index + 1, state });
    }
    return { events, states: states.length > keptStates ? states.slice(-keptStates) : states, state };
  };

  return {
    content,
    open: () => ({ events: [], states: [], state: firstState() }),

    attend(mind, event) {
      const { events, from } = insert(mind.events, event);
      const kept = mind.states;
      if (events === mind.events) return { mind, advice: [], ...wake(mind.state) }; // corrects what was never heard
      if (from === mind.events.length) {
        const state = fold(mind.state, event);
        const states = kept.length < keptStates ? kept.slice() : kept.slice(1);
        states.push({ after: events.length, state });
        return { mind: { events, states, state }, advice: changes(mind.state.shown, state.shown), ...wake(state) };
      }

      const earlier = upTo(kept, from);
      const start = earlier.at(-1) ?? { after: 0, state: firstState() };
      const mended = foldAgain(events, start, earlier);
      return { mind: mended, advice: changes(mind.state.shown, mended.state.shown), ...wake(mended.state) };
    },

    glance(mind, partial) {
      const event: LogEvent = {
        position: partial.position,
        atMs: partial.endMs,
        source: glancing,
        what: { kind: 'heard', utterance: partial },
      };
      return changes(mind.state.shown, fold(mind.state, event).shown);
    },
  };
}

/** The checkpoints of no more than so many events; they stand in that order. */
function upTo(states: readonly Checkpoint[], events: number): readonly Checkpoint[] {
  let count = states.length;
  while (count > 0 && (states[count - 1] as Checkpoint).after > events) count--;
  return states.slice(0, count);
}

const glancing = 'glance' as LogEvent['source'];

function wake(state: State): { wakeAtMs?: number } {
  return state.wakeAtMs === null ? {} : { wakeAtMs: state.wakeAtMs };
}

/** The advice as it stands. */
export function boardOf(mind: Mind): Board {
  return wholeOf(mind.state.shown);
}
