import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { TicketPlan } from '#domain/ticket-plan.ts';
import { WorkingCalendar } from '#domain/working-calendar.ts';
import type { ContentProblem } from '#server/content/content-problem.ts';
import { checkLocated, type Located, parseLocated } from '#server/content/located-yaml.ts';
import { leavesOf, TaxonomyNode } from '#server/content/taxonomy-tree.ts';
import type { Db } from '#server/db/schema.ts';
import { ticketHandlers } from '#server/tickets/handlers.ts';

/** A plan as it stands in a folder, and what is wrong with it by file, line and column. */
export interface PlanFolder {
  readonly plan: TicketPlan | null;
  readonly calendar: WorkingCalendar | null;
  readonly problems: readonly ContentProblem[];
}

const maxBytes = 500_000;

/** The units there are, and those with somebody who may handle tickets. */
export interface UnitsOfPlan {
  readonly known: ReadonlySet<string>;
  readonly handling: ReadonlySet<string>;
}

/** The units of this installation. */
export async function unitsOf(db: Db): Promise<UnitsOfPlan> {
  const [units, people] = await Promise.all([db.selectFrom('unit').select('id').execute(), ticketHandlers(db)]);
  return { known: new Set(units.map(({ id }) => id)), handling: new Set(people.map(({ unit }) => unit)) };
}

/**
 * Reads tickets.yaml and calendar.yaml of a content folder. Codes are checked against taxonomy.yaml beside them; units, where they are
 * given, against those.
 */
export async function readPlan(dir: string, units?: UnitsOfPlan): Promise<PlanFolder> {
  const problems: ContentProblem[] = [];
  const read = async <Schema extends z.ZodType>(file: string, schema: Schema) => {
    const text = await readFile(join(dir, file), 'utf8').catch(() => null);
    if (text === null || text.length > maxBytes) {
      problems.push(wrongAt(file, { line: 1, column: 1 }, '', text === null ? 'is not there' : `is larger than ${maxBytes} characters`));
      return null;
    }
    const located = parseLocated(file, text);
    problems.push(...located.problems);
    if (located.problems.length > 0) return null;
    const checked = checkLocated(file, located, [], located.value, schema);
    problems.push(...checked.problems);
    return checked.item === null ? null : { item: checked.item, located };
  };

  const tickets = await read('tickets.yaml', TicketPlan);
  const calendar = await read('calendar.yaml', WorkingCalendar);
  if (tickets) {
    problems.push(...(await unknownCodes(dir, tickets.item, tickets.located)));
    if (units) problems.push(...unknownUnits(tickets.item, tickets.located, units));
  }
  return { plan: tickets?.item ?? null, calendar: calendar?.item ?? null, problems };
}

async function unknownCodes(dir: string, plan: TicketPlan, located: Located): Promise<readonly ContentProblem[]> {
  const text = await readFile(join(dir, 'taxonomy.yaml'), 'utf8').catch(() => null);
  const tree = text === null ? null : TaxonomyNode.array().safeParse(parseLocated('taxonomy.yaml', text).value);
  if (!tree?.success) return [wrongAt('taxonomy.yaml', { line: 1, column: 1 }, '', 'cannot be read, so no code was checked')];
  const codes = leavesOf(tree.data).map(({ leaf }) => leaf.code);
  const check = (given: readonly string[], path: readonly (string | number)[]) =>
    given.flatMap((code, at) =>
      codes.some(one => one.startsWith(code))
        ? []
        : [wrongAt('tickets.yaml', located.at([...path, at]), [...path, at].join('.'), `no category begins with ${code}`)],
    );
  return [
    ...plan.kinds.flatMap((kind, at) => check(kind.suggestFor.categories, ['kinds', at, 'suggestFor', 'categories'])),
    ...plan.routes.flatMap((route, at) => check(route.categories, ['routes', at, 'categories'])),
  ];
}

function unknownUnits(plan: TicketPlan, located: Located, { known, handling }: UnitsOfPlan): readonly ContentProblem[] {
  const wrong = (why: string, path: readonly (string | number)[]) => wrongAt('tickets.yaml', located.at(path), path.join('.'), why);
  return plan.routes.flatMap((route, at) => [
    ...(handling.has(route.to)
      ? []
      : [wrong(known.has(route.to) ? `nobody of ${route.to} may handle tickets` : `no unit ${route.to}`, ['routes', at, 'to'])]),
    ...route.madeIn.flatMap((unit, one) => (known.has(unit) ? [] : [wrong(`no unit ${unit}`, ['routes', at, 'madeIn', one])])),
  ]);
}

function wrongAt(file: string, place: { line: number; column: number }, field: string, why: string): ContentProblem {
  return { severity: 'error', file, line: place.line, column: place.column, field, why };
}
