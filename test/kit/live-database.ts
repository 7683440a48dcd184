import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '#adapters/clock/system-clock.ts';
import type { Permission } from '#domain/permission.ts';
import { build } from '#engine/build.ts';
import { releaseOf } from '#engine/hear/test-ears.ts';
import type { Db } from '#server/db/schema.ts';
import { openSession } from '#server/people/sessions.ts';

/** A bank that knows nothing, where content does not matter: built and loaded in no time. */
export function emptyArtefact(): { file: string; close(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'deskside-artefact-'));
  const file = join(folder, 'artefact.json');
  writeFileSync(file, JSON.stringify(build(releaseOf([], []))));
  return { file, close: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Adds somebody with exactly these rights and signs them in; gives the cookie. */
export async function signedIn(db: Db, staffNo: string, may: readonly Permission[], unit = 'team-1'): Promise<string> {
  await db
    .insertInto('unit')
    .values({ id: unit, parent: null, kind: 'centre', name: unit })
    .onConflict(row => row.doNothing())
    .execute();
  const id = randomUUID();
  await db
    .insertInto('person')
    .values({ id, staff_no: staffNo, name: staffNo, unit, queues: [], hired_on: null, lang: 'zh', active: true })
    .execute();
  const role = `role-${staffNo}`;
  await db
    .insertInto('role')
    .values({ key: role, zh: role, en: role, may: [...may], home: '/' })
    .execute();
  await db.insertInto('person_role').values({ person: id, role, unit }).execute();
  const { token } = await openSession(db, systemClock, id);
  return `deskside=${token}`;
}
