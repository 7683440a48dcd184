import type { MarkClass } from '#domain/mark.ts';
import { doorStart } from '#engine/door/door.ts';
import { look } from '#engine/door/look.ts';
import { diceOf } from './dice.ts';
import { harmlessItem } from './masking-harmless.ts';
import { type Item, secretItem } from './masking-secrets.ts';

/** How well the door masks. Items and characters are counted apart; n = 0 gives null. */
export interface MaskingReport {
  /** Secrets of which no digit survived, of all secrets. */
  readonly recall: number | null;
  /** Stretches masked rightly, of all stretches masked. */
  readonly precision: number | null;
  readonly n: number;
  readonly characters: { readonly recall: number | null; readonly precision: number | null; readonly n: number };
  /** Closed values that are exactly the value said, of all C2 secrets: masking is right without it, the vault is not. */
  readonly values: { readonly right: number; readonly n: number };
  readonly missed: readonly string[];
  readonly wrong: readonly string[];
}

const classes: readonly MarkClass[] = ['phone', 'card', 'id', 'email', 'password', 'pin', 'otp', 'cvv', 'phone', 'card'];

/** The generated items: 200 secrets typed and said, 100 harmless numbers; the same for the same seed. */
export function maskingItems(seed = 20261122, secrets = 200, harmless = 100): readonly Item[] {
  const dice = diceOf(seed);
  return [
    ...Array.from({ length: secrets }, (_, at) =>
      secretItem(dice, `S${at}`, classes[at % classes.length] as MarkClass, at % 20 < 13 ? 'zh' : 'en'),
    ),
    ...Array.from({ length: harmless }, (_, at) => harmlessItem(dice, `H${at}`, at)),
  ];
}

/** Runs the items through the door and counts. */
export function maskingReport(items: readonly Item[] = maskingItems()): MaskingReport {
  const missed: string[] = [];
  const wrong: string[] = [];
  const count = {
    secrets: 0,
    hidden: 0,
    edits: 0,
    rightEdits: 0,
    secretChars: 0,
    hiddenChars: 0,
    maskedNumberChars: 0,
    values: 0,
    rightValues: 0,
  };
  for (const item of items) {
    const seen = runItem(item);
    count.secretChars += seen.secretChars;
    count.hiddenChars += seen.hiddenChars;
    count.maskedNumberChars += seen.hiddenChars + seen.harmlessHidden;
    count.edits += seen.edits;
    count.rightEdits += seen.rightEdits;
    if (item.class !== 'harmless') {
      count.secrets++;
      if (seen.hiddenChars === seen.secretChars) count.hidden++;
      else missed.push(describe(item, seen.stored));
      if (['phone', 'card', 'id', 'email'].includes(item.class)) {
        count.values++;
        if (seen.values.includes(item.value)) count.rightValues++;
      }
    }
    if (seen.rightEdits < seen.edits) wrong.push(describe(item, seen.stored));
  }
  const share = (part: number, of: number) => (of === 0 ? null : Math.round((part / of) * 10_000) / 10_000);
  return {
    recall: share(count.hidden, count.secrets),
    precision: share(count.rightEdits, count.edits),
    n: items.length,
    characters: {
      recall: share(count.hiddenChars, count.secretChars),
      precision: share(count.hiddenChars, count.maskedNumberChars),
      n: count.secretChars,
    },
    values: { right: count.rightValues, n: count.values },
    missed,
    wrong,
  };
}

function describe(item: Item, stored: readonly string[]): string {
  return `${item.id} ${item.lang} ${item.class} ${item.form}: ${stored.join(' | ')}`;
}

function runItem(item: Item) {
  let memory = doorStart;
  const seen = {
    secretChars: 0,
    hiddenChars: 0,
    harmlessHidden: 0,
    edits: 0,
    rightEdits: 0,
    stored: [] as string[],
    values: [] as string[],
  };
  for (const [at, turn] of item.turns.entries()) {
    const text = turn.parts.map(part => part.text).join('');
    const { edits, memory: after, sealed } = look(memory, { speaker: turn.speaker, text, lang: item.lang, atMs: at * 3000 });
    memory = after;
    seen.values.push(...sealed.map(value => value.value));
    const isHidden = (place: number) => edits.some(edit => edit.from <= place && edit.to > place);
    seen.stored.push([...text].map((char, place) => (isHidden(place) ? '█' : char)).join(''));
    let place = 0;
    const rightful = new Set<number>();
    for (const part of turn.parts) {
      for (const char of part.text) {
        if (part.is === 'secret') rightful.add(place);
        if (part.is === 'secret' && /[\p{L}\p{N}@]/u.test(char)) {
          seen.secretChars++;
          if (isHidden(place)) seen.hiddenChars++;
        }
        if (part.is === 'harmless' && /[\p{L}\p{N}]/u.test(char) && isHidden(place)) seen.harmlessHidden++;
        place += char.length;
      }
    }
    seen.edits += edits.length;
    seen.rightEdits += edits.filter(edit => [...rightful].some(at => at >= edit.from && at < edit.to)).length;
  }
  return seen;
}
