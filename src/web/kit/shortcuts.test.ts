import { expect, test } from 'vitest';
import { changeKey, defaultKeys, isConsistent, printed, type Shortcut } from '#web/kit/shortcuts.ts';

const cases: readonly { when: string; shortcut: Shortcut; key: string; comes: object }[] = [
  { when: 'a free letter', shortcut: 'copy', key: 'k', comes: { kind: 'changed', keymap: { ...defaultKeys, copy: 'k' } } },
  { when: 'its own key again', shortcut: 'copy', key: 'c', comes: { kind: 'changed', keymap: defaultKeys } },
  { when: 'the key of another at the same moment', shortcut: 'copy', key: 'u', comes: { kind: 'taken', by: 'used' } },
  { when: 'the key of one that always works', shortcut: 'copy', key: 's', comes: { kind: 'taken', by: 'processes' } },
  { when: 'for one that always works, a key of any moment', shortcut: 'search', key: '4', comes: { kind: 'taken', by: 'other' } },
  { when: 'the key of another moment', shortcut: 'gotIt', key: 'c', comes: { kind: 'changed', keymap: { ...defaultKeys, gotIt: 'c' } } },
  { when: 'what takes back a word, for anything else', shortcut: 'copy', key: 'Ctrl+z', comes: { kind: 'reserved' } },
  { when: 'its own reserved key again', shortcut: 'undo', key: 'Ctrl+z', comes: { kind: 'changed', keymap: defaultKeys } },
  { when: 'what leaves a field', shortcut: 'copy', key: 'Escape', comes: { kind: 'reserved' } },
  { when: 'what presses a button', shortcut: 'copy', key: 'Enter', comes: { kind: 'reserved' } },
  { when: "the browser's copy", shortcut: 'copy', key: 'Ctrl+c', comes: { kind: 'reserved' } },
  {
    when: 'Ctrl with a letter of nobody',
    shortcut: 'used',
    key: 'Ctrl+g',
    comes: { kind: 'changed', keymap: { ...defaultKeys, used: 'Ctrl+g' } },
  },
  { when: 'a function key', shortcut: 'float', key: 'F9', comes: { kind: 'changed', keymap: { ...defaultKeys, float: 'F9' } } },
  { when: 'reload', shortcut: 'float', key: 'F5', comes: { kind: 'reserved' } },
];

test.each(cases)('$when', ({ shortcut, key, comes }) => expect(changeKey(defaultKeys, shortcut, key)).toEqual(comes));

test('the keys as they come stand; a set that gives one twice does not', () => {
  expect([isConsistent(defaultKeys), isConsistent({ ...defaultKeys, copy: 'u' })]).toEqual([true, false]);
});

test('keys as they are printed', () =>
  expect(['c', '/', 'F9', 'Ctrl+Enter', 'Ctrl+g'].map(printed)).toEqual(['C', '/', 'F9', 'Ctrl ↵', 'Ctrl G']));
