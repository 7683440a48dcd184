import type { ColumnType, Generated } from 'kysely';

type Now = ColumnType<Date, Date | string | undefined, Date | string>;
type Moment = ColumnType<Date, Date | string, Date | string>;
type MaybeMoment = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;

/** The unit tree: centre → department → team. */
export type UnitTable = { id: string; parent: string | null; kind: 'centre' | 'department' | 'team'; name: string };

/** One who may sign in, or is named by the roster. */
export type PersonTable = {
  id: string;
  staff_no: string; // 工号
  name: string;
  unit: string;
  queues: string[];
  hired_on: string | null; // yyyy-mm-dd
  lang: 'zh' | 'en';
  active: Generated<boolean>;
  created_at: Now;
};

/** A way to prove who one is; OIDC subjects find their place here. */
export type AccountTable = {
  person: string;
  kind: 'local' | 'oidc';
  subject: string | null;
  password_hash: string | null;
  changed_at: Now;
};

/** A role as data. */
export type RoleTable = {
  key: string;
  zh: string;
  en: string;
  home: string;
  may: string[];
  seeded: ColumnType<string[] | null, string[] | null | undefined, string[] | null>; // what it came with; may differs where the bank changed it
};

/** Who has a role, and for which part of the tree. */
export type PersonRoleTable = { person: string; role: string; unit: string };

/** A signed-in browser. The token itself is kept nowhere. */
export type SessionTable = {
  token_hash: Buffer;
  person: string;
  csrf: string;
  created_at: Now;
  seen_at: Now;
  expires_at: Moment;
};

/** From when to when somebody was signed in, in a session that is gone. */
export type SignInsTable = { person: string; from_at: Moment; to_at: Moment };

/** Wrong passwords in a row, by whoever they were tried for. */
export type SignInFailureTable = { staff_no: string; failed: number; since: Moment };

/** A key for programs: telephony, recognisers, CRM. */
export type ApiKeyTable = {
  id: string;
  name: string;
  key_hash: Buffer;
  scopes: string[];
  created_by: string | null;
  created_at: Now;
  last_used_at: MaybeMoment;
  revoked_at: MaybeMoment;
};

/** A stretch of duty from the roster. */
export type ShiftTable = { staff_no: string; starts_at: Moment; ends_at: Moment };

/** What an agent was last said to be doing. */
export type PresenceTable = { staff_no: string; state: string; at: Moment };

/** A 工号 that telephony named and nobody knows: kept, listed, resolved when the person is added. */
export type UnknownStaffTable = { staff_no: string; first_seen_at: Now; last_seen_at: Now; times: Generated<number> };

/** One thing that needs two people: who asked, what, who decided. */
export type ProposalTable = {
  id: string;
  action: string;
  subject: string;
  details: ColumnType<unknown, string, never>;
  reason: string;
  asked_by: string;
  asked_at: Now;
  decided_by: string | null;
  decided_at: MaybeMoment;
  decision: 'approved' | 'refused' | 'withdrawn' | null;
  note: string | null;
};

export interface PeopleTables {
  unit: UnitTable;
  person: PersonTable;
  account: AccountTable;
  role: RoleTable;
  person_role: PersonRoleTable;
  session: SessionTable;
  sign_ins: SignInsTable;
  sign_in_failure: SignInFailureTable;
  api_key: ApiKeyTable;
  shift: ShiftTable;
  presence: PresenceTable;
  unknown_staff: UnknownStaffTable;
  proposal: ProposalTable;
}
