import { type Mark, type MarkClass, neverKept, writeMark } from '#domain/mark.ts';
import type { Speaker } from '#domain/speaker.ts';
import type { DoorMemory, Group, KnownValue } from './memory.ts';
import { type Settled, settle } from './settle.ts';
import type { Verdict } from './verdict.ts';

/** A place in the raw text and what stands there instead. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly mark: Mark;
}

/** A C2 value for the vault, by its mark. */
export interface Sealed {
  readonly mark: Mark;
  readonly value: string;
}

/** Who says it, for the memory of the open number. */
export interface Saying {
  readonly speaker: Speaker;
  readonly lang: 'zh' | 'en';
  readonly turn: number;
  readonly atMs: number;
}

/** One secret written: its mark, what the memory knows then, and what goes to the vault. */
export interface Written {
  readonly memory: DoorMemory;
  readonly edit: Edit;
  readonly sealed: readonly Sealed[];
}

const mostKnown = 200;

/** Writes one number the judge found: a fragment of an open number, or the whole. */
export function writeNumber(memory: DoorMemory, found: Extract<Verdict, { kind: 'secret' }>, saying: Saying): Written {
  const isSecretKept = !neverKept.includes(found.class);
  const open =
    memory.open && !memory.open.isClosed && memory.open.class === found.class && memory.open.speaker === saying.speaker
      ? memory.open
      : null;
  const earlier: readonly Group[] =
    !found.continues || !open ? [] : isSecretKept ? open.groups : [{ digits: '0'.repeat(open.length), takesBack: false }];
  const groups = [...earlier, ...found.groups].slice(-32);
  const settled = settle(found.class, groups, { lang: saying.lang, isLast: found.isLast, isSplit: earlier.length > 0 });
  const number = numberFor(memory, found.class, settled, open?.number);
  const mark = markOf(found.class, number, settled);
  const isSealed = isSecretKept && (settled.isClosed || settled.value.length >= 16);
  return {
    edit: { from: found.from, to: found.to, mark },
    sealed: isSealed ? [{ mark, value: settled.value }] : [],
    memory: {
      ...memory,
      given: withGiven(memory, found.class, number),
      known:
        isSecretKept && settled.isClosed ? withKnown(memory.known, { class: found.class, number, value: settled.value }) : memory.known,
      asked: settled.isClosed ? memory.asked.filter(ask => ask.kind !== found.class) : memory.asked,
      open: {
        class: found.class,
        number,
        speaker: saying.speaker,
        groups: isSecretKept ? groups : [],
        length: settled.value.length,
        isClosed: settled.isClosed && !settled.mayGrow,
        mayGrow: settled.isClosed && settled.mayGrow,
        turn: saying.turn,
        atMs: saying.atMs,
      },
    },
  };
}

/** Writes a secret that is whole by itself: an e-mail address, a password with letters. */
export function writeWhole(memory: DoorMemory, kind: MarkClass, place: { from: number; to: number }, value: string): Written {
  const isKept = !neverKept.includes(kind);
  const number = memory.known.find(known => known.class === kind && known.value === value)?.number ?? (memory.given[kind] ?? 0) + 1;
  const mark: Mark = {
    class: kind,
    number,
    ...(kind === 'card' || kind === 'id' ? { tail: value.slice(-4) } : {}),
    ...(kind === 'email' || kind === 'card' ? { valid: true } : {}),
  };
  return {
    edit: { ...place, mark },
    sealed: isKept ? [{ mark, value }] : [],
    memory: {
      ...memory,
      given: withGiven(memory, kind, number),
      known: isKept ? withKnown(memory.known, { class: kind, number, value }) : memory.known,
      asked: memory.asked.filter(ask => ask.kind !== kind),
    },
  };
}

/** Writes a part of an e-mail address; with the part that ends it the whole is known. */
export function writeEmailPart(memory: DoorMemory, place: { from: number; to: number; value: string }, saying: Saying): Written {
  const open = memory.open?.class === 'email' && !memory.open.isClosed && memory.open.speaker === saying.speaker ? memory.open : null;
  const groups = [...(open?.groups ?? []), { digits: place.value, takesBack: false }].slice(-32);
  const value = groups.map(group => group.digits).join('');
  const isClosed = /^[^@]+@[^@]+\.[a-z]{2,}$/.test(value);
  const same = isClosed ? memory.known.find(known => known.class === 'email' && known.value === value) : undefined;
  const number = same?.number ?? open?.number ?? (memory.given.email ?? 0) + 1;
  const mark: Mark = isClosed ? { class: 'email', number, valid: true } : { class: 'email', number };
  return {
    edit: { from: place.from, to: place.to, mark },
    sealed: isClosed ? [{ mark, value }] : [],
    memory: {
      ...memory,
      given: withGiven(memory, 'email', number),
      known: isClosed ? withKnown(memory.known, { class: 'email', number, value }) : memory.known,
      asked: isClosed ? memory.asked.filter(ask => ask.kind !== 'email') : memory.asked,
      open: {
        class: 'email',
        number,
        speaker: saying.speaker,
        groups,
        length: value.length,
        isClosed,
        mayGrow: false,
        turn: saying.turn,
        atMs: saying.atMs,
      },
    },
  };
}

/** A known value has its number; a number being continued keeps its own; the beginning of a known value is taken for it. */
function numberFor(memory: DoorMemory, kind: MarkClass, settled: Settled, open: number | undefined): number {
  const same = memory.known.find(known => known.class === kind && known.value === settled.value);
  if (same && settled.isClosed) return same.number;
  const next = (memory.given[kind] ?? 0) + 1;
  if (open !== undefined) {
    const taken = memory.known.some(known => known.class === kind && known.number === open && !known.value.startsWith(settled.value));
    return taken ? next : open;
  }
  if (settled.isClosed) return next;
  const begun = memory.known.filter(known => known.class === kind && settled.value.length >= 3 && known.value.startsWith(settled.value));
  return begun.length === 1 ? (begun[0] as KnownValue).number : next;
}

function markOf(kind: MarkClass, number: number, settled: Settled): Mark {
  if (!settled.isClosed) return { class: kind, number };
  const hasTail = !neverKept.includes(kind) && !settled.mayGrow && settled.value.length >= 7;
  return {
    class: kind,
    number,
    ...(hasTail ? { tail: settled.value.slice(-4) } : {}),
    ...(settled.valid === undefined ? {} : { valid: settled.valid }),
  };
}

function withGiven(memory: DoorMemory, kind: MarkClass, number: number): DoorMemory['given'] {
  return { ...memory.given, [kind]: Math.max(number, memory.given[kind] ?? 0) };
}

function withKnown(known: readonly KnownValue[], value: KnownValue): readonly KnownValue[] {
  const same = known.some(other => other.class === value.class && other.value === value.value);
  return same ? known : [...known, value].slice(-mostKnown);
}

/** Puts the marks into the raw text. */
export function applyEdits(text: string, edits: readonly { readonly from: number; readonly to: number; readonly text: string }[]): string {
  let out = '';
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.from - b.from || b.to - a.to)) {
    if (edit.from < at) continue;
    out += text.slice(at, edit.from) + edit.text;
    at = edit.to;
  }
  return out + text.slice(at);
}

/** A mark as it is stored. */
export function editText(edit: Edit): { from: number; to: number; text: string } {
  return { from: edit.from, to: edit.to, text: writeMark(edit.mark) };
}
