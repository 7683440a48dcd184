import { z } from 'zod';
import type { Advice } from '#domain/advice.ts';
import type { Board } from '#engine/board.ts';
import type { Engine } from '#engine/engine.ts';
import { play } from '#eval/play.ts';
import { ratio } from '#eval/ratio.ts';
import { plainDay } from '#eval/slots-plain.ts';

const items = ['postcode', 'name', 'dob'] as const;
type Item = (typeof items)[number];

/** A caller of EVI who tells postcode, name and date of birth, each up to three times; the questions are not in the data. */
export const IdentityCall = z.object({
  id: z.string(),
  turns: z.array(z.object({ text: z.string(), labels: z.object({ item: z.enum(items), attempt: z.number().int() }) })),
  labels: z.object({ postcode: z.string(), name: z.string(), dob: z.string(), speaker: z.string() }),
});
export type IdentityCall = z.infer<typeof IdentityCall>;

/** One item over all calls: right after the first answer, right at the end, and filled at the end with anything. n: calls. */
export interface ItemFigures {
  readonly first: number | null;
  readonly last: number | null;
  readonly filled: number | null;
  readonly n: number;
}

/** Every item by the wrap-up and by the plain baseline. */
export type IdentityFigures = Readonly<Record<'engine' | 'plain', Readonly<Record<Item, ItemFigures>>>>;

/** What a bot asks before each answer; the recogniser's first guess is what the customer said. */
const questions: Readonly<Record<Item, string>> = {
  postcode: 'What is your postcode?',
  name: 'What is your full name?',
  dob: 'What is your date of birth?',
};
const opening = { role: 'customer', text: 'I have a question about my account.' } as const;

/** Plays every call question by question; exact means the same letters and digits, whatever the case and spaces, and the same day. */
export function evalIdentity(engine: Engine, calls: readonly IdentityCall[], wrong: (what: string) => void = () => {}): IdentityFigures {
  const seen = { engine: [] as Seen[], plain: [] as Seen[] };
  for (const call of calls) {
    const answered = call.turns.filter(({ text }) => text.trim() !== '');
    const turns = answered.flatMap(({ text, labels }) => [
      { role: 'bot', text: questions[labels.item] },
      { role: 'customer', text },
    ]);
    const { boards, last } = play(engine, { id: call.id, lang: 'en', channel: 'chat', turns: [opening, ...turns] });
    for (const item of items) {
      const due = plainly(item, call.labels[item]);
      const firstAt = answered.findIndex(({ labels }) => labels.item === item && labels.attempt === 0);
      const first = firstAt < 0 ? undefined : valueOn(boards[2 * firstAt + 2] ?? {}, item); // the opening, then question and answer
      const final = valueOn(last, item);
      seen.engine.push({ item, due, first, last: final });
      const said = answered.filter(({ labels }) => labels.item === item);
      const readings = said.map(({ text }) => plainReading(item, text));
      seen.plain.push({
        item,
        due,
        first: firstAt < 0 ? undefined : readings[0],
        last: readings.findLast(reading => reading !== undefined),
      });
      if (final !== due) wrong(`${item}: ${final ?? '-'} for ${due} in ${said.map(({ text }) => `"${text}"`).join(' ')}`);
    }
  }
  return { engine: figuresOf(seen.engine), plain: figuresOf(seen.plain) };
}

interface Seen {
  readonly item: Item;
  readonly due: string;
  readonly first: string | undefined;
  readonly last: string | undefined;
}

function figuresOf(all: readonly Seen[]): Readonly<Record<Item, ItemFigures>> {
  const figures = (item: Item): ItemFigures => {
    const own = all.filter(each => each.item === item);
    const share = (holds: (each: Seen) => boolean) => ratio(own.filter(holds).length, own.length);
    return {
      first: share(({ first, due }) => first === due),
      last: share(({ last, due }) => last === due),
      filled: share(({ last }) => last !== undefined),
      n: own.length,
    };
  };
  return { postcode: figures('postcode'), name: figures('name'), dob: figures('dob') };
}

function valueOn(board: Board, item: Item): string | undefined {
  const found = Object.values(board).find((advice): advice is Slotted => advice.kind === 'slot' && advice.slot === item);
  if (found?.value === undefined) return undefined;
  return plainly(item, item === 'dob' ? (found.on ?? found.value) : found.value);
}
type Slotted = Extract<Advice, { kind: 'slot' }>;

/** Letters and digits alone; a date as it is. */
function plainly(item: Item, value: string): string {
  return item === 'dob' ? value : value.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** The baseline: the last thing in the answer that looks like the item. */
function plainReading(item: Item, text: string): string | undefined {
  if (item === 'dob') return plainDay(text);
  if (item === 'name')
    return text
      .match(/[A-Z][a-z'-]+ [A-Z][a-z'-]+/g)
      ?.map(words => plainly(item, words))
      .at(-1);
  return plainly(item, text)
    .match(/[a-z]{1,2}\d[a-z\d]?\d[a-z]{2}/g)
    ?.at(-1);
}
