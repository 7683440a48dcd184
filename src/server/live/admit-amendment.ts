import type { Act } from '#domain/act.ts';
import { markPattern } from '#domain/mark.ts';
import type { Problem } from '#domain/problem.ts';
import type { Slot } from '#domain/slot.ts';
import { formOf, isSealedType } from '#domain/slot-form.ts';
import type { Lang } from '#domain/speaker.ts';
import { readTyped } from '#domain/typed-value.ts';
import { furtherWrong } from '#server/live/admit-further.ts';
import type { Ledger } from '#server/live/ledger.ts';
import { withoutSecrets } from '#server/without-secrets.ts';

type Amended = Extract<Act, { kind: 'amended' }>;

/**
 * A correction of a confirmed wrap-up on its way into the log: only what it changes, every value of its slot's type; or why it is not
 * taken. The call's door is gone by then: what was sealed stays as it is, and secrets typed into words are taken out.
 */
export function admitAmendment(
  { category, further, slots, why }: Amended,
  { engine, board }: Pick<Ledger, 'engine' | 'board'>,
  lang: Lang,
): { readonly act: Amended } | Problem {
  const content = engine.content(lang);
  const standing = board.category?.kind === 'category' ? board.category : undefined;
  const filed = standing?.chosen;
  if (category !== undefined && !content.leaves.has(category))
    return { kind: 'invalid', field: 'category', why: 'is no category of this call’s release' };
  const others = standing?.further?.map(({ code }) => code) ?? [];
  const isRefiled = category !== undefined && category !== filed;
  const isOther = further !== undefined && further.join() !== others.join();
  const main = category ?? filed;
  const wrong = isRefiled || isOther ? furtherWrong(further ?? others, main, standing?.most, code => content.leaves.has(code)) : null;
  if (wrong !== null) return { kind: 'invalid', field: 'further', why: wrong };
  const changed: Record<string, string> = {};
  for (const [key, typed] of Object.entries(slots)) {
    const slot = content.slots.get(key);
    if (!slot) return { kind: 'not-found', what: 'slot', id: key };
    const advice = board[`slot:${key}`];
    const standing = (advice?.kind === 'slot' ? advice.value : undefined) ?? '';
    if (typed.trim() === standing) continue;
    const isRequired = advice?.kind === 'slot' ? advice.required : slot.required; // as the call's queue has it
    const value = valueTyped({ ...slot, required: isRequired }, typed, standing);
    if (typeof value !== 'string') return value;
    changed[key] = value;
  }
  if (!isRefiled && !isOther && Object.keys(changed).length === 0) return { kind: 'invalid', field: 'slots', why: 'changes nothing' };
  const reason = withoutSecrets(why.trim()).slice(0, 200);
  if (reason === '') return { kind: 'invalid', field: 'why', why: 'is empty' };
  return { act: { kind: 'amended', ...(isRefiled ? { category } : {}), ...(isOther ? { further } : {}), slots: changed, why: reason } };
}

function valueTyped(slot: Slot, typed: string, standing: string): string | Problem {
  if (standing.match(markPattern) || isSealedType(slot.type)) return { kind: 'invalid', field: slot.key, why: 'holds a sealed value' };
  const value = readTyped(formOf(slot), typed);
  if (value === null) return { kind: 'invalid', field: slot.key, why: `is no value of type ${slot.type}` };
  if (value === '' && slot.required) return { kind: 'incomplete', category: false, slots: [{ slot: slot.key, label: slot.label }] };
  return withoutSecrets(value).slice(0, 500);
}
