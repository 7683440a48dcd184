import { Open } from '#protocol/open.ts';
import { protocolVersion } from '#protocol/version.ts';
import type { Db } from '#server/db/schema.ts';
import type { Line } from '#server/demo/line.ts';

/** Hangs up the played calls that a killed demo left open: nobody will speak in them any more. */
export async function hangUpLeftovers(db: Db, line: Line, client: string): Promise<number> {
  const open = await db
    .selectFrom('conversations')
    .select(['external_id', 'meta'])
    .where('client', '=', client)
    .where('status', '=', 'open')
    .execute();
  for (const { external_id, meta } of open) {
    await line.open(
      Open.parse({
        type: 'open',
        protocol: protocolVersion,
        conversation: external_id,
        source: 'telephony',
        channel: meta.channel,
        lang: meta.lang,
        openedAt: meta.openedAt,
        clock: 'source',
      }),
    );
    await line.say(external_id, 'telephony', { kind: 'closed', by: 'system', atMs: 0 });
  }
  return open.length;
}
