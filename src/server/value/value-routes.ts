import { z } from 'zod';
import { ProblemError } from '#domain/problem.ts';
import { Lang } from '#domain/speaker.ts';
import type { Clock } from '#ports/clock.ts';
import { ValueAsked, ValueReport } from '#protocol/value.ts';
import type { NamesFor } from '#server/content/english-names.ts';
import type { Db } from '#server/db/schema.ts';
import type { Feature } from '#server/http/app.ts';
import { personOf } from '#server/people/guard.ts';
import { type PersonWho, unitsWith } from '#server/people/who.ts';
import { readReachGroups } from '#server/value/read-reach.ts';
import { readGroups, reportOf } from '#server/value/read-value.ts';
import { valueCsv } from '#server/value/value-csv.ts';
import type { ValueGroup, ValueScope } from '#server/value/value-group.ts';

const tags = ['reports'];
const mostDays = 371;

/** What the desk is worth: figures of teams for those who lead them, of oneself for everybody else. Nobody is ranked. */
export function valueRoutes({
  db,
  clock,
  timeZone,
  namesFor,
}: {
  readonly db: Db;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly namesFor: NamesFor;
}): Feature {
  const read = async (who: PersonWho, asked: ValueAsked): Promise<readonly ValueGroup[]> => {
    const scope = scopeOf(who);
    const now = new Date(clock.now());
    const [calls, announced] = await Promise.all([readGroups(db, scope, asked, now), readReachGroups(db, scope, asked, now, timeZone)]);
    return [...calls, ...announced];
  };
  const unitsOf = async (groups: readonly ValueGroup[]) => {
    const ids = [...new Set(groups.map(group => group.unit))];
    return ids.length === 0 ? [] : await db.selectFrom('unit').select(['id', 'name']).where('id', 'in', ids).orderBy('name').execute();
  };
  return app => {
    app.get(
      '/v1/reports/value',
      {
        config: { permission: 'signed-in' }, // whose calls are counted, the scope decides
        schema: {
          tags,
          summary: 'What the desk is worth, by week, team, queue and tenure',
          querystring: ValueAsked,
          response: { 200: ValueReport },
        },
      },
      async request => {
        const asked = checked(request.query);
        const scope = scopeOf(personOf(request));
        const groups = await read(personOf(request), asked);
        return {
          scope: scope.kind,
          ...reportOf(groups),
          units: await unitsOf(groups),
          queues: [...new Set(groups.map(group => group.queue))].filter(queue => queue !== '').sort(),
        };
      },
    );

    app.get(
      '/v1/reports/value.csv',
      {
        config: { permission: 'signed-in' }, // the same calls as the page
        schema: {
          tags,
          summary: 'The table behind it, as CSV',
          querystring: ValueAsked.extend({ lang: Lang.default('zh') }),
          response: { 200: z.string() },
        },
      },
      async (request, reply) => {
        const asked = checked(request.query);
        const groups = await read(personOf(request), asked);
        const nameOf = await namesFor(request.query.lang);
        const names = new Map((await unitsOf(groups)).map(({ id, name }) => [id, nameOf(name)]));
        reply.header('content-type', 'text/csv; charset=utf-8');
        reply.header('content-disposition', `attachment; filename="value-${asked.from}-${asked.to}.csv"`);
        return reply.serializer((csv: unknown) => String(csv)).send(valueCsv(groups, names, request.query.lang));
      },
    );
  };
}

function checked(asked: ValueAsked): ValueAsked {
  const days = (Date.parse(asked.to) - Date.parse(asked.from)) / 86_400_000;
  if (days <= 0) throw new ProblemError({ kind: 'invalid', field: 'to', why: 'must be after from' });
  if (days > mostDays) throw new ProblemError({ kind: 'invalid', field: 'from', why: `at most ${mostDays} days` });
  return asked;
}

/** Whoever may read reports sees the units that right is for; everybody else their own calls and no others. */
function scopeOf(who: PersonWho): ValueScope {
  if (!who.may.has('report.read')) return { kind: 'own', staffNo: who.staffNo };
  const units = unitsWith(who, 'report.read');
  return units === 'all' ? { kind: 'all' } : { kind: 'units', units };
}
