import type { AttentionMemory, Count } from '#engine/attention/attention-memory.ts';
import { isStanding } from '#engine/attention/interrupts.ts';
import { dressedKinds } from '#engine/attention/role.ts';
import type { Shelves } from '#engine/board.ts';

/** Counts what came into view since it was last looked at and what left it, by kind and origin. */
export function count(memory: AttentionMemory, last: Shelves, shown: Shelves): AttentionMemory {
  if (dressedKinds.every(kind => shown[kind] === last[kind])) return memory;
  const before = memory.visible;
  const now = visibleIn(shown);
  if (now.length === before.length && now.every((name, index) => name === before[index])) return memory;

  const counts = { ...memory.counts };
  for (const name of now) if (!before.includes(name)) add(counts, originIn(name), 'shown');
  for (const name of before) {
    if (now.includes(name)) continue;
    const key = name.slice(0, name.indexOf(' '));
    const wasUsed = memory.used.includes(key);
    add(counts, originIn(name), wasUsed ? 'used' : memory.dismissed.includes(key) ? 'dismissed' : 'ignored');
    if (wasUsed && !isStanding(shown, key)) add(counts, originIn(name), 'usedThenSaid');
  }
  return { ...memory, counts, visible: now.slice(-mostVisible) };
}

const mostVisible = 200;

/** What is on view by itself: `key kind/origin`. */
function visibleIn(shown: Shelves): string[] {
  const names: string[] = [];
  for (const kind of dressedKinds) {
    for (const { key, from, into, shadow } of shown[kind]) if (!into && !shadow) names.push(`${key} ${kind}/${from?.key ?? ''}`);
  }
  return names;
}

function originIn(name: string): string {
  return name.slice(name.indexOf(' ') + 1);
}

const none: Count = { shown: 0, ignored: 0, dismissed: 0, used: 0, usedThenSaid: 0 };
const mostNames = 400;

function add(counts: Record<string, Count>, name: string, what: keyof Count): void {
  const old = counts[name] ?? none;
  if (old === none && Object.keys(counts).length >= mostNames) return;
  counts[name] = { ...old, [what]: old[what] + 1 };
}
