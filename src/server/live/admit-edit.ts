import type { Act } from '#domain/act.ts';
import { markPattern } from '#domain/mark.ts';
import type { Problem } from '#domain/problem.ts';
import type { Slot } from '#domain/slot.ts';
import { formOf, SealedType } from '#domain/slot-form.ts';
import type { Lang } from '#domain/speaker.ts';
import { longestValue, readTyped } from '#domain/typed-value.ts';
import type { Gatekeeper } from '#server/live/gatekeeper.ts';

type Edited = Extract<Act, { kind: 'edited' }>;

/** The slot an edit is about: what the release says of it, and its value before the edit. */
export interface EditedSlot {
  readonly slot: Slot;
  readonly standing?: string;
}

/** An agent's edit on its way into the log: a value of the slot's type, its secrets sealed; or why it is not taken. */
export function admitEdit(act: Edited, about: EditedSlot | undefined, door: Gatekeeper, atMs: number): { readonly act: Edited } | Problem {
  if (!about) return { kind: 'not-found', what: 'slot', id: act.slot };
  const { slot, standing } = about;
  if (act.value === null || act.value === standing) return { act }; // as it was heard, or sure as it stands

  const value = readTyped(formOf(slot), act.value);
  const secret = SealedType.safeParse(slot.type).data;
  const isSecret = secret !== undefined && value !== null && /^\+?\d+X?$|@/.test(value);
  const admitted =
    value === null ? null : isSecret ? sealed(secret, value, slot.lang, door, atMs) : admittedWords(value, standing, door, atMs);
  if (admitted === null) return { kind: 'invalid', field: act.slot, why: `is no value of type ${slot.type}` };
  return { act: { ...act, value: admitted.slice(0, longestValue) } };
}

/** The mark of a typed number or address; null when the door finds no such thing in it: then it may not stand in the log. */
function sealed(kind: SealedType, value: string, lang: Lang, door: Gatekeeper, atMs: number): string | null {
  const text = door.admitTyped(`${lead[lang][kind]}${value}`, atMs);
  return [...text.matchAll(markPattern)].find(([, found]) => found === kind)?.[0] ?? null;
}

/** Words that tell the door what is typed: by themselves some numbers may be anything. */
const lead: Readonly<Record<Lang, Readonly<Record<SealedType, string>>>> = {
  zh: { phone: '手机号是', card: '卡号是', id: '身份证号是', email: '邮箱是' },
  en: { phone: 'phone number ', card: 'card number ', id: 'ID number ', email: 'e-mail ' },
};

/** Everything typed goes through the door, but the marks of the value before the edit, which it would take for forged ones. */
function admittedWords(value: string, standing: string | undefined, door: Gatekeeper, atMs: number): string {
  const own = new Set((standing ?? '').match(markPattern));
  const pieces = value.split(/(⟦[^⟧]*⟧)/u);
  return pieces.map(piece => (own.has(piece) || piece === '' ? piece : door.admitTyped(piece, atMs))).join('');
}
