import type { Advice } from '#domain/advice.ts';
import type { Loudness } from '#domain/loudness.ts';
import { type AttentionMemory, attentionStart, type Loud } from '#engine/attention/attention-memory.ts';
import { interruptMs, isSerious, leads, mayInterrupt, recoveredMs, stateOf, wish } from '#engine/attention/loud.ts';
import { mergeInto } from '#engine/attention/merge.ts';
import { add, type Counts } from '#engine/attention/report.ts';
import { bandOf } from '#engine/attention/tenure.ts';
import type { Board } from '#engine/board.ts';
import type { Moment } from '#engine/moment.ts';

export { type AttentionMemory, attentionStart };

interface Arranged {
  readonly memory: AttentionMemory;
  readonly shown: Board;
}

/** Ranks, merges across kinds and sets loudness: what one sentence would satisfy is shown once. Violations and obligations always stay. */
export function arrange(before: AttentionMemory, moment: Moment, board: Board): Arranged {
  const memory = absorb(before, moment);
  const kept = arrangedBefore.get(board);
  const isDue = memory.wakeAtMs !== null && moment.nowMs >= memory.wakeAtMs;
  if (kept && kept.memory === memory && !isDue && !moment.heard) return kept;

  const recovered = { ...memory, recoveredMs: noteRecovered(memory, board, moment.nowMs) };
  const dressed = dress(recovered, moment, board);
  const result = { memory: count(dressed.memory, dressed.shown), shown: dressed.shown };
  arrangedBefore.set(board, result);
  return result;
}

/** When attention wants to be woken: an interrupt folds, something put right fades. */
export function attentionWakeAtMs(memory: AttentionMemory): number | undefined {
  return memory.wakeAtMs ?? undefined;
}

/** What became of what was shown in this conversation so far. */
export function attentionReport(memory: AttentionMemory): Counts {
  return memory.counts;
}

/** The last arrangement of a board: where nothing changed there is nothing to do. Never decides a result. */
const arrangedBefore = new WeakMap<Board, Arranged>();
/** Advice as attention dressed it, so that what stays the same stays the same object. */
const dressedAs = new WeakMap<Advice, Map<string, Advice>>();

function absorb(memory: AttentionMemory, { event, content, meta }: Moment): AttentionMemory {
  const { what } = event;
  if (what.kind === 'opened') return { ...memory, openedAt: meta.openedAt };
  if (what.kind === 'assigned') return { ...memory, band: bandOf(what.hiredOn, memory.openedAt, content.settings) };
  if (what.kind !== 'acted') return memory;

  const { act } = what;
  switch (act.kind) {
    case 'muted':
      return { ...memory, muted: act.on };
    case 'pinned':
      return { ...memory, pinned: keep(memory.pinned, act.key) };
    case 'dismissed':
      return { ...answered(memory, act.key), dismissed: keep(memory.dismissed, act.key) };
    case 'acknowledged':
    case 'contested':
      return answered(memory, act.key);
    case 'used':
    case 'copied':
      return { ...memory, used: keep(memory.used, act.key) };
    case 'flagged':
      return { ...memory, dismissed: keep(memory.dismissed, act.key) };
    case 'ticked':
    case 'switched':
    case 'edited':
    case 'chose':
    case 'looked-up':
    case 'wrapped':
      return memory;
  }
}

const mostKeys = 200;

function keep(keys: readonly string[], key: string): readonly string[] {
  return keys.includes(key) ? keys : [...keys, key].slice(-mostKeys);
}

function answered(memory: AttentionMemory, key: string): AttentionMemory {
  const loud = memory.loud[key];
  return loud ? { ...memory, loud: { ...memory.loud, [key]: { ...loud, answered: true } } } : memory;
}

function noteRecovered(memory: AttentionMemory, board: Board, nowMs: number): AttentionMemory['recoveredMs'] {
  const now: Record<string, number> = {};
  for (const advice of Object.values(board))
    if (advice.kind === 'violation' && advice.recovered && !advice.shadow) now[advice.key] = memory.recoveredMs[advice.key] ?? nowMs;
  return now;
}

