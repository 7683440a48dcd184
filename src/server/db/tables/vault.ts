import type { ColumnType, Generated } from 'kysely';

/** Tables of the vault: sealed values by conversation and mark, and what still needs them. Nothing readable stands here. */
export interface VaultTables {
  vault: {
    conversation: string;
    class: string;
    number: number;
    key_id: string;
    sealed: Buffer;
    sealed_at: Generated<Date>;
    expires_at: ColumnType<Date, Date | undefined, Date>;
  };
  /** A ticket or a legal hold that refers to values of a conversation: they are not destroyed while one stands. */
  vault_holds: {
    conversation: string;
    reason: string;
    held_at: Generated<Date>;
  };
}
