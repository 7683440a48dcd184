import type { Clock } from '#ports/clock.ts';
import { standingRecalls } from '#server/content/recall.ts';
import type { Db } from '#server/db/schema.ts';
import type { Owner } from '#server/live/owner.ts';
import type { Log } from '#server/log.ts';

const everyMs = 1500;

/**
 * Has the owner write every standing recall into its running conversations, within five seconds of the order. Conversations
 * that opened since, or came over from another node, get theirs too: a conversation takes each recall once.
 */
export function watchRecalls(parts: { db: Db; clock: Clock; log: Log; owner: Pick<Owner, 'recall'> }): () => void {
  const { db, clock, log, owner } = parts;
  let stop = () => {};
  const look = async () => {
    try {
      for (const { id, kind, key, version, act } of await standingRecalls(db)) {
        owner.recall(`recall-${id}`, { kind: act, key: `${kind}/${key}`, version });
      }
    } catch (error) {
      log.warn({ err: error }, 'recalls could not be read'); // the database is away: looked for again
    }
    stop = clock.after(everyMs, () => void look());
  };
  void look();
  return () => stop();
}
