import { expect, test } from 'vitest';
import type { SlotForm } from '#domain/slot-form.ts';
import { outcomeOf, textOf } from '#web/desk/field-text.ts';
import type { Slot } from '#web/desk/seen.ts';

function slot(type: SlotForm['type'], value?: string): Slot {
  return {
    key: 'slot:one',
    kind: 'slot',
    slot: 'one',
    label: '一',
    status: value === undefined ? 'empty' : 'filled',
    required: false,
    confidence: 1,
    evidence: [],
    loudness: 'quiet',
    form: { type },
    ...(value === undefined ? {} : { value }),
  };
}

const sealed = '⟦phone:1 …0016 ✓⟧';
const cases = [
  { when: 'nothing was changed', of: slot('place', '联华超市'), text: '联华超市 ', comes: { kind: 'same' } },
  { when: 'nothing was typed where nothing stood', of: slot('place'), text: ' ', comes: { kind: 'same' } },
  { when: 'another value was typed', of: slot('place', '联华超市'), text: '世纪联华二楼', comes: { kind: 'edit', value: '世纪联华二楼' } },
  { when: 'the field was emptied', of: slot('place', '联华超市'), text: '', comes: { kind: 'edit', value: '' } },
  { when: 'it is no value of the type', of: slot('tail', '4417'), text: 'zzzz', comes: { kind: 'bad' } },
  { when: 'the same was written otherwise', of: slot('tail', '4417'), text: '４４１７', comes: { kind: 'same' } },
  { when: 'a sealed value was left', of: slot('phone', sealed), text: '••••0016', comes: { kind: 'same' } },
  { when: 'a sealed value was half changed', of: slot('phone', sealed), text: '••••0017', comes: { kind: 'bad' } },
  { when: 'another number was typed', of: slot('phone', sealed), text: '138 0013 8000', comes: { kind: 'edit', value: '13800138000' } },
  { when: 'a sealed value was emptied', of: slot('phone', sealed), text: '', comes: { kind: 'edit', value: '' } },
  {
    when: 'words around a sealed value were changed',
    of: slot('text', `留的是${sealed}`),
    text: '改成••••0016',
    comes: { kind: 'edit', value: `改成${sealed}` },
  },
] as const;

test.each(cases)('$when', ({ of, text, comes }) => expect(outcomeOf(of, text)).toEqual(comes));

test('a field never holds a sealed value, only its tail', () => expect(textOf(slot('phone', sealed))).toBe('••••0016'));
