import type { BotDiff } from '#protocol/robots.ts';

type Words = BotDiff['words'];
type Lines = BotDiff['lines'];

/** What differs between two bots, place by place. Steps are known by their id, so one that moved is told as moved. */
export function diffInWords(before: unknown, after: unknown): Words {
  const [old, fresh] = [placesOf(before), placesOf(after)];
  const words: Words = [];
  for (const [where, value] of old) {
    const now = fresh.get(where);
    if (now === undefined) words.push({ where, change: 'removed', before: cut(value) });
    else if (now !== value) words.push({ where, change: 'changed', before: cut(value), after: cut(now) });
  }
  for (const [where, value] of fresh) if (!old.has(where)) words.push({ where, change: 'added', after: cut(value) });
  const [order, now] = [stepsOf(before), stepsOf(after)];
  const [stayed, staying] = [order.filter(id => now.includes(id)), now.filter(id => order.includes(id))];
  for (const [index, id] of staying.entries())
    if (stayed[index] !== id) words.push({ where: `steps.${id}`, change: 'moved', before: place(order, id), after: place(now, id) });
  return words.sort((a, b) => (a.where < b.where ? -1 : a.where > b.where ? 1 : 0)).slice(0, mostWords);
}

const mostWords = 400;
const longestValue = 300;
const place = (steps: readonly string[], id: string) => String(steps.indexOf(id) + 1);
const cut = (text: string) => (text.length > longestValue ? `${text.slice(0, longestValue)}…` : text);

/** Every single value by its place; a list of things with an id is named by them, another by its numbers from 1. */
function placesOf(value: unknown, where = '', found = new Map<string, string>()): ReadonlyMap<string, string> {
  const inner = (key: string) => (where ? `${where}.${key}` : key);
  if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) placesOf(one, inner(idOf(one) ?? String(index + 1)), found);
    if (value.length === 0) return found;
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, one] of Object.entries(value)) placesOf(one, inner(key), found);
  } else if (value !== undefined) found.set(where, String(value));
  return found;
}

function stepsOf(bot: unknown): readonly string[] {
  const steps = (bot as { steps?: unknown } | null)?.steps;
  return Array.isArray(steps) ? steps.flatMap(step => idOf(step) ?? []) : [];
}

function idOf(value: unknown): string | null {
  const id = (value as { id?: unknown } | null)?.id;
  return typeof id === 'string' ? id : null;
}

/** Two texts line by line, with three lines around every change; the rest is left out and counted. */
export function diffInLines(before: string, after: string): Lines {
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  let head = 0;
  while (head < old.length && head < fresh.length && old[head] === fresh[head]) head++;
  let tail = 0;
  while (tail < old.length - head && tail < fresh.length - head && old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail]) tail++;
  const [a, b] = [old.slice(head, old.length - tail), fresh.slice(head, fresh.length - tail)];
  const same = (texts: readonly string[]): Lines => texts.map(text => ({ kind: 'same', text }));
  const all = [...same(old.slice(0, head)), ...middle(a, b), ...same(old.slice(old.length - tail))];
  return around(all, 3);
}

const mostCells = 4_000_000;

/** The longest common lines of two texts; where that would be too much work, everything old is out and everything new is in. */
function middle(a: readonly string[], b: readonly string[]): Lines {
  const out: Lines = [];
  const removed = (text: string | undefined) => out.push({ kind: 'removed', text: text ?? '' });
  const added = (text: string | undefined) => out.push({ kind: 'added', text: text ?? '' });
  if (a.length * b.length > mostCells) {
    for (const text of a) removed(text);
    for (const text of b) added(text);
    return out;
  }
  const width = b.length + 1;
  const length = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number) => length[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      length[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      out.push({ kind: 'same', text: a[i] ?? '' });
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) removed(a[i++]);
    else added(b[j++]);
  }
  return out;
}

function around(lines: Lines, context: number): Lines {
  const near = new Uint8Array(lines.length);
  for (const [index, { kind }] of lines.entries())
    if (kind !== 'same') near.fill(1, Math.max(0, index - context), Math.min(lines.length, index + context + 1));
  const out: Lines = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index];
    if (near[index] && line) {
      out.push(line);
      continue;
    }
    const from = index;
    while (index + 1 < lines.length && !near[index + 1]) index++;
    out.push({ kind: 'left-out', text: String(index - from + 1) });
  }
  return out;
}
