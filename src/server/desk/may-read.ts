import type { Db } from '#server/db/schema.ts';
import { type PersonWho, unitsWith } from '#server/people/who.ts';

/** Whether somebody may see a conversation of this agent (null: nobody's yet). */
export type MayRead = (who: PersonWho, agent: string | null) => Promise<boolean>;

/** One's own by the right to one's own; others' by the right to their unit, or to any. */
export function mayReadBy(db: Db): MayRead {
  return async (who, agent) => {
    if (agent === who.staffNo && who.may.has('conversation.read.own')) return true;
    if (who.may.has('conversation.read.any')) return true;
    if (agent === null || !who.may.has('conversation.read.team')) return false;

    const person = await db.selectFrom('person').select('unit').where('staff_no', '=', agent).executeTakeFirst();
    const units = unitsWith(who, 'conversation.read.team');
    return person !== undefined && (units === 'all' || units.includes(person.unit));
  };
}
