import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { systemClock } from '#adapters/clock/system-clock.ts';
import { inDatabase } from '#commands/in-database.ts';
import { bankZone } from '#server/bank-zone.ts';
import { listApiKeys } from '#server/people/api-keys.ts';
import { decodeText } from '#server/people/csv.ts';
import { addAdministrator } from '#server/people/first-administrator.ts';
import { dropKey, letGo, makeKey, resetPassword } from '#server/people/keep-people.ts';
import { listPeople } from '#server/people/people.ts';
import { standardRoles } from '#server/people/roles.ts';
import { importRoster } from '#server/people/roster-import.ts';

export const userHelp = `deskside user list                             people, by 工号
deskside user administrator STAFFNO NAME       add an administrator; the password is read from standard input
deskside user password STAFFNO                 set a password, read from standard input
deskside user leave STAFFNO                    close somebody's way in
deskside user roster FILE                      import a roster (docs/people.md)
deskside user key NAME [SCOPE…]                make an API key, ingest.send if no scope is named; shown this once
deskside user keys · deskside user drop-key ID list keys · take one back`;

/** Looks after people and keys from the command line; answers the exit code. */
export async function userCommand(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({ args: [...args], allowPositionals: true, options: { json: { type: 'boolean' } } });
  const [act, first = '', ...rest] = positionals;
  const show = (value: unknown, plain: string) => console.log(values.json ? JSON.stringify(value) : plain);
  const needs = { administrator: 2, password: 1, leave: 1, roster: 1, key: 1, 'drop-key': 1, list: 0, keys: 0 } as const;
  if (!act || !Object.hasOwn(needs, act) || positionals.length - 1 < needs[act as keyof typeof needs]) {
    console.error(userHelp);
    return 2;
  }
  return await inDatabase(async ({ db }) => {
    switch (act as keyof typeof needs) {
      case 'list':
        for (let after = ''; ; ) {
          const people = await listPeople(db, { after, limit: 500 });
          for (const person of people) {
            const roles = person.roles.map(grant => `${grant.role}@${grant.unit}`).join(' ');
            show(person, `${person.staffNo}\t${person.name}\t${person.unit}\t${roles}${person.active ? '' : '\t(left)'}`);
          }
          after = people.at(-1)?.staffNo ?? '';
          if (people.length < 500) return 0;
        }
      case 'administrator':
        await addAdministrator(db, { staffNo: first, name: rest.join(' '), password: passwordFromInput() });
        show({ staffNo: first }, `${first} is an administrator`);
        return 0;
      case 'password':
        await resetPassword(db, first, passwordFromInput());
        show({ staffNo: first }, `${first} has a new password; earlier sessions are over`);
        return 0;
      case 'leave':
        await letGo(db, first);
        show({ staffNo: first }, `${first} may not sign in any more`);
        return 0;
      case 'roster': {
        const mayGrant = new Set(standardRoles.map(role => role.key));
        const done = await importRoster(db, { text: decodeText(readFileSync(first)), by: 'system', mayGrant, timeZone: bankZone });
        for (const { line, column, why } of done.problems) console.error(`${first}:${line}:${column} ${why}`);
        show(done, `${done.people} people, ${done.shifts} shifts, ${done.problems.length} problems`);
        return done.problems.length > 0 ? 1 : 0;
      }
      case 'key': {
        const made = await makeKey(db, first, rest.length > 0 ? rest : ['ingest.send']);
        show(made, made.key);
        return 0;
      }
      case 'keys':
        for (const key of await listApiKeys(db))
          show(
            key,
            `${key.id}\t${key.name}\t${key.scopes.join(' ')}\t${key.revokedAt ? `revoked ${key.revokedAt}` : (key.lastUsedAt ?? 'never used')}`,
          );
        return 0;
      case 'drop-key':
        await dropKey(db, systemClock, first);
        show({ id: first }, `the key ${first} is taken back`);
        return 0;
    }
  });
}

/** Not an argument: those are seen by everybody on the machine. */
function passwordFromInput(): string {
  if (process.stdin.isTTY) console.error('password, then Enter and Ctrl+D:');
  return readFileSync(0, 'utf8').replace(/\r?\n$/, '');
}
