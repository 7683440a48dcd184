import { z } from 'zod';

/** Everything a key does on the desk. */
export const Shortcut = z.enum([
  'search',
  'processes',
  'float',
  'mute',
  'robot',
  'copy',
  'used',
  'dismiss',
  'pin',
  'flag',
  'tick',
  'why',
  'gotIt',
  'contest',
  'first',
  'second',
  'third',
  'other',
  'also',
  'alsoOther',
  'alsoOut',
  'edit',
  'undo',
  'copyNote',
  'ticket',
  'confirm',
]);
export type Shortcut = z.infer<typeof Shortcut>;

/** Which key does what, by the names `keyName` gives: `c`, `?`, `F4`, `Ctrl+Enter`. */
export const Keymap = z.record(Shortcut, z.string().min(1).max(20));
export type Keymap = Readonly<z.infer<typeof Keymap>>;

/** The keys as the desk comes. */
export const defaultKeys: Keymap = {
  search: '/',
  processes: 's',
  float: 'f',
  mute: 'm',
  robot: 'r',
  copy: 'c',
  used: 'u',
  dismiss: 'x',
  pin: 'p',
  flag: '!',
  tick: 't',
  why: '?',
  gotIt: 'a',
  contest: 'q',
  first: '1',
  second: '2',
  third: '3',
  other: '4',
  also: '5',
  alsoOther: '6',
  alsoOut: '7',
  edit: 'e',
  undo: 'Ctrl+z',
  copyNote: 'n',
  ticket: 'g',
  confirm: 'Ctrl+Enter',
};

/** When shortcuts work; two of one moment cannot share a key, and those of always share none. */
export const moments = {
  always: ['search', 'processes', 'float', 'mute', 'robot', 'why'],
  call: ['copy', 'used', 'dismiss', 'pin', 'flag', 'tick'],
  alarm: ['gotIt', 'contest'],
  after: ['first', 'second', 'third', 'other', 'also', 'alsoOther', 'alsoOut', 'edit', 'undo', 'copyNote', 'ticket', 'confirm'],
} as const satisfies Record<string, readonly Shortcut[]>;
export type Moment = keyof typeof moments;

/** What came of giving a shortcut another key. */
export type Change =
  | { readonly kind: 'changed'; readonly keymap: Keymap }
  | { readonly kind: 'taken'; readonly by: Shortcut }
  | { readonly kind: 'reserved' };

/** Gives a shortcut another key, unless that is taken at the same moment or belongs to the browser or to reading a page. */
export function changeKey(keymap: Keymap, shortcut: Shortcut, key: string): Change {
  if (!isFree(key) && key !== defaultKeys[shortcut]) return { kind: 'reserved' };
  const by = Shortcut.options.find(other => other !== shortcut && keymap[other] === key && meet(other, shortcut));
  return by === undefined ? { kind: 'changed', keymap: { ...keymap, [shortcut]: key } } : { kind: 'taken', by };
}

/** Whether a whole set of keys can stand: none of them reserved, none given twice at one moment. */
export function isConsistent(keymap: Keymap): boolean {
  return Shortcut.options.every(shortcut => changeKey(keymap, shortcut, keymap[shortcut]).kind === 'changed');
}

/** A key as it is printed on a button. */
export function printed(key: string): string {
  const name = key.startsWith('Ctrl+') ? key.slice('Ctrl+'.length) : key;
  const shown = name === 'Enter' ? '↵' : name.length === 1 ? name.toUpperCase() : name;
  return key.startsWith('Ctrl+') ? `Ctrl ${shown}` : shown;
}

function meet(one: Shortcut, other: Shortcut): boolean {
  const [a, b] = [momentOf(one), momentOf(other)];
  return a === b || a === 'always' || b === 'always';
}

function momentOf(shortcut: Shortcut): Moment {
  return (Object.keys(moments) as Moment[]).find(moment => (moments[moment] as readonly Shortcut[]).includes(shortcut)) ?? 'always';
}

/** One visible character, a function key the browser leaves alone, or Ctrl with a key that is nobody's. */
function isFree(key: string): boolean {
  if (/^F(?:2|4|8|9|10)$/.test(key)) return true;
  if (key.startsWith('Ctrl+')) return key === 'Ctrl+Enter' || /^Ctrl\+[beigmqy,;']$/.test(key);
  return key.length === 1 && key !== ' ';
}
