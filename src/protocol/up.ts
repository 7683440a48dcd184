import { z } from 'zod';
import { Beat, Partial, SourceEvent } from '#protocol/event.ts';
import { Open } from '#protocol/open.ts';
import { Presence } from '#protocol/presence.ts';

/** Everything a source may send on /v1/ingest, one JSON object per frame. */
export const Up = z.discriminatedUnion('type', [Open, SourceEvent, Partial, Beat, Presence]);
export type Up = z.infer<typeof Up>;

/** The largest frame we take on any of our sockets, in bytes. */
export const maxFrameBytes = 64 * 1024;

/** A frame up to this size is refused by name and costs the connection nothing; a larger one ends it (1009). */
export const hardFrameBytes = 1024 * 1024;
