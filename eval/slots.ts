import { z } from 'zod';
import type { HitValue } from '#domain/hit.ts';
import { Release } from '#domain/release.ts';
import { Utterance } from '#domain/utterance.ts';
import { two } from '#engine/hear/calendar/civil-day.ts';
import { whenIs } from '#engine/hear/calendar/when.ts';
import { compileHearing } from '#engine/hear/compile.ts';
import { loadHearing } from '#engine/hear/hear.ts';
import { ratio } from '#eval/ratio.ts';

const Day = z.object({ year: z.number(), month: z.number(), day: z.number() });
const Clock = z.object({ hour: z.number(), minute: z.number() });

/** An utterance of NLU++ with its slots; values are given for 15 March 2022, nine in the morning. */
export const SlottedUtterance = z.object({
  text: z.string(),
  fold: z.number().int().optional(),
  slots: z.array(z.object({ name: z.string(), span: z.tuple([z.number(), z.number()]), value: z.unknown() })).default([]),
});
export type SlottedUtterance = z.infer<typeof SlottedUtterance>;

/** How well one kind of value is found, and of those found, how often it is read right. */
export interface ValueFigures {
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  readonly valueExact: number | null;
  readonly n: number;
}

export interface SlotReport {
  readonly amount: ValueFigures;
  readonly date: ValueFigures;
  readonly time: ValueFigures;
  /** Kinds the hearing has no values for, with how often they stand in the data. */
  readonly notHeard: Readonly<Record<string, number>>;
  readonly utterances: number;
}

const openedAt = '2022-03-15T09:00:00+00:00';
type Kind = 'amount' | 'date' | 'time';
const kindOf: Readonly<Record<string, Kind>> = {
  amount_of_money: 'amount',
  date: 'date',
  date_from: 'date',
  date_to: 'date',
  date_period: 'date',
  time: 'time',
  time_from: 'time',
  time_to: 'time',
};
const heardAs: Readonly<Partial<Record<HitValue['class'], Kind>>> = { amount: 'amount', date: 'date', time: 'time' };

/** Hears every utterance with nothing but the values every bank has. `wrong` is told of misses and false finds. */
export function evalSlots(rows: readonly SlottedUtterance[], wrong: (what: string) => void = () => {}): SlotReport {
  const ears = loadHearing(compileHearing(Release.parse({ ...nothing })));
  const tallies = { amount: tally(), date: tally(), time: tally() };
  const notHeard: Record<string, number> = {};
  for (const { text, slots } of rows) {
    const utterance = Utterance.parse({ position: 1, revision: 0, speaker: 'customer', text, startMs: 0, endMs: 0 });
    const values = ears.hear(utterance, 'en').values.filter(value => heardAs[value.class]);
    const used = new Set<HitValue>();
    for (const slot of slots) {
      const kind = kindOf[slot.name];
      if (!kind) {
        notHeard[slot.name] = (notHeard[slot.name] ?? 0) + 1;
        continue;
      }
      const sums = tallies[kind];
      sums.wanted++;
      const found = values.find(
        value => heardAs[value.class] === kind && !used.has(value) && value.span[0] < slot.span[1] && slot.span[0] < value.span[1],
      );
      if (!found) {
        wrong(`${kind} missed: "${text.slice(...slot.span)}" in "${text}"`);
        continue;
      }
      used.add(found);
      sums.found++;
      const read = readingOf(kind, found);
      const due = truthOf(kind, slot.name, slot.value);
      if (due === null) continue;
      sums.valued++;
      if (read === due) sums.exact++;
      else wrong(`${kind} misread: "${text.slice(...slot.span)}" is ${due}, read ${read} from "${text.slice(...found.span)}"`);
    }
    for (const value of values)
      if (!used.has(value)) {
        tallies[heardAs[value.class] as Kind].false++;
        wrong(`${value.class} found where none is: "${text.slice(...value.span)}" in "${text}"`);
      }
  }
  return { amount: figures(tallies.amount), date: figures(tallies.date), time: figures(tallies.time), notHeard, utterances: rows.length };
}

function readingOf(kind: Kind, { value }: HitValue): string | null {
  return kind === 'amount' ? String(Number(value)) : whenIs(value, openedAt);
}

/** The value as our readings are written; null where the data set leaves it open (ambiguous, periodic). */
function truthOf(kind: Kind, name: string, value: unknown): string | null {
  if (kind === 'amount') {
    const amount = z.object({ amount: z.number() }).safeParse(value);
    return amount.success ? String(amount.data.amount) : null;
  }
  if (kind === 'time') {
    const clock = Clock.safeParse(value);
    return clock.success ? `${two(clock.data.hour)}:${two(clock.data.minute)}` : null;
  }
  const day = Day.safeParse(value);
  if (day.success && name === 'date') return `${day.data.year}-${two(day.data.month)}-${two(day.data.day)}`;
  return null; // the ends of ranges depend on each other, periods are written in many ways
}

interface Sums {
  wanted: number;
  found: number;
  false: number;
  valued: number;
  exact: number;
}

function tally(): Sums {
  return { wanted: 0, found: 0, false: 0, valued: 0, exact: 0 };
}

function figures({ wanted, found, false: wrong, valued, exact }: Sums): ValueFigures {
  return {
    precision: ratio(found, found + wrong),
    recall: ratio(found, wanted),
    f1: ratio(2 * found, found + wrong + wanted),
    valueExact: ratio(exact, valued),
    n: wanted,
  };
}

const nothing = {
  bank: { key: 'none', name: 'none', fictional: true },
  settings: {},
  concepts: [],
  articles: [],
  processes: [],
  rules: [],
  leaves: [],
  slots: [],
  handoffReasons: [],
  versions: {},
};
