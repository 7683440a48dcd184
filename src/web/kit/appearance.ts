import { useSyncExternalStore } from 'react';

/** Light, dark, or as the system says. */
export type Theme = 'system' | 'light' | 'dark';

const listeners = new Set<() => void>();

/** The theme somebody chose on this machine. */
export function chosenTheme(): Theme {
  const stored = localStorage.getItem('deskside.theme');
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

/** Chooses and paints a theme. */
export function chooseTheme(theme: Theme): void {
  if (theme === 'system') localStorage.removeItem('deskside.theme');
  else localStorage.setItem('deskside.theme', theme);
  paintTheme(document);
  for (const tell of listeners) tell();
}

/** Paints the chosen theme on a document; a floating window is one of its own. */
export function paintTheme(target: Document): void {
  const theme = chosenTheme();
  if (theme === 'system') delete target.documentElement.dataset.theme;
  else target.documentElement.dataset.theme = theme;
}

/** Whether the dark values are on now. */
export function useDark(): boolean {
  return useSyncExternalStore(subscribe, isDark);
}

/** Whether single-letter keys work (WCAG 2.1.4: they can be switched off). */
export function useKeysOn(): boolean {
  return useSyncExternalStore(subscribe, keysOn);
}

/** Switches the single-letter keys. */
export function switchKeys(on: 'on' | 'off'): void {
  localStorage.setItem('deskside.keys', on);
  for (const tell of listeners) tell();
}

function keysOn(): boolean {
  return localStorage.getItem('deskside.keys') !== 'off';
}

function isDark(): boolean {
  const theme = chosenTheme();
  return theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
}

function subscribe(tell: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  listeners.add(tell);
  system.addEventListener('change', tell);
  return () => {
    listeners.delete(tell);
    system.removeEventListener('change', tell);
  };
}
