import { useLayoutEffect, useRef } from 'react';

/** What a key does, by its name: `c`, `/`, `Escape`, `Ctrl+Enter`. */
export type KeyMap = Readonly<Record<string, () => void>>;

/** The part of a keyboard event that decides. */
export interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly isComposing: boolean;
  readonly keyCode: number;
  readonly target: EventTarget | null;
}

/**
 * The name of a key as our maps write it, or null when it must do nothing: while an IME composes, and in a field
 * for everything but Escape and Ctrl combinations.
 */
export function keyName(pressed: Pressed, letters: 'on' | 'off' = 'on'): string | null {
  if (pressed.isComposing || pressed.keyCode === 229 || pressed.altKey) return null;
  const key = pressed.key.length === 1 ? pressed.key.normalize('NFKC').toLowerCase() : pressed.key; // ？ is ? on a Chinese keyboard
  if (pressed.ctrlKey || pressed.metaKey) return `Ctrl+${key}`;
  if (key !== 'Escape' && isField(pressed.target)) return null;
  if (letters === 'off' && key.length === 1) return null;
  return key;
}

/** Listens on a window (the page's, or a floating one) as long as the component lives: from the moment that it can be seen. */
export function useKeys(map: KeyMap, letters: 'on' | 'off', target: Window = window): void {
  const latest = useRef(map);
  latest.current = map;
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const name = keyName(event, letters);
      const act = name === null || event.repeat ? undefined : latest.current[name];
      if (!act || event.defaultPrevented) return;
      if ((name === 'Enter' || name === ' ') && isButton(event.target)) return;
      event.preventDefault();
      act();
    };
    target.addEventListener('keydown', press);
    return () => target.removeEventListener('keydown', press);
  }, [letters, target]);
}

function isField(target: EventTarget | null): boolean {
  const element = target as Partial<HTMLElement> | null;
  if (element?.isContentEditable) return true;
  const tag = element?.tagName?.toLowerCase();
  if (tag === 'input') return (element as HTMLInputElement).type !== 'radio';
  return tag === 'textarea' || tag === 'select';
}

function isButton(target: EventTarget | null): boolean {
  const tag = (target as Partial<HTMLElement> | null)?.tagName?.toLowerCase();
  return tag === 'button' || tag === 'a';
}