function dress(memory: AttentionMemory, moment: Moment, board: Board): Arranged {
  const { nowMs, content } = moment;
  const into = new Map(mergeInto(board, content));
  const { loudness, loud, lastInterruptMs, gapEndsMs } = loudnesses(memory, moment, board, into);
  const cards = visibleCards(memory, moment, board, into);
  const values = slotValues(board);

  const shown: Record<string, Advice> = {};
  for (const [key, advice] of Object.entries(board)) {
    if (advice.kind === 'card' && !advice.shadow && !into.has(key) && !cards.ranks.has(key)) continue;
    if (memory.muted && !advice.shadow && isMutable(advice, loudness.get(key) ?? 'quiet')) continue;
    shown[key] = dressOne(advice, loudness.get(key) ?? 'quiet', into.get(key), cards.ranks.get(key), values);
  }
  const due = [
    ...Object.entries(loud).flatMap(([key, { sinceMs, answered }]) =>
      !answered && loudness.get(key) === 'interrupt' ? [sinceMs + interruptMs] : [],
    ),
    ...Object.values(memory.recoveredMs).map(atMs => atMs + recoveredMs),
    ...(gapEndsMs === null ? [] : [gapEndsMs]),
  ].filter(atMs => atMs > Math.max(nowMs, moment.event.atMs));
  const wakeAtMs = due.length > 0 ? Math.min(...due) : null;
  return { memory: { ...memory, loud, lastInterruptMs, cards: cards.turns, wakeAtMs }, shown };
}

function loudnesses(memory: AttentionMemory, moment: Moment, board: Board, into: Map<string, string>) {
  const { nowMs, content } = moment;
  const loudness = new Map<string, Loudness>();
  const wanting: Advice[] = [];
  for (const [key, advice] of Object.entries(board)) {
    const wished = wish(advice, memory, nowMs);
    if (wished !== 'interrupt' || into.has(key)) loudness.set(key, wished === 'interrupt' ? 'line' : wished);
    else if (!mayInterrupt(advice, memory.loud[key], nowMs)) loudness.set(key, 'line');
    else wanting.push(advice);
  }

  // One interrupt at a time: the newest words win, and among those of one moment the gravest carries the others.
  const loud: Record<string, Loud> = {};
  for (const [key, old] of Object.entries(memory.loud)) if (key in board) loud[key] = old;
  const isNew = (advice: Advice) => memory.loud[advice.key]?.state !== stateOf(advice);
  const gapEndsMs = (memory.lastInterruptMs ?? Number.NEGATIVE_INFINITY) + content.settings.bands[memory.band].interruptGapMs;
  const waiting = wanting.filter(advice => isNew(advice) && !isSerious(advice) && nowMs < gapEndsMs);
  const allowed = wanting.filter(advice => !waiting.includes(advice));
  const fresh = allowed.filter(isNew).sort(leads);
  const [leader] = fresh.length > 0 ? fresh : allowed.toSorted((a, b) => sinceMs(b) - sinceMs(a) || leads(a, b));
  for (const advice of wanting) loudness.set(advice.key, advice === leader ? 'interrupt' : 'line');
  for (const advice of fresh) {
    const carrier = advice !== leader && leader ? leader.key : null;
    loud[advice.key] = { sinceMs: nowMs, state: stateOf(advice), answered: carrier !== null, into: carrier };
  }
  for (const [key, { into: carrier }] of Object.entries(loud)) if (carrier !== null && carrier in board) into.set(key, carrier);
  return {
    loudness,
    loud,
    lastInterruptMs: fresh.length > 0 ? nowMs : memory.lastInterruptMs,
    gapEndsMs: waiting.length > 0 ? gapEndsMs : null,
  };

  function sinceMs(advice: Advice): number {
    return memory.loud[advice.key]?.sinceMs ?? 0;
  }
}

const freshTurns = 3;

/** The cards of this agent's budget, nearest the top first: pinned, the answer to what was just asked, the process' sentence. */
function visibleCards(memory: AttentionMemory, moment: Moment, board: Board, into: ReadonlyMap<string, string>) {
  const turns: Record<string, number> = {};
  const candidates: { key: string; rank: number }[] = [];
  for (const [key, advice] of Object.entries(board)) {
    if (advice.kind !== 'card' || advice.shadow) continue;
    const turn = memory.cards[key] ?? moment.turn;
    turns[key] = turn;
    if (into.has(key) || memory.dismissed.includes(key)) continue;
    const isFresh = advice.card === 'article' && moment.turn - turn < freshTurns;
    const rank = advice.card === 'script' ? advice.rank : (isFresh ? 70 : 40) + Math.min(advice.rank, 99) / 10;
    candidates.push({ key, rank: memory.pinned.includes(key) ? rank + 100 : rank });
  }
  candidates.sort((a, b) => b.rank - a.rank || (a.key < b.key ? -1 : 1));
  const budget = moment.content.settings.bands[memory.band].visibleCards;
  return { turns, ranks: new Map(candidates.slice(0, budget).map(({ key, rank }) => [key, Math.round(rank * 1000) / 1000])) };
}

