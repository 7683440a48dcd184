import type { Slot } from '#domain/slot.ts';
import type { Content } from '#engine/content.ts';

/** What a heard concept means to a slot. */
export interface SlotUse {
  readonly slot: Slot;
  readonly as: 'asked' | 'says' | 'choice' | 'answer' | 'unsure';
  readonly choice: number; // index of the choice, or -1
}

/** Concept → slots that listen for it. Made once per content, so a turn costs its hits alone. */
export function slotUses(content: Content): ReadonlyMap<string, readonly SlotUse[]> {
  const known = indexes.get(content);
  if (known) return known;

  const index = new Map<string, SlotUse[]>();
  const add = (cues: readonly string[], use: SlotUse): void => {
    for (const cue of cues) {
      const list = index.get(cue);
      if (list) list.push(use);
      else index.set(cue, [use]);
    }
  };
  for (const slot of content.slots.values()) {
    add(slot.asked, { slot, as: 'asked', choice: -1 });
    add(slot.says, { slot, as: 'says', choice: -1 });
    add(slot.unsure, { slot, as: 'unsure', choice: -1 });
    slot.choices.forEach((choice, index) => {
      add(choice.says, { slot, as: 'choice', choice: index });
      add(choice.answers, { slot, as: 'answer', choice: index });
    });
  }
  indexes.set(content, index);
  return index;
}

const indexes = new WeakMap<Content, ReadonlyMap<string, readonly SlotUse[]>>();
