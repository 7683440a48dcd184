import { expect, test } from 'vitest';
import { keyName } from '#web/desk/keys.ts';

const field = { tagName: 'INPUT', type: 'text' } as unknown as EventTarget;
const radio = { tagName: 'INPUT', type: 'radio' } as unknown as EventTarget;
const base = { ctrlKey: false, metaKey: false, altKey: false, isComposing: false, keyCode: 0, target: null };

const cases = [
  { when: 'a letter', pressed: { ...base, key: 'C' }, letters: 'on', name: 'c' },
  { when: 'a letter while an IME composes', pressed: { ...base, key: 'c', isComposing: true }, letters: 'on', name: null },
  { when: 'a letter the IME keeps for itself', pressed: { ...base, key: 'Process', keyCode: 229 }, letters: 'on', name: null },
  { when: 'a letter in a field', pressed: { ...base, key: 'c', target: field }, letters: 'on', name: null },
  { when: 'a letter on a radio button', pressed: { ...base, key: 'q', target: radio }, letters: 'on', name: 'q' },
  { when: 'a full-width sign', pressed: { ...base, key: '？' }, letters: 'on', name: '?' },
  { when: 'Ctrl+Enter in a field', pressed: { ...base, key: 'Enter', ctrlKey: true, target: field }, letters: 'on', name: 'Ctrl+Enter' },
  { when: 'Escape in a field', pressed: { ...base, key: 'Escape', target: field }, letters: 'on', name: 'Escape' },
  { when: 'Ctrl+C is not C', pressed: { ...base, key: 'c', ctrlKey: true }, letters: 'on', name: 'Ctrl+c' },
  { when: 'a letter while keys are off', pressed: { ...base, key: 'c' }, letters: 'off', name: null },
  { when: 'Escape while keys are off', pressed: { ...base, key: 'Escape' }, letters: 'off', name: 'Escape' },
] as const;

test.each(cases)('$when → $name', ({ pressed, letters, name }) => expect(keyName(pressed, letters)).toBe(name));
