import type { Named } from '#protocol/content.ts';
import type { Db } from '#server/db/schema.ts';

/** Puts names to 工号; one that nobody has stays a number. */
export async function namesOf(db: Db, staffNos: readonly (string | null)[]): Promise<(staffNo: string) => Named> {
  const asked = [...new Set(staffNos.filter(one => one !== null))];
  const rows =
    asked.length === 0 ? [] : await db.selectFrom('person').select(['staff_no', 'name']).where('staff_no', 'in', asked).execute();
  const names = new Map(rows.map(row => [row.staff_no, row.name]));
  return staffNo => {
    const name = names.get(staffNo);
    return name === undefined ? { staffNo } : { staffNo, name };
  };
}
