import { useCallback, useRef, useState, useSyncExternalStore } from 'react';
import type { ConversationId } from '#domain/ids.ts';
import type { Problem } from '#domain/problem.ts';
import { isSealedType } from '#domain/slot-form.ts';
import { type Outcome, outcomeOf } from '#web/desk/field-text.ts';
import type { Slot } from '#web/desk/seen.ts';
import type { DeskStore } from '#web/desk/store.ts';

/** The wrap-up's form: what is typed in its fields, what was changed, and whether it is being confirmed. */
export interface WrapUpForm {
  /** What is typed for a slot and not yet saved. */
  readonly draftOf: (slot: Slot) => string | undefined;
  /** Whether what stands in the field was tried and is no value of its type. */
  readonly isBad: (slot: Slot) => boolean;
  readonly type: (slot: Slot, text: string) => void;
  readonly drop: (slot: Slot) => void;
  /** Sends what was typed; what is no value stays in the field. */
  readonly save: (slot: Slot) => Outcome['kind'];
  /** An unsure value is right as it stands. */
  readonly keep: (slot: Slot) => void;
  /** The slot changed last, and how to take that back. */
  readonly lastEdit?: { readonly label: string; readonly undo: () => void };
  /** Confirms once every edit on its way is written; tells what came of it when something did not. */
  readonly wrap: (refused: (why: Unwrapped) => void) => void;
  readonly isWrapping: boolean;
  /** Why the wrap-up was not confirmed, until the agent changes something. */
  readonly refusal?: Problem;
  readonly forgetRefusal: () => void;
}

/** Why a wrap-up stays open: a field was not taken, or the whole. */
export type Unwrapped = 'a-field' | 'the-whole';

interface Done {
  readonly slot: Slot;
  readonly before: string | null; // null: as it was heard
}

/** Keeps the form of one conversation; what is typed lies in the store, so that another call may have the screen meanwhile. */
export function useWrapUp(store: DeskStore, id: ConversationId): WrapUpForm {
  const drafts = useSyncExternalStore(store.drafts.subscribe, store.drafts.read)[id] ?? none;
  const [bad, setBad] = useState<Readonly<Record<string, string>>>(none); // by slot: the text that was tried
  const [done, setDone] = useState<readonly Done[]>([]);
  const [isWrapping, setWrapping] = useState(false);
  const [refusal, setRefusal] = useState<Problem | null>(null);
  const sent = useRef(new Map<string, string | null>()); // what the agent put last, by slot
  const underWay = useRef(new Set<Promise<boolean>>());
  const flying = useRef(new Map<string, string>()); // texts on their way, by slot

  const setText = (slot: Slot, text: string) => store.drafts.put(id, slot.slot, text, isSecret(slot) ? 'in-memory' : 'over-reload');

  const send = (slot: Slot, value: string | null, text: string | undefined): void => {
    if (text !== undefined) flying.current.set(slot.slot, text);
    const written = new Promise<boolean>(resolve => {
      store.act(id, { kind: 'edited', slot: slot.slot, value }, problem => {
        resolve(problem === null);
        if (flying.current.get(slot.slot) === text) flying.current.delete(slot.slot);
        if (problem?.kind === 'invalid' && text !== undefined) {
          setText(slot, store.drafts.read()[id]?.[slot.slot] ?? text);
          setBad(tried => ({ ...tried, [slot.slot]: text }));
          return 'shown';
        }
        if (problem === null && store.drafts.read()[id]?.[slot.slot] === text) store.drafts.drop(id, slot.slot);
        return 'not-shown';
      });
    });
    underWay.current.add(written);
    void written.then(() => underWay.current.delete(written));
    sent.current.set(slot.slot, value);
  };

  const edit = (slot: Slot, value: string, text: string | undefined): void => {
    const before = sent.current.get(slot.slot) ?? (slot.status === 'edited' ? (slot.value ?? null) : null);
    setDone(list => [...list, { slot, before }]);
    setRefusal(null);
    send(slot, value, text);
  };

  const undo = (): void => {
    const last = done.at(-1);
    if (!last) return;
    setDone(list => list.slice(0, -1));
    setRefusal(null);
    store.drafts.drop(id, last.slot.slot);
    send(last.slot, last.before, undefined);
  };

  const forgetRefusal = useCallback(() => setRefusal(null), []);
  const last = done.at(-1);
  return {
    draftOf: ({ slot }) => drafts[slot],
    isBad: slot => drafts[slot.slot] !== undefined && bad[slot.slot] === drafts[slot.slot],
    type: setText,
    drop: ({ slot }) => store.drafts.drop(id, slot),
    save(slot) {
      const text = store.drafts.read()[id]?.[slot.slot];
      if (text === undefined) return 'same';
      if (bad[slot.slot] === text) return 'bad';
      const outcome = outcomeOf(slot, text);
      if (outcome.kind === 'same') store.drafts.drop(id, slot.slot);
      if (outcome.kind === 'bad') setBad(tried => ({ ...tried, [slot.slot]: text }));
      if (outcome.kind === 'edit' && flying.current.get(slot.slot) !== text) edit(slot, outcome.value, text);
      return outcome.kind;
    },
    keep: slot => slot.value !== undefined && edit(slot, slot.value, undefined),
    ...(last ? { lastEdit: { label: last.slot.label, undo } } : {}),
    wrap(refused) {
      if (isWrapping) return;
      setWrapping(true);
      setRefusal(null);
      void Promise.all(underWay.current).then(written => {
        if (!written.every(Boolean)) {
          setWrapping(false);
          return refused('a-field');
        }
        store.act(id, { kind: 'wrapped' }, problem => {
          setWrapping(false);
          if (problem === null) return 'shown';
          setRefusal(problem);
          refused('the-whole');
          return 'shown';
        });
      });
    },
    isWrapping,
    ...(refusal ? { refusal } : {}),
    forgetRefusal,
  };
}

const none: Readonly<Record<string, string>> = {};

/** Whether what is typed for a slot may be a secret. */
function isSecret({ form, value }: Slot): boolean {
  return isSealedType(form?.type) || value?.includes('⟦') === true;
}
