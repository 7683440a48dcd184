import { ConversationMeta } from '#domain/conversation.ts';
import type { Happening, LogEvent } from '#domain/event.ts';
import { admit, type DoorMemory, doorStart } from '#engine/door/door.ts';
import type { Engine, Mind } from '#engine/engine.ts';
import type { Script } from '#server/live/script.ts';

/** Times of one run through the conversations. */
export interface Played {
  readonly utterances: number;
  /** Everything attended: utterances, who speaks and falls silent, wake-ups, opening and closing. */
  readonly events: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  /** Per utterance: door and attend. */
  readonly eachMs: readonly number[];
}

/**
 * Plays conversations through door and engine as their owner would live: every event of every source in order, the wake-ups the
 * engine asked for in between. Only hashing, storing and pushing are left out.
 */
export function play(engine: Engine, scripts: readonly Script[]): Played {
  const eachMs: number[] = [];
  let events = 0;
  const cpu = process.cpuUsage();
  const began = performance.now();
  for (const script of scripts) events += playOne(engine, script, eachMs);
  const wallMs = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  return { utterances: eachMs.length, events, wallMs, cpuMs: (user + system) / 1000, eachMs };
}

function playOne(engine: Engine, script: Script, eachMs: number[]): number {
  let door: DoorMemory = doorStart;
  let mind: Mind = engine.open();
  let position = 0;
  let wakeAtMs: number | undefined;

  const attend = (source: string, atMs: number, what: Happening): void => {
    const answer = engine.attend(mind, { position, atMs, source, what } as LogEvent);
    mind = answer.mind;
    wakeAtMs = answer.wakeAtMs;
  };
  const passUntil = (untilMs: number): void => {
    while (wakeAtMs !== undefined && wakeAtMs <= untilMs) {
      position++;
      attend('timer', wakeAtMs, { kind: 'passed' });
    }
  };

  position++;
  attend('telephony', 0, { kind: 'opened', meta: openingOf(script) });
  for (const { source, sendAtMs, event } of script.lines) {
    passUntil(sendAtMs);
    position++;
    if (event.kind === 'heard') {
      const { speaker, text, startMs, endMs } = event;
      const began = performance.now();
      const said = admit(door, { speaker, text, lang: script.lang, atMs: endMs });
      door = said.memory;
      const utterance = { position, revision: 0, speaker, text: said.text, startMs, endMs };
      attend(source, sendAtMs, { kind: 'heard', utterance } as Happening);
      eachMs.push(performance.now() - began);
    } else if (event.kind === 'speaking') attend(source, sendAtMs, { kind: 'speaking', speaker: event.speaker, on: event.on });
    else if (event.kind === 'closed') attend(source, sendAtMs, { kind: 'closed', by: event.by });
    else throw new Error(`a bench conversation holds ${event.kind}`);
  }
  return position;
}

function openingOf({ channel, lang, openedAt }: Script): ConversationMeta {
  const layout = channel === 'voice' ? 'dual' : 'text';
  return ConversationMeta.parse({ channel, direction: 'inbound', layout, lang, timeZone: 'Asia/Shanghai', openedAt, arm: 'assisted' });
}
