import type { Slot } from '#domain/slot.ts';
import type { Content } from '#engine/content.ts';

/** What a heard concept means to a slot. */
export interface SlotUse {
  readonly slot: Slot;
  readonly as: 'asked' | 'says' | 'told' | 'choice' | 'answer' | 'ruled' | 'unless' | 'unsure';
  readonly choice: number; // index of the choice, or -1
}

/** What a heard concept means to the slots. */
export interface SlotCue {
  readonly uses: readonly SlotUse[];
  readonly outright: readonly SlotUse[]; // without bare answers, which mean nothing while no question is open
}

/** Concept → slots that listen for it. */
export function slotCues(content: Content): ReadonlyMap<string, SlotCue> {
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
    add(slot.told, { slot, as: 'told', choice: -1 });
    add(slot.unless, { slot, as: 'unless', choice: -1 });
    add(slot.unsure, { slot, as: 'unsure', choice: -1 });
    slot.choices.forEach((choice, index) => {
      add(choice.says, { slot, as: 'choice', choice: index });
      add(choice.answers, { slot, as: 'answer', choice: index });
      add(choice.told, { slot, as: 'ruled', choice: index });
    });
  }
  return new Map([...index].map(([cue, uses]) => [cue, { uses, outright: uses.filter(({ as }) => as !== 'answer') }]));
}

/** Slots that are shown whether or not they are filled, in their order. */
export interface Always {
  readonly keys: readonly string[];
  has(slot: string): boolean;
}

/** Those of a process, after those that tell who the customer is where that is checked. Made once for each process of a content. */
export function slotsAlways(content: Content, process: string | null, checksIdentity: boolean): Always {
  const made = always.get(content) ?? [new Map<string | null, Always>(), new Map<string | null, Always>()];
  always.set(content, made);
  const [without, withIdentity] = made;
  const known = checksIdentity ? withIdentity : without;
  const kept = known.get(process);
  if (kept) return kept;
  const identity = checksIdentity ? [...content.slots.values()].filter(slot => slot.identity).map(slot => slot.key) : [];
  const here = process === null ? [] : (content.processes.get(process)?.slots ?? []);
  const slots = new Set([...identity, ...here].filter(key => content.slots.has(key)));
  const listed: Always = { keys: [...slots], has: slot => slots.has(slot) };
  known.set(process, listed);
  return listed;
}

const always = new WeakMap<Content, [Map<string | null, Always>, Map<string | null, Always>]>();

/** The slots a process wants: those it lists, and those that name it. */
export function slotsOf(content: Content, process: string | null): ReadonlySet<string> {
  if (process === null) return none;
  const known = wanted.get(content) ?? new Map<string, ReadonlySet<string>>();
  wanted.set(content, known);
  const kept = known.get(process);
  if (kept) return kept;

  const own = content.processes.get(process)?.slots ?? [];
  const more = [...content.slots.values()].filter(slot => slot.processes.includes(process)).map(slot => slot.key);
  const slots = new Set([...own, ...more]);
  known.set(process, slots);
  return slots;
}

const none: ReadonlySet<string> = new Set();
const wanted = new WeakMap<Content, Map<string, ReadonlySet<string>>>();

/** The slots a process lists itself. */
export function slotsListed(content: Content, process: string): ReadonlySet<string> {
  const known = listed.get(content) ?? new Map([...content.processes.values()].map(({ key, slots }) => [key, new Set(slots)]));
  listed.set(content, known);
  return known.get(process) ?? none;
}

const listed = new WeakMap<Content, ReadonlyMap<string, ReadonlySet<string>>>();
