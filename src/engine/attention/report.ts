import type { AttentionMemory, Count, Visible } from '#engine/attention/attention-memory.ts';
import { isStanding } from '#engine/attention/interrupts.ts';
import { dressedKinds } from '#engine/attention/role.ts';
import type { Shelves } from '#engine/board.ts';

/** Counts what came into view since it was last looked at and what left it, by kind and origin. */
export function count(memory: AttentionMemory, last: Shelves, shown: Shelves): AttentionMemory {
  if (areSame(last, shown)) return memory;
  const before = memory.visible;
  const now = visibleIn(shown);
  if (now.length === before.length && now.every((one, at) => isOne(one, before[at]))) return memory;

  const counts = { ...memory.counts };
  for (const one of now) if (!before.some(each => isOne(each, one))) add(counts, originOf(one), 'shown');
  for (const one of before) {
    if (now.some(each => isOne(each, one))) continue;
    const wasUsed = memory.used.includes(one.key);
    add(counts, originOf(one), wasUsed ? 'used' : memory.dismissed.includes(one.key) ? 'dismissed' : 'ignored');
    if (wasUsed && !isStanding(shown, one.key)) add(counts, originOf(one), 'usedThenSaid');
  }
  return { ...memory, counts, visible: now.slice(-mostVisible) };
}

const mostVisible = 200;

function areSame(last: Shelves, shown: Shelves): boolean {
  for (const kind of dressedKinds) if (shown[kind] !== last[kind]) return false;
  return true;
}

/** What is on view by itself. */
function visibleIn(shown: Shelves): Visible[] {
  const visible: Visible[] = [];
  for (const kind of dressedKinds) {
    for (const { key, from, into, shadow } of shown[kind]) if (!into && !shadow) visible.push({ key, kind, from: from?.key ?? '' });
  }
  return visible;
}

function isOne(one: Visible, other: Visible | undefined): boolean {
  return one.key === other?.key && one.kind === other.kind && one.from === other.from;
}

function originOf({ kind, from }: Visible): string {
  return `${kind}/${from}`;
}

const none: Count = { shown: 0, ignored: 0, dismissed: 0, used: 0, usedThenSaid: 0 };
const mostNames = 400;

function add(counts: Record<string, Count>, name: string, what: keyof Count): void {
  const old = counts[name] ?? none;
  if (old === none && Object.keys(counts).length >= mostNames) return;
  counts[name] = { ...old, [what]: old[what] + 1 };
}
