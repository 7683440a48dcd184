import { open } from 'node:fs/promises';
import type { z } from 'zod';
import { Bot } from '#domain/bot.ts';
import type { Hash } from '#domain/ids.ts';
import { blanksIn } from '#robots/blanks.ts';
import { checkBot } from '#robots/check-bot.ts';
import type { BotProblem } from '#robots/names.ts';
import { hashOf } from '#server/canonical.ts';
import type { ContentProblem } from '#server/content/content-problem.ts';
import { type Located, parseLocated } from '#server/content/located-yaml.ts';

/** A bot and its version, or everything that is wrong with its text. */
export type BotReading =
  | { readonly kind: 'read'; readonly bot: Bot; readonly version: Hash }
  | { readonly kind: 'refused'; readonly problems: readonly ContentProblem[] };

/** Reads a bot from a file, no more of it than a bot may hold. */
export async function readBotFile(file: string): Promise<BotReading> {
  try {
    return readBot(file, await readAtMost(file, mostBytes + 1));
  } catch (error) {
    return refused(file, `cannot be opened: ${(error as NodeJS.ErrnoException).code ?? (error as Error).message}`);
  }
}

/** Reads a bot's YAML text. Its version is the hash of what it says: comments, order and layout do not change it. */
export function readBot(file: string, text: string): BotReading {
  if (Buffer.byteLength(text) > mostBytes) return refused(file, 'a bot is at most 1 MB of text');
  const located = parsed(file, text);
  if (located === null) return refused(file, 'nested too deeply, or its aliases repeat too much');
  if (located.problems.length > 0) return { kind: 'refused', problems: located.problems };

  const place = ({ path, why }: BotProblem): ContentProblem => ({
    severity: 'error',
    file,
    ...located.at(path),
    field: path.join('.'),
    why,
  });
  const format = wrongFormat(located.value);
  if (format) return { kind: 'refused', problems: [place({ path: ['format'], why: format })] };

  const shaped = Bot.safeParse(located.value);
  const blanks = blanksIn(located.value);
  const problems = shaped.success ? checkBot(shaped.data) : shaped.error.issues.flatMap(problemsOf);
  const found = [...blanks, ...problems.filter(({ path }) => !blanks.some(one => one.path.join('.') === path.join('.')))];
  if (!shaped.success || found.length > 0) {
    return { kind: 'refused', problems: found.map(place).sort((a, b) => a.line - b.line || a.column - b.column) };
  }
  return { kind: 'read', bot: shaped.data, version: hashOf(located.value) };
}

const mostBytes = 1_000_000;

function refused(file: string, why: string): BotReading {
  return { kind: 'refused', problems: [{ severity: 'error', file, line: 1, column: 1, field: '', why }] };
}

/** null: the text would take the reader down. */
function parsed(file: string, text: string): Located | null {
  try {
    return parseLocated(file, text);
  } catch (error) {
    if (error instanceof RangeError || error instanceof ReferenceError) return null; // the stack; the library's limit of aliases
    throw error;
  }
}

function wrongFormat(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return 'a bot is a list of fields: format, bot, title, purpose, steps …';
  if (!('format' in value)) return 'which format of the bot language is this? Write format: 1';
  return value.format === 1 ? null : `this Deskside reads format 1 of the bot language, not ${JSON.stringify(value.format)}`;
}

function problemsOf(issue: z.core.$ZodIssue): readonly BotProblem[] {
  const path = issue.path.map(part => (typeof part === 'symbol' ? String(part) : part));
  if (issue.code === 'unrecognized_keys') return issue.keys.map(key => ({ path: [...path, key], why: `there is no field ${key} here` }));
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const ways = issue.errors.map(way => way.map(one => one.message).join(', '));
    return [{ path, why: [...new Set(ways)].join('; or ') }];
  }
  return [{ path, why: issue.message }];
}

async function readAtMost(file: string, bytes: number): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const buffer = Buffer.alloc(bytes);
    let length = 0;
    while (length < bytes) {
      const { bytesRead } = await handle.read(buffer, length, bytes - length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return buffer.toString('utf8', 0, length);
  } finally {
    await handle.close();
  }
}
