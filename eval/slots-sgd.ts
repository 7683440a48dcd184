import { z } from 'zod';
import type { Board } from '#engine/board.ts';
import type { Engine } from '#engine/engine.ts';
import { play } from '#eval/play.ts';
import { ratio } from '#eval/ratio.ts';
import { filledSlots } from '#eval/slot-values.ts';
import type { FoundShares } from '#eval/slots.ts';
import { plainAmount } from '#eval/slots-plain.ts';

const Frame = z.object({ state: z.record(z.string(), z.array(z.string())).optional() });

/** A dialogue of SGD: customers' turns carry what is known so far, by service, with every wording of a value. */
export const SgdDialogue = z.object({
  id: z.string(),
  turns: z.array(z.object({ role: z.enum(['customer', 'agent']), text: z.string(), labels: z.array(Frame).default([]) })),
});
export type SgdDialogue = z.infer<typeof SgdDialogue>;

/** Slots with a value against those wanted. `dialogues`: those in which a bank service knows anything at the end. */
export interface SgdFigures extends FoundShares {
  readonly bySlot: Readonly<Record<string, FoundShares>>;
  readonly dialogues: number;
}

/** The services call the same thing differently. */
const fieldOf: Readonly<Record<string, string>> = {
  amount: 'amount',
  transfer_amount: 'amount',
  recipient_account_name: 'recipient',
  recipient_name: 'recipient',
  receiver: 'recipient',
  account_type: 'accountType',
  recipient_account_type: 'recipientAccountType',
  payment_method: 'paymentMethod',
  private_visibility: 'privateVisibility',
};

/** Plays every dialogue and compares the wrap-up, and what the plain baseline reads, with what the bank services know at the end. */
export function evalSgd(
  engine: Engine,
  dialogues: readonly SgdDialogue[],
  wrong: (what: string) => void = () => {},
): Readonly<Record<'engine' | 'plain', SgdFigures>> {
  const ours: Pair[] = [];
  const plain: Pair[] = [];
  let count = 0;
  for (const dialogue of dialogues) {
    const wanted = wantedIn(dialogue);
    if (Object.keys(wanted).length === 0) continue;
    count++;
    const typed = dialogue.turns.map(({ role, text }) => ({ role, text }));
    const board: Board = play(engine, { id: dialogue.id, lang: 'en', channel: 'chat', turns: typed }).last;
    const pairs = pairsOf(filledSlots(board), wanted);
    for (const { slot, found, due } of pairs.filter(pair => !isRight(pair)))
      wrong(`${dialogue.id} ${slot}: ${found ?? '-'} for ${due?.join(' / ') ?? '-'}`);
    ours.push(...pairs);
    plain.push(...pairsOf(plainSlots(dialogue), wanted));
  }
  return { engine: figuresOf(ours, count), plain: figuresOf(plain, count) };
}

interface Pair {
  readonly slot: string;
  readonly found: string | undefined;
  readonly due: readonly string[] | undefined;
}

/** What the dialogue's bank services know at the end: of each field the latest value, also from business before the last. */
function wantedIn({ turns }: SgdDialogue): Readonly<Record<string, readonly string[]>> {
  const known = turns.flatMap(({ labels }) => labels.flatMap(({ state }) => Object.entries(state ?? {})));
  return Object.fromEntries(known.flatMap(([name, values]) => (fieldOf[name] ? [[fieldOf[name], values]] : [])));
}

function pairsOf(found: Readonly<Record<string, string>>, wanted: Readonly<Record<string, readonly string[]>>): readonly Pair[] {
  return [...new Set([...Object.keys(wanted), ...Object.keys(found)])].map(slot => ({ slot, found: found[slot], due: wanted[slot] }));
}

/** The same words whatever the case, the same number whatever its signs. */
function isRight({ slot, found, due }: Pair): boolean {
  if (found === undefined) return false;
  const said = (value: string) => (slot === 'amount' ? Number(plainAmount(value)) : value.toLowerCase().trim());
  return (due ?? []).some(value => said(value) === said(found));
}

function figuresOf(pairs: readonly Pair[], dialogues: number): SgdFigures {
  const slots = [...new Set(pairs.map(({ slot }) => slot))].toSorted();
  return {
    ...sharesOf(pairs),
    bySlot: Object.fromEntries(slots.map(slot => [slot, sharesOf(pairs.filter(pair => pair.slot === slot))])),
    dialogues,
  };
}

function sharesOf(pairs: readonly Pair[]): FoundShares {
  const right = pairs.filter(isRight).length;
  const found = pairs.filter(pair => pair.found !== undefined).length;
  const n = pairs.filter(({ due }) => due).length;
  return { precision: ratio(right, found), recall: ratio(right, n), f1: ratio(2 * right, found + n), n };
}

/** The baseline: after the agent's question the customer's last number, capitalised word or account word; the last one said stands. */
function plainSlots({ turns }: SgdDialogue): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [at, { role, text }] of turns.entries()) {
    if (role !== 'customer') continue;
    const asked = turns[at - 1]?.text ?? '';
    for (const { slot, question, answer } of plainReadings) {
      const value = question.test(asked) ? answer.exec(text)?.[1] : undefined;
      if (value !== undefined) found[slot] = value;
    }
  }
  return found;
}

const plainReadings: readonly { readonly slot: string; readonly question: RegExp; readonly answer: RegExp }[] = [
  { slot: 'amount', question: /how much|amount/i, answer: /.*?(\d[\d,]*(?:\.\d+)?)(?!.*\d)/ },
  { slot: 'recipient', question: /\bwhom?\b|recipient|receiver/i, answer: /.*\b([A-Z][a-z]+)/ },
  { slot: 'accountType', question: /which|what account|checking or savings/i, answer: /(checking|savings)/i },
  { slot: 'paymentMethod', question: /which|what account|payment method/i, answer: /(app balance|debit card|credit card)/i },
];
