import type { ConversationId } from '#domain/ids.ts';
import type { Open } from '#protocol/open.ts';
import { dayOf, partitionOf } from '#server/live/conversation-id.ts';
import type { Gatekeeper } from '#server/live/gatekeeper.ts';
import { admitDeep, metaOf } from '#server/live/incoming.ts';
import type { Birth } from '#server/live/write.ts';

/** Who sends: the name its API key stands for. */
export interface Client {
  readonly name: string;
  readonly demo?: boolean;
}

/** What never changes about a conversation that opens now; its texts go through the door first. */
export function birthOf(
  client: Client,
  open: Open,
  id: ConversationId,
  door: Gatekeeper,
  pinned: { readonly release: string; readonly artefact: string },
): Birth {
  const { release, artefact } = pinned;
  return {
    id,
    day: dayOf(id),
    partition: partitionOf(id),
    client: client.name,
    externalId: open.conversation,
    meta: metaOf(open, door),
    ext: open.ext === undefined ? undefined : admitDeep(open.ext, door, 0),
    clock: open.clock,
    demo: client.demo ?? false,
    release,
    artefact,
  };
}
