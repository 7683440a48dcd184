import { useKeymap } from '#web/kit/keymap.ts';
import { printed, type Shortcut } from '#web/kit/shortcuts.ts';

/** The key of a shortcut as it stands now, printed on its button; gone while single keys are switched off. */
export function Key({ of }: { readonly of: Shortcut }) {
  const key = useKeymap()[of];
  return <kbd className={key.length === 1 ? 'key' : undefined}>{printed(key)}</kbd>;
}
