import { ConversationId } from '#domain/ids.ts';
import type { Mark } from '#domain/mark.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import type { KeyRing } from '#server/vault/seal.ts';
import { Vault } from '#server/vault/vault.ts';

/** The value behind a mark of a conversation, for the runner alone; null when there is none any more. */
export async function openMark(
  db: Db | Trx,
  ring: KeyRing,
  conversation: string | null | undefined,
  mark: Pick<Mark, 'class' | 'number'>,
): Promise<string | null> {
  const id = ConversationId.safeParse(conversation);
  return id.success ? await new Vault(db as Db, ring).reveal(id.data, mark) : null;
}