/** What an agent may switch off: everything above the compliance floor. */
function isMutable(advice: Advice, loudness: Loudness): boolean {
  switch (advice.kind) {
    case 'card':
    case 'offer':
      return true;
    case 'prompt':
      return !advice.key.startsWith('line:') && advice.severity === 'general' && loudness !== 'interrupt';
    case 'warning':
      return advice.severity === 'general';
    case 'topic':
    case 'step':
    case 'violation':
    case 'slot':
    case 'category':
    case 'summary':
    case 'handoff':
    case 'metric':
      return false;
  }
}

function slotValues(board: Board): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const advice of Object.values(board))
    if (advice.kind === 'slot' && advice.value !== undefined && advice.status !== 'empty' && !advice.shadow)
      values.set(advice.slot, advice.value);
  return values;
}

function dressOne(
  advice: Advice,
  loudness: Loudness,
  into: string | undefined,
  rank: number | undefined,
  values: ReadonlyMap<string, string>,
): Advice {
  const blanks = advice.kind === 'card' || advice.kind === 'offer' ? advice.script.filter(part => part.kind === 'blank') : [];
  const filled = blanks.map(part => values.get(part.slot) ?? part.value ?? '');
  const isSame =
    loudness === advice.loudness && into === advice.into && (advice.kind !== 'card' || rank === undefined || rank === advice.rank);
  if (isSame && blanks.every((part, index) => (part.value ?? '') === filled[index])) return advice;

  const name = `${loudness}|${into ?? ''}|${rank ?? ''}|${filled.join('|')}`;
  const known = dressedAs.get(advice) ?? new Map<string, Advice>();
  dressedAs.set(advice, known);
  const old = known.get(name);
  if (old) return old;

  const { into: _, ...bare } = advice;
  let next: Advice = { ...bare, loudness, ...(into === undefined ? {} : { into }) };
  if (next.kind === 'card' && rank !== undefined) next = { ...next, rank };
  if (next.kind === 'card' || next.kind === 'offer') {
    const script = next.script.map(part => {
      const value = part.kind === 'blank' ? values.get(part.slot) : undefined;
      return part.kind === 'blank' && value !== undefined ? { ...part, value } : part;
    });
    next = { ...next, script };
  }
  known.set(name, next);
  return next;
}

/** Counts what came into view and what left it, by kind and origin. */
function count(memory: AttentionMemory, shown: Board): AttentionMemory {
  let { counts } = memory;
  const isCounted = (advice: Advice) =>
    !advice.into && !advice.shadow && ['card', 'prompt', 'warning', 'violation', 'handoff', 'offer'].includes(advice.kind);
  const visible = Object.values(shown).filter(isCounted);
  const now = visible.map(advice => `${advice.key} ${nameOf(advice)}`);
  for (const name of now) if (!memory.visible.includes(name)) counts = add(counts, originIn(name), 'shown');

  for (const name of memory.visible) {
    if (now.includes(name)) continue;
    const key = name.slice(0, name.indexOf(' '));
    const wasUsed = memory.used.includes(key);
    counts = add(counts, originIn(name), wasUsed ? 'used' : memory.dismissed.includes(key) ? 'dismissed' : 'ignored');
    if (wasUsed && !(key in shown)) counts = add(counts, originIn(name), 'usedThenSaid');
  }
  if (counts === memory.counts && now.length === memory.visible.length) return memory;
  return { ...memory, counts, visible: now.slice(-mostKeys) };
}

function nameOf(advice: Advice): string {
  return `${advice.kind}/${advice.from?.key ?? ''}`;
}

function originIn(name: string): string {
  return name.slice(name.indexOf(' ') + 1);
}
