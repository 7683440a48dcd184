import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Lang, Speaker } from '#domain/speaker.ts';

/** A written call that can be played: turns with their times; typed turns get times when it is read. */
export const Call = z.object({
  id: z.string(),
  channel: z.enum(['voice', 'chat']),
  lang: Lang.default('zh'),
  title: z.string().optional(),
  subtitle: z.string().optional(),
  queue: z.string().optional(),
  topic: z.string().optional(),
  turns: z.array(z.object({ role: Speaker, text: z.string().min(1), startMs: z.number().optional(), endMs: z.number().optional() })).min(1),
});
export type Call = z.infer<typeof Call>;

/** A turn with its times in milliseconds since the call was opened. */
export interface Turn {
  readonly speaker: Speaker;
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** The turns with times: chats are given a reading pace of 90 ms a character and 1.2 s between messages. */
export function turnsOf(call: Call): readonly Turn[] {
  let clockMs = 0;
  return call.turns.map(({ role, text, startMs, endMs }) => {
    const start = startMs ?? clockMs + 1200;
    const end = endMs ?? start + 90 * text.length;
    clockMs = end;
    return { speaker: role, text, startMs: start, endMs: end };
  });
}

/** Reads the written calls of a content folder, in the order of their names. */
export async function readCalls(dir: string): Promise<readonly Call[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => entry.isFile() && entry.parentPath.endsWith('calls') && entry.name.endsWith('.json'));
  const calls = await Promise.all(
    files.map(async ({ parentPath, name }) => Call.parse(JSON.parse(await readFile(join(parentPath, name), 'utf8')))),
  );
  return calls.sort((a, b) => (a.id < b.id ? -1 : 1));
}
