import { sql } from 'kysely';
import type { ConversationId } from '#domain/ids.ts';
import { type Mark, neverKept } from '#domain/mark.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import { type KeyRing, seal, unseal } from '#server/vault/seal.ts';

/** A value the door took out of a conversation, before it is sealed. */
export interface VaultValue {
  readonly conversation: ConversationId;
  readonly mark: Mark;
  readonly value: string;
}

/** How long values stay after the wrap-up, unless something refers to them. */
export const keptAfterWrapUpMs = 24 * 3600 * 1000;

/** Holds the values behind the marks: sealed with AES-256-GCM by (conversation, mark), opened one at a time, destroyed in time. */
export class Vault {
  readonly #db: Db;
  readonly #ring: KeyRing;

  constructor(db: Db, ring: KeyRing) {
    this.#db = db;
    this.#ring = ring;
  }

  /** Seals values in the transaction that stores the words they were taken from. A mark said again takes the later value. */
  readonly keep = async (trx: Trx | Db, values: readonly VaultValue[]): Promise<void> => {
    const last = new Map(values.map(value => [purposeOf(value.conversation, value.mark), value]));
    const rows = [...last.values()].map(({ conversation, mark, value }) => {
      if (neverKept.includes(mark.class)) throw new Error(`a ${mark.class} is never kept`);
      const { keyId, sealed } = seal(this.#ring, purposeOf(conversation, mark), value);
      return { conversation, class: mark.class, number: mark.number, key_id: keyId, sealed };
    });
    if (rows.length === 0) return;
    await trx
      .insertInto('vault')
      .values(rows)
      .onConflict(conflict =>
        conflict.columns(['conversation', 'class', 'number']).doUpdateSet({
          sealed: eb => eb.ref('excluded.sealed'),
          key_id: eb => eb.ref('excluded.key_id'),
        }),
      )
      .execute();
  };

  /** One value, or null when there is none (any more). The caller has asked who may see it and has recorded that. */
  async reveal(conversation: ConversationId, mark: Pick<Mark, 'class' | 'number'>): Promise<string | null> {
    const row = await this.#db
      .selectFrom('vault')
      .select('sealed')
      .where('conversation', '=', conversation)
      .where('class', '=', mark.class)
      .where('number', '=', mark.number)
      .where(this.#isKept())
      .executeTakeFirst();
    return row ? unseal(this.#ring, purposeOf(conversation, mark), row.sealed) : null;
  }

  /** Seals the door's memory of a conversation, which may hold digits. */
  close(conversation: ConversationId, memory: string): Uint8Array {
    return seal(this.#ring, `door ${conversation}`, memory).sealed;
  }

  /** Opens the door's memory again. */
  open(conversation: ConversationId, sealed: Uint8Array): string {
    return unseal(this.#ring, `door ${conversation}`, sealed);
  }

  /** The conversation was wrapped up: its values end so long afterwards. */
  async endAfter(trx: Trx | Db, conversation: ConversationId, wrappedUpAt: Date, keptMs: number = keptAfterWrapUpMs): Promise<void> {
    await trx
      .updateTable('vault')
      .set({ expires_at: new Date(wrappedUpAt.getTime() + keptMs) })
      .where('conversation', '=', conversation)
      .execute();
  }

  /** A ticket or a legal hold refers to the conversation: nothing of it is destroyed until it is released. */
  async hold(trx: Trx | Db, conversation: ConversationId, reason: string): Promise<void> {
    await trx
      .insertInto('vault_holds')
      .values({ conversation, reason })
      .onConflict(conflict => conflict.doNothing())
      .execute();
  }

  async release(trx: Trx | Db, conversation: ConversationId, reason: string): Promise<void> {
    await trx.deleteFrom('vault_holds').where('conversation', '=', conversation).where('reason', '=', reason).execute();
  }

  /** Destroys what has come to its end and is not held, and says how many values that were. */
  async sweep(now: Date): Promise<number> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('vault')
      .where('expires_at', '<=', now)
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('vault_holds').select('reason').whereRef('vault_holds.conversation', '=', 'vault.conversation'))),
      )
      .executeTakeFirst();
    return Number(numDeletedRows);
  }

  /** Seals up to `most` values that an older key sealed with the current one, and says how many; 0 means the old key may go. */
  async rekey(most = 500): Promise<number> {
    return this.#db.transaction().execute(async trx => {
      const rows = await trx
        .selectFrom('vault')
        .select(['conversation', 'class', 'number', 'sealed'])
        .where('key_id', '<>', this.#ring.current.id)
        .limit(most)
        .forUpdate()
        .skipLocked()
        .execute();
      for (const row of rows) {
        const purpose = purposeOf(row.conversation, row);
        const { keyId, sealed } = seal(this.#ring, purpose, unseal(this.#ring, purpose, row.sealed));
        await trx
          .updateTable('vault')
          .set({ key_id: keyId, sealed })
          .where('conversation', '=', row.conversation)
          .where('class', '=', row.class)
          .where('number', '=', row.number)
          .execute();
      }
      return rows.length;
    });
  }

  /** A value past its end is not shown even before it is swept, unless it is held. */
  #isKept() {
    return sql<boolean>`(vault.expires_at > now() or exists (select from vault_holds h where h.conversation = vault.conversation))`;
  }
}

function purposeOf(conversation: string, mark: { readonly class: string; readonly number: number }): string {
  return `value ${conversation} ${mark.class} ${mark.number}`;
}
