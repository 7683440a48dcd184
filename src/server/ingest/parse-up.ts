import type { z } from 'zod';
import type { Problem } from '#domain/problem.ts';
import { maxFrameBytes, Up } from '#protocol/up.ts';

/** A frame read: the message, or what is wrong with it and, as far as it can be told, which message it was. */
export type Parsed =
  | { readonly kind: 'up'; readonly up: Up }
  | { readonly kind: 'refused'; readonly problem: Problem; readonly about: About };

/** Names the message a refusal speaks of. */
export interface About {
  readonly conversation?: string;
  readonly source?: string;
  readonly seq?: number;
}

/** Reads one frame. */
export function parseUp(frame: string): Parsed {
  if (Buffer.byteLength(frame) > maxFrameBytes) return refused({ kind: 'too-large', limitBytes: maxFrameBytes });

  let raw: unknown;
  try {
    raw = JSON.parse(frame);
  } catch {
    return refused({ kind: 'broken-frame', why: 'is not JSON' });
  }
  const parsed = Up.safeParse(raw);
  if (!parsed.success) return refused(invalid(parsed.error), aboutOf(raw));
  if (frame.includes('\\u') && !isStorable(raw)) return refused(notText, aboutOf(raw));
  return { kind: 'up', up: parsed.data };
}

/** Why a message is not one of ours: the first field that does not fit. */
export function invalid(error: z.ZodError): Problem {
  const issue = error.issues[0];
  if (!issue) return { kind: 'invalid', field: '', why: 'does not fit the schema' };
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return { kind: 'invalid', field: [...path, issue.keys[0] ?? ''].join('.').slice(0, 200), why: 'is not a field we know; use ext' };
  }
  return { kind: 'invalid', field: path.join('.').slice(0, 200), why: issue.message.slice(0, 300) };
}

/** Whether all texts can be stored: no NUL, no half of a surrogate pair. */
export function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, field]) => isStorable(key) && isStorable(field));
}

const notText: Problem = { kind: 'invalid', field: 'text', why: 'holds a NUL or half of a surrogate pair' };

function refused(problem: Problem, about: About = {}): Parsed {
  return { kind: 'refused', problem, about };
}

function aboutOf(raw: unknown): About {
  if (typeof raw !== 'object' || raw === null) return {};
  const { conversation, source, seq } = raw as Record<string, unknown>;
  return {
    ...(typeof conversation === 'string' ? { conversation: conversation.slice(0, 128) } : {}),
    ...(typeof source === 'string' ? { source: source.slice(0, 64) } : {}),
    ...(typeof seq === 'number' ? { seq } : {}),
  };
}
