import { createHash } from 'node:crypto';
import type { AdviceChange } from '#domain/advice.ts';
import type { LogEvent } from '#domain/event.ts';
import { ConversationId, SourceId } from '#domain/ids.ts';
import type { Engine } from '#engine/engine.ts';
import { Open } from '#protocol/open.ts';
import { protocolVersion } from '#protocol/version.ts';
import { Gatekeeper } from '#server/live/gatekeeper.ts';
import { incoming, metaOf } from '#server/live/incoming.ts';
import { type Entry, Ledger, timer } from '#server/live/ledger.ts';
import type { Script } from '#server/live/script.ts';

/** What a conversation led to: every event with its advice, and one hash over all of it. */
export interface Replayed {
  readonly rows: readonly { readonly event: LogEvent; readonly advice: readonly AdviceChange[] }[];
  readonly hash: string;
}

/** Folds a stored log again, event by event. */
export function replay(engine: Engine, events: readonly LogEvent[]): Replayed {
  const ledger = new Ledger(engine);
  const rows = events.map(event => ({ event, advice: ledger.restore(event, 0, null) }));
  return { rows, hash: ledger.hash };
}

/** Who serves in a replayed script; the same as live, or the advice differs with the agent's tenure. */
export interface ServedBy {
  readonly agent: string;
  readonly hiredOn?: string;
}

/** Runs a script as the owner would live: through the door, in order, with the wake-ups in between. */
export function replayScript(engine: Engine, script: Script, servedBy?: ServedBy): Replayed {
  const ledger = new Ledger(engine);
  const door = new Gatekeeper(nameOf(script), script.lang);
  const open = openingOf(script, servedBy?.agent);
  const meta = metaOf(open, door);
  const rows: Entry[] = [...ledger.add({ source: timer, seq: 1, atMs: 0, make: () => ({ kind: 'opened', meta }) })];
  if (servedBy) {
    const what = { kind: 'assigned', agent: servedBy.agent, ...(servedBy.hiredOn ? { hiredOn: servedBy.hiredOn } : {}) } as const;
    const due = ledger.pass(0);
    rows.push(...due, ...ledger.add({ source: timer, seq: ledger.nextSeq(timer), atMs: 0, make: () => what }));
  }
  for (const { source, event } of script.lines) {
    const came = incoming(source, event, ledger, door);
    if (!('make' in came)) throw new Error(`the script cannot be played: ${came.kind}`);
    rows.push(...ledger.add({ source: SourceId.parse(source), seq: ledger.nextSeq(source), ...came }));
  }
  return { rows: rows.map(({ event, advice }) => ({ event, advice })), hash: ledger.hash };
}

/** How a script's conversation is opened, live or not. `clock: source` keeps wall time out of it. */
export function openingOf(script: Script, agent: string | undefined, conversation: string = script.id): Open {
  return Open.parse({
    type: 'open',
    protocol: protocolVersion,
    conversation,
    source: script.lines[0]?.source ?? 'telephony',
    channel: script.channel,
    layout: script.channel === 'voice' ? 'dual' : 'text',
    lang: script.lang,
    openedAt: script.openedAt,
    clock: 'source',
    ...(agent === undefined ? {} : { agent }),
    ...(script.queue === undefined ? {} : { queue: script.queue }),
    ...(script.attached === undefined ? {} : { attached: script.attached }),
  });
}

/** A name for the door's sake only: nothing of a replay is sealed or stored. */
function nameOf(script: Script): ConversationId {
  const digest = createHash('sha256').update(script.id).digest('hex').slice(0, 16);
  return ConversationId.parse(`20000101-${digest}`);
}
