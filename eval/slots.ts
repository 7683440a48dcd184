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

/** How well one kind of value is found; and of those found whose value the data gives (`valued`), how often it is read right. */
export interface ValueFigures extends FoundShares {
  readonly valueExact: number | null;
  readonly valued: number;
}

/** What was found against what stands in the data. n: wanted. */
export interface FoundShares {
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  readonly n: number;
}

/** The figures of one reader of values; `heardKinds` takes amounts, dates and times together, `allSlots` counts the kinds not heard as missed. */
export interface SlotReport {
  readonly amount: ValueFigures;
  readonly date: ValueFigures;
  readonly time: ValueFigures;
  readonly heardKinds: FoundShares;
  readonly allSlots: FoundShares;
  /** Kinds the hearing has no values for, with how often they stand in the data. */
  readonly notHeard: Readonly<Record<string, number>>;
  readonly utterances: number;
}

/** A value somebody reads in a text; `read` is it as a number, a day or an hour, null when it names none. */
export interface ValueRead {
  readonly kind: ValueKind;
  readonly span: readonly [number, number];
  readonly read: string | null;
}
export type ValueKind = 'amount' | 'date' | 'time';

const openedAt = '2022-03-15T09:00:00+00:00';
const kindOf: Readonly<Record<string, ValueKind>> = {
  amount_of_money: 'amount',
  date: 'date',
  date_from: 'date',
  date_to: 'date',
  date_period: 'date',
  time: 'time',
  time_from: 'time',
  time_to: 'time',
};
const heardAs: Readonly<Partial<Record<HitValue['class'], ValueKind>>> = { amount: 'amount', date: 'date', time: 'time' };

/** Hears every utterance with nothing but the values every bank has. */
export function heardValues(): (text: string) => readonly ValueRead[] {
  const ears = loadHearing(compileHearing(Release.parse({ ...nothing })));
  return text => {
    const utterance = Utterance.parse({ position: 1, revision: 0, speaker: 'customer', text, startMs: 0, endMs: 0 });
    return ears.hear(utterance, 'en').values.flatMap(value => {
      const kind = heardAs[value.class];
      return kind ? [{ kind, span: value.span, read: readingOf(kind, value) }] : [];
    });
  };
}

/** Compares what `valuesIn` reads with what the data says. `wrong` is told of misses and false finds. */
export function evalSlots(
  rows: readonly SlottedUtterance[],
  valuesIn: (text: string) => readonly ValueRead[],
  wrong: (what: string) => void = () => {},
): SlotReport {
  const tallies = { amount: tally(), date: tally(), time: tally() };
  const notHeard: Record<string, number> = {};
  for (const { text, slots } of rows) {
    const values = valuesIn(text);
    const used = new Set<ValueRead>();
    for (const slot of slots) {
      const kind = kindOf[slot.name];
      if (!kind) {
        notHeard[slot.name] = (notHeard[slot.name] ?? 0) + 1;
        continue;
      }
      const sums = tallies[kind];
      sums.wanted++;
      const found = values.find(
        value => value.kind === kind && !used.has(value) && value.span[0] < slot.span[1] && slot.span[0] < value.span[1],
      );
      if (!found) {
        wrong(`${kind} missed: "${text.slice(...slot.span)}" in "${text}"`);
        continue;
      }
      used.add(found);
      sums.found++;
      const due = truthOf(kind, slot.name, slot.value);
      if (due === null) continue;
      sums.valued++;
      if (found.read === due) sums.exact++;
      else wrong(`${kind} misread: "${text.slice(...slot.span)}" is ${due}, read ${found.read} from "${text.slice(...found.span)}"`);
    }
    for (const value of values)
      if (!used.has(value)) {
        tallies[value.kind].false++;
        wrong(`${value.kind} found where none is: "${text.slice(...value.span)}" in "${text}"`);
      }
  }
  const heard = added(Object.values(tallies));
  const others = Object.values(notHeard).reduce((sum, count) => sum + count, 0);
  return {
    amount: figures(tallies.amount),
    date: figures(tallies.date),
    time: figures(tallies.time),
    heardKinds: shares(heard),
    allSlots: shares({ ...heard, wanted: heard.wanted + others }),
    notHeard,
    utterances: rows.length,
  };
}

function readingOf(kind: ValueKind, { value }: HitValue): string | null {
  return kind === 'amount' ? String(Number(value)) : whenIs(value, openedAt);
}

/** The value as our readings are written; null where the data set leaves it open (ambiguous, periodic). */
function truthOf(kind: ValueKind, name: string, value: unknown): string | null {
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

function added(all: readonly Sums[]): Sums {
  const sum = tally();
  for (const each of all) {
    sum.wanted += each.wanted;
    sum.found += each.found;
    sum.false += each.false;
  }
  return sum;
}

function figures(sums: Sums): ValueFigures {
  return { ...shares(sums), valueExact: ratio(sums.exact, sums.valued), valued: sums.valued };
}

function shares({ wanted, found, false: wrong }: Sums): FoundShares {
  return { precision: ratio(found, found + wrong), recall: ratio(found, wanted), f1: ratio(2 * found, found + wrong + wanted), n: wanted };
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
