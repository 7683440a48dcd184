import type { Selectable } from 'kysely';
import type { ConversationMeta } from '#domain/conversation.ts';
import { ConversationId } from '#domain/ids.ts';
import { markPattern } from '#domain/mark.ts';
import type { ConversationHead } from '#protocol/down.ts';
import type { LiveTables } from '#server/db/tables/live.ts';

type Row = Pick<Selectable<LiveTables['conversations']>, 'id' | 'external_id' | 'meta' | 'status' | 'demo'>;

/** The columns a head is made from. */
export const headColumns = ['id', 'external_id', 'meta', 'status', 'demo'] as const;

/** A conversation as a desk lists it. */
export function headOf({ id, external_id, meta, status, demo }: Row): ConversationHead {
  const customer = customerOf(meta);
  return {
    id: ConversationId.parse(id),
    externalId: external_id,
    channel: meta.channel,
    layout: meta.layout,
    lang: meta.lang,
    ...(meta.queue === undefined ? {} : { queue: meta.queue }),
    ...(customer === undefined ? {} : { customer }),
    openedAt: meta.openedAt,
    open: status === 'open',
    wrapped: status === 'wrapped',
    demo,
  };
}

const nameKeys = /^(customer_?name|name|客户姓名|姓名)$/i;

/** Whom one is talking to, masked: the family name, or the end of a number. */
function customerOf({ attached, customerRef }: ConversationMeta): string | undefined {
  const named = Object.entries(attached ?? {}).find(([key, value]) => nameKeys.test(key) && value !== '');
  if (named) return maskName(named[1]);
  const all = [...Object.values(attached ?? {}), customerRef ?? ''].join(' ');
  const tail = [...all.matchAll(markPattern)].find(mark => mark[3])?.[3];
  return tail === undefined ? undefined : `••••${tail}`;
}

function maskName(name: string): string {
  const [first = '', ...rest] = name.trim().split(/\s+/);
  if (rest.length > 0) return `${first} ${rest.map(part => `${part[0] ?? ''}.`).join(' ')}`;
  return `${[...first][0] ?? ''}**`;
}
