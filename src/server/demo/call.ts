import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Dialogue, fromDialogue, type Script } from '#server/live/script.ts';

/** What a written call says about itself, beside the conversation. */
const Titles = z.object({ title: z.string().optional(), subtitle: z.string().optional() });

/** A written call that can be played: what it is called, its turns, and what its sources would send. */
export interface Call extends z.infer<typeof Titles>, Dialogue {
  readonly script: Script;
}

/** Reads the written calls of a content folder: calls before chats, then in the order of their ids. */
export async function readCalls(dir: string): Promise<readonly Call[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => entry.isFile() && entry.parentPath.endsWith('calls') && entry.name.endsWith('.json'));
  const calls = await Promise.all(
    files.map(async ({ parentPath, name }) => callOf(JSON.parse(await readFile(join(parentPath, name), 'utf8')))),
  );
  return calls.sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
}

function rank({ channel }: Call): number {
  return channel === 'voice' ? 0 : 1;
}

/** Parses one conversation file. */
export function callOf(json: unknown): Call {
  return { ...Titles.parse(json), ...Dialogue.parse(json), script: fromDialogue(json) };
}
