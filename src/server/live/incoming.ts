import type { Act } from '#domain/act.ts';
import type { ConversationMeta } from '#domain/conversation.ts';
import type { Happening } from '#domain/event.ts';
import type { Position } from '#domain/ids.ts';
import type { Problem } from '#domain/problem.ts';
import type { Lang } from '#domain/speaker.ts';
import { maxTextLength } from '#domain/utterance.ts';
import type { WireEvent } from '#protocol/event.ts';
import type { Open } from '#protocol/open.ts';
import { admitAmendment } from '#server/live/admit-amendment.ts';
import { admitEdit, type EditedSlot } from '#server/live/admit-edit.ts';
import { admitFurther } from '#server/live/admit-further.ts';
import type { Gatekeeper } from '#server/live/gatekeeper.ts';
import type { Ledger } from '#server/live/ledger.ts';
import { inZone } from '#server/live/local-time.ts';

/** A source's event on its way into the log: when it happened, and what it becomes once it has its place. */
export interface Incoming {
  readonly atMs: number;
  readonly make: (position: Position) => Happening;
  readonly ext?: unknown;
}

/** An event as the engine sees it, its text through the door. `assigned` needs what is known of the agent and is made elsewhere. */
export function incoming(
  source: string,
  event: Exclude<WireEvent, { kind: 'assigned' }>,
  ledger: Ledger,
  door: Gatekeeper,
): Incoming | Problem {
  switch (event.kind) {
    case 'heard': {
      const { speaker, startMs, endMs, confidence } = event;
      if (endMs < startMs) return { kind: 'invalid', field: 'event.endMs', why: 'speech cannot end before it starts' };
      const text = door.admit({ speaker, text: event.text, atMs: endMs }).slice(0, maxTextLength);
      const said = { revision: 0, speaker, text, startMs, endMs, ...(confidence === undefined ? {} : { confidence }) };
      const ext = event.ext === undefined ? {} : { ext: admitDeep(event.ext, door, endMs) };
      return { atMs: endMs, make: position => ({ kind: 'heard', utterance: { position, ...said } }), ...ext };
    }
    case 'corrected': {
      const old = ledger.final(source, event.ofSeq);
      if (!old) return { kind: 'invalid', field: 'event.ofSeq', why: 'is no utterance of this source' };
      const text = door.admit({ speaker: old.speaker, text: event.text, atMs: old.endMs }).slice(0, maxTextLength);
      const utterance = { ...old, revision: old.revision + 1, text };
      return { atMs: ledger.atMs, make: () => ({ kind: 'corrected', utterance }) };
    }
    case 'speaking':
      return { atMs: event.atMs, make: () => ({ kind: 'speaking', speaker: event.speaker, on: event.on }) };
    case 'held':
      return { atMs: event.atMs, make: () => ({ kind: 'held', on: event.on }) };
    case 'muted':
      return { atMs: event.atMs, make: () => ({ kind: 'muted', on: event.on }) };
    case 'transferred': {
      const to = door.admit({ speaker: 'agent', text: event.to, atMs: event.atMs }).slice(0, 64);
      return { atMs: event.atMs, make: () => ({ kind: 'transferred', to, outside: event.outside }) };
    }
    case 'closed':
      return { atMs: event.atMs, make: () => ({ kind: 'closed', by: event.by }) };
  }
}

/** What is known when a conversation opens; call-attached data and the customer's reference go through the door. */
export function metaOf(open: Open, door: Gatekeeper): ConversationMeta {
  const { channel, direction, layout, lang, timeZone, openedAt, queue, agent, customerRef, attached, arm } = open;
  const admit = (text: string, longest: number) => door.admit({ speaker: 'customer', text, atMs: 0 }).slice(0, longest);
  return {
    channel,
    direction,
    layout,
    lang,
    timeZone,
    openedAt: inZone(openedAt, timeZone), // dates said in it are counted from the day there
    arm,
    ...(queue === undefined ? {} : { queue }),
    ...(agent === undefined ? {} : { agent }),
    ...(customerRef === undefined ? {} : { customerRef: admit(customerRef, 128) }),
    ...(attached === undefined
      ? {}
      : { attached: Object.fromEntries(Object.entries(attached).map(([key, value]) => [key, admit(value, 512)])) }),
  };
}

/** A sender's own fields with every text through the door. */
export function admitDeep(value: unknown, door: Gatekeeper, atMs: number): unknown {
  if (typeof value === 'string') return door.admit({ speaker: 'customer', text: value, atMs });
  if (typeof value === 'number') {
    const marked = door.admit({ speaker: 'customer', text: String(value), atMs });
    return marked === String(value) ? value : marked; // a number may be somebody's number
  }
  if (Array.isArray(value)) return value.map(item => admitDeep(item, door, atMs));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, admitDeep(field, door, atMs)]));
}

/** An act of the desk with its free text through the door, or why it is not taken. */
export function admitAct(act: Act, ledger: Ledger, lang: Lang, door: Gatekeeper, atMs: number): { readonly act: Act } | Problem {
  switch (act.kind) {
    case 'edited':
      return admitEdit(act, slotIn(ledger, lang, act.slot), door, atMs);
    case 'amended':
      return admitAmendment(act, ledger, lang);
    case 'also':
      return admitFurther(act, ledger, lang);
    case 'contested':
      return { act: { ...act, reason: door.admitTyped(act.reason, atMs).slice(0, 200) } };
    default:
      return { act };
  }
}

function slotIn({ engine, board }: Ledger, lang: Lang, key: string): EditedSlot | undefined {
  const slot = engine.content(lang).slots.get(key);
  const advice = Object.values(board).find(one => one.kind === 'slot' && one.slot === key);
  return slot && { slot, ...(advice?.kind === 'slot' && advice.value !== undefined ? { standing: advice.value } : {}) };
}
