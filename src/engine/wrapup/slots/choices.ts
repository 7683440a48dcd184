import type { Hit } from '#domain/hit.ts';
import type { Slot } from '#domain/slot.ts';
import type { Read } from '#engine/wrapup/slots/person.ts';

/** One of a slot's choices, heard. */
export interface Choice {
  readonly slot: Slot;
  readonly order: number; // the choice; after all of them the bare answers
  readonly hit: Hit;
}

/** What a turn says of slots that may hold several choices: one value for each slot, in the order of its words. */
export function severalIn(choices: readonly Choice[]): readonly { readonly slot: Slot; readonly read: Read; readonly hit: Hit }[] {
  const inOrder = choices.toSorted((one, other) => one.hit.span[0] - other.hit.span[0]);
  return [...Map.groupBy(inOrder, ({ slot }) => slot)].map(([slot, said]) => {
    const { hit } = said[0] as Choice;
    const value = said.map(({ order }) => slot.choices[order % slot.choices.length]?.value ?? '').reduce(together);
    return { slot, read: { value, span: hit.span }, hit };
  });
}

/** What a turn tells of slots as settled: neither under a condition (要是停了才要去网点) nor two ways to choose from. */
export function settledIn(told: readonly Choice[], text: string): readonly Choice[] {
  const real = told.filter(({ hit }) => !isUnreal(text, hit.span) && !conditions.test(sentenceUpTo(text, hit.span)));
  return real.filter(({ slot, order }) => real.every(other => other.slot !== slot || other.order === order));
}

const conditions = /要是|如果|万一|假如|哪天|除非|的话|或者|还是|才[要得用需]|不想|懒得|不方便|以后/u;

function sentenceUpTo(text: string, [from, to]: readonly [number, number]): string {
  return `${text
    .slice(0, from)
    .split(/[。;；!！?？]/u)
    .at(-1)}${text.slice(from, to)}`;
}

/** Several choices of one slot, each once: 退还、道歉. */
function together(some: string, more: string): string {
  return [...new Set([...some.split(and), ...more.split(and)])].join(and);
}

/** What stands with what was heard added to it; what the other side summed up in its own words stands by itself. */
export function added(slot: Slot, old: string, more: string): string {
  if (!isOfChoices(slot, more)) return more;
  return isOfChoices(slot, old) ? together(old, more) : old;
}

function isOfChoices({ choices }: Slot, value: string): boolean {
  return value.split(and).every(part => choices.some(choice => choice.value === part));
}

const and = '、';

/** 我没有手机银行, 手机里我没弄过, 那还能是美元 choose nothing, 要是想不起来 gives no reason. */
export function isUnreal(text: string, [from, to]: readonly [number, number]): boolean {
  const clause = clauseOf(text, from).slice(-8);
  const said = clauseOf(text, from) + text.slice(from, to + 4);
  return (
    denied.test(clause) ||
    supposed.test(said) ||
    neverDone.test(text.slice(to, to + 6)) ||
    /^.{0,2}再(?:说|讲)/u.test(text.slice(to, to + 4))
  );
}

/** What is said of a clause before a place. */
function clauseOf(text: string, to: number): string {
  const said = text.slice(Math.max(0, to - supposedUpTo), to).split(/[,，。;；!！?？]/u);
  return said.at(-1) ?? '';
}

/** 万一 holds for so many characters. */
const supposedUpTo = 24;

const denied = /(?:还能是?|难道是?|总不能是?|没有?|不是|不用|不会用?|没开通?|没装|没办|又不)(?:过|去|来|要|那个|什么)?$/u;
const neverDone = /^[我俺]?(?:都|也|从来?|就)?没(?:弄|用|开|装|办)/u;
const supposed = /(?:要是|如果|万一|假如|假设|若是)/u;
