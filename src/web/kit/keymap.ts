import { useSyncExternalStore } from 'react';
import { defaultKeys, isConsistent, Keymap } from '#web/kit/shortcuts.ts';

const listeners = new Set<() => void>();
let owner = '';
let current: Keymap = defaultKeys;

/** From now on the keys are this person's; they are kept in this browser, by staff number. */
export function takeKeysOf(staffNo: string): void {
  if (owner === staffNo) return;
  owner = staffNo;
  current = parseKeymap(localStorage.getItem(nameOf(staffNo)) ?? '') ?? defaultKeys;
  tell();
}

/** The keys of whoever is here. */
export function useKeymap(): Keymap {
  const now = () => current;
  return useSyncExternalStore(subscribe, now, now);
}

/** Keeps a set of keys. */
export function keepKeymap(keymap: Keymap): void {
  current = keymap;
  if (keymap === defaultKeys) localStorage.removeItem(nameOf(owner));
  else localStorage.setItem(nameOf(owner), JSON.stringify(keymap));
  tell();
}

/** Reads a set of keys from a file or from what was kept; null when it is none, or cannot stand. Keys we learned later are added. */
export function parseKeymap(text: string): Keymap | null {
  try {
    const found = Keymap.safeParse({ ...defaultKeys, ...(JSON.parse(text) as object) });
    return found.success && isConsistent(found.data) ? found.data : null;
  } catch {
    return null; // not JSON: the same answer as for JSON that is no set of keys
  }
}

function nameOf(staffNo: string): string {
  return `deskside.keymap.${staffNo}`;
}

function tell(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
