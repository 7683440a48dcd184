import { z } from 'zod';
import type { RobotTrouble } from '#domain/robot-run.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import { type KeyRing, seal, unseal } from '#server/vault/seal.ts';

/** What a step signs in with, or why it gets nothing. */
export type Credential =
  | { readonly ok: true; readonly user: string; readonly password: string }
  | { readonly ok: false; readonly trouble: RobotTrouble };

/** Whose credential, and which step of which run asks for it. */
export interface CredentialAsked {
  readonly bot: string;
  readonly target: string;
  readonly role: string;
  readonly run: string;
  readonly step: string;
}

/** Opens the credential of a bot for a target and a role, and records the use. For the runner alone: nothing else reads one. */
export async function credentialFor(db: Db, ring: KeyRing, asked: CredentialAsked, now: Date): Promise<Credential> {
  const { bot, target, role, run, step } = asked;
  return db.transaction().execute(async trx => {
    const row = await trx
      .selectFrom('robot_credentials')
      .select(['id', 'key_id', 'sealed', 'owner'])
      .where('bot', '=', bot)
      .where('target', '=', target)
      .where('role', '=', role)
      .where('ended_at', 'is', null)
      .forUpdate()
      .executeTakeFirst();
    if (!row?.sealed) return refused(`no credential is set for ${bot} at ${target} as ${role}`);
    const apart = await whyNotUsed(trx, asked, row.owner);
    if (apart) return refused(apart);
    const opened = openCredential(ring, asked, row.sealed);
    if (!opened) return refused(`the credential for ${bot} at ${target} as ${role} cannot be opened with the keys there are`);
    await trx.insertInto('robot_credential_uses').values({ credential: row.id, run, step, at: now }).execute();
    if (row.key_id !== ring.current.id) {
      const { keyId, sealed } = sealCredential(ring, asked, opened);
      await trx.updateTable('robot_credentials').set({ key_id: keyId, sealed }).where('id', '=', row.id).execute();
    }
    return { ok: true, ...opened };
  });
}

/** Who owns what a robot signs in with does not have it run; whoever wrote the version has it run without commits only. */
async function whyNotUsed(trx: Trx, { run, bot }: CredentialAsked, owner: string): Promise<string | null> {
  const row = await trx
    .selectFrom('robot_runs as r')
    .select(['r.asked_by', 'r.asked_for', 'r.mode'])
    .select(one =>
      one
        .selectFrom('robot_versions')
        .select('author')
        .where('bot', '=', bot)
        .whereRef('hash', '=', 'r.version')
        .where('state', '=', 'live')
        .as('author'),
    )
    .where('r.id', '=', run)
    .executeTakeFirst();
  if (!row) return null; // a file its author runs: no version, and no one but the author
  if ([row.asked_by, row.asked_for].includes(owner)) return 'whoever owns a credential does not have it used';
  return row.mode === 'real' && row.author === row.asked_by ? 'whoever wrote a version does not run it' : null;
}

const Opened = z.object({ user: z.string(), password: z.string() });
type Opened = z.infer<typeof Opened>;
type Scope = Pick<CredentialAsked, 'bot' | 'target' | 'role'>;

/** Seals a credential so that it opens for this bot, target and role only. */
export function sealCredential(ring: KeyRing, scope: Scope, { user, password }: Opened): { keyId: string; sealed: Buffer } {
  return seal(ring, purposeOf(scope), JSON.stringify({ user, password }));
}

function openCredential(ring: KeyRing, scope: Scope, sealed: Uint8Array): Opened | null {
  try {
    return Opened.parse(JSON.parse(unseal(ring, purposeOf(scope), sealed)));
  } catch {
    return null; // the key is gone or a byte was changed; what it said is nobody's to know
  }
}

function purposeOf({ bot, target, role }: Scope): string {
  return `robot credential ${JSON.stringify([bot, target, role])}`;
}

/** No failed sign-in: nobody knocked, so the target's breaker does not count it. */
function refused(message: string): Credential {
  return { ok: false, trouble: { kind: 'system', code: 'BAD_INPUT', message } };
}
