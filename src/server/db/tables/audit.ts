import type { ColumnType } from 'kysely';

/** One recorded deed. Rows of one writer form a chain: each holds the hash of the one before. */
export type AuditTable = {
  writer: string;
  number: number;
  at: ColumnType<Date, Date | string, never>;
  who: string; // person id, 'key:<id>' or 'system'
  action: string;
  subject: string;
  details: ColumnType<unknown, string, never>;
  previous: Buffer;
  hash: Buffer;
};

/** Where each writer's chain stands: read and moved on in the transaction that appends. */
export type AuditHeadTable = { writer: string; number: number; hash: Buffer; started_at: ColumnType<Date, Date | string, never> };

/** The heads of all chains at one moment, themselves chained: exported, they show later that nothing before was changed. */
export type AuditAnchorTable = {
  number: number;
  at: ColumnType<Date, Date | string, never>;
  heads: ColumnType<unknown, string, never>;
  previous: Buffer;
  hash: Buffer;
};

export interface AuditTables {
  audit: AuditTable;
  audit_head: AuditHeadTable;
  audit_anchor: AuditAnchorTable;
}
