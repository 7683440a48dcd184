import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

/** Tables of versioned content. Items, releases and artefacts never change once written. */
export interface ContentTables {
  content_items: {
    kind: string; // article, process, rule, concept, leaf, slot, handoff, bank, settings
    key: string;
    version: number;
    hash: string; // of the body's canonical JSON
    body: ColumnType<unknown, string, never>;
    author: string;
    created_at: Generated<Date>;
  };
  content_drafts: {
    id: Generated<number>;
    title: string;
    author: string; // 工号
    state: 'draft' | 'in-review' | 'approved' | 'live' | 'withdrawn';
    approver: string | null; // never the author: the database refuses it
    items: ColumnType<ItemRef[], string, string>;
    created_at: Generated<Date>;
    decided_at: Date | null;
    release: string | null; // once live
  };
  releases: {
    hash: string;
    draft: number;
    items: ColumnType<ItemRef[], string, never>;
    author: string;
    approver: string;
    published_at: Generated<Date>;
  };
  artefacts: {
    hash: string;
    release: string;
    engine_version: number;
    body: ColumnType<Buffer, Buffer, Buffer>; // brotli of the canonical JSON
  };
  live_release: {
    one: Generated<number>; // always 1: there is one live release
    release: string;
    artefact: string;
    since: Generated<Date>;
    source: Generated<string | null>; // hash of the folder it was made from, when it was made from one
  };
  recalls: {
    id: Generated<number>;
    kind: string;
    key: string;
    version: number;
    act: 'recalled' | 'suspended';
    reason: string;
    by: string; // 工号
    at: Generated<Date>;
  };
  content_flags: {
    id: Generated<number>;
    conversation: string;
    key: string; // kind/key of the content
    version: number | null;
    why: 'wrong' | 'outdated';
    card: string; // its title and script, as the agent saw it
    agent: string; // 工号
    at: ColumnType<Date, Date | undefined, never>;
    settled_by: string | null; // 工号
    settled_at: Date | null;
    outcome: 'corrected' | 'kept' | null;
  };
  /** Sentences that confirmed wrap-ups offer as examples of a category: where they stand in the log, never their words. */
  lessons: {
    id: GeneratedAlways<number>;
    day: number;
    conversation: string;
    row: number; // position of the event with the text
    from_at: number;
    to_at: number;
    leaf: string;
    how: 'changed' | 'chosen' | 'confirmed';
    at: Date; // confirmed or corrected
    state: Generated<'offered' | 'taken' | 'left'>;
    decided_by: string | null; // 工号
    decided_at: Date | null;
    draft: number | null; // that takes it
  };
  /** Look-ups that found nothing, by opening day and the process the conversation was in ('' for none). */
  lookup_misses: {
    day: number;
    topic: string;
    times: number;
  };
}

/** Names one version of one piece of content. */
export interface ItemRef {
  readonly kind: string;
  readonly key: string;
  readonly version: number;
}
