import { z } from 'zod';
import { Lang, Speaker } from '#domain/speaker.ts';
import { maxTextLength } from '#domain/utterance.ts';
import type { WireEvent } from '#protocol/event.ts';

const Turn = z.object({
  role: Speaker,
  text: z.string().max(maxTextLength),
  startMs: z.number().nonnegative().optional(),
  endMs: z.number().nonnegative().optional(),
  start_ms: z.number().nonnegative().optional(),
  end_ms: z.number().nonnegative().optional(),
});

/** A conversation file: a worked dialogue (startMs) or the neutral shape of public data sets (start_ms). More fields may stand in it. */
export const Dialogue = z.object({
  id: z.string().min(1).max(120),
  channel: z.enum(['voice', 'chat']),
  lang: Lang.default('zh'),
  queue: z.string().max(64).optional(),
  openedAt: z.iso.datetime({ offset: true }).optional(),
  attached: z.record(z.string().max(64), z.string().max(512)).optional(), // 随路数据: what telephony knows before a word is said
  durationMs: z.number().nonnegative().optional(),
  turns: z.array(Turn).min(1).max(10_000),
});
export type Dialogue = z.infer<typeof Dialogue>;

/** A conversation as its sources would send it: in the order of their times. */
export interface Script {
  readonly id: string;
  readonly channel: 'voice' | 'chat';
  readonly lang: Lang;
  readonly queue?: string;
  readonly openedAt: string;
  readonly attached?: Readonly<Record<string, string>>;
  readonly lines: readonly Line[];
}

/** One event of one source, and when it is sent. */
export interface Line {
  readonly source: string;
  readonly sendAtMs: number;
  readonly event: Exclude<WireEvent, { kind: 'assigned' }>;
}

const readingMsPerChar = 90;
const pauseMs = 1200;
const hangUpAfterMs = 400;

/**
 * Reads a conversation file. Voice comes from two recognisers that also say when somebody speaks; messages without a time get a
 * reading pace. Whoever plays a file live sends these very lines, which is why live and replay give one hash.
 */
export function fromDialogue(json: unknown): Script {
  const { id, channel, lang, queue, openedAt, attached, turns } = Dialogue.parse(json);
  const timed = withTimes(turns.filter(turn => turn.text.trim() !== ''));
  const lines = timed.flatMap(turn => linesOf(turn, channel)).sort((a, b) => a.sendAtMs - b.sendAtMs || rank(a) - rank(b));
  const endMs = Math.max(0, ...timed.map(turn => turn.endMs)) + hangUpAfterMs;
  const closed: Line = { source: 'telephony', sendAtMs: endMs, event: { kind: 'closed', by: 'customer', atMs: endMs } };
  return {
    id,
    channel,
    lang,
    ...(queue === undefined ? {} : { queue }),
    openedAt: openedAt ?? '2026-11-22T10:39:00+08:00',
    ...(attached === undefined ? {} : { attached }),
    lines: [...lines, closed],
  };
}

interface Timed {
  readonly speaker: Speaker;
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

function withTimes(turns: Dialogue['turns']): readonly Timed[] {
  let clockMs = 0;
  return turns.map(({ role, text, ...given }) => {
    const startMs = Math.round(given.startMs ?? given.start_ms ?? clockMs + pauseMs);
    const endMs = Math.max(startMs, Math.round(given.endMs ?? given.end_ms ?? startMs + readingMsPerChar * text.length));
    clockMs = endMs;
    return { speaker: role, text, startMs, endMs };
  });
}

function linesOf({ speaker, text, startMs, endMs }: Timed, channel: 'voice' | 'chat'): readonly Line[] {
  const heard = { kind: 'heard', speaker, text, startMs, endMs } as const;
  if (channel === 'chat') return [{ source: 'chat', sendAtMs: endMs, event: heard }];
  const source = speaker === 'customer' ? 'asr-customer' : 'asr-agent';
  return [
    { source, sendAtMs: startMs, event: { kind: 'speaking', speaker, on: true, atMs: startMs } },
    { source, sendAtMs: endMs, event: { kind: 'speaking', speaker, on: false, atMs: endMs } },
    { source, sendAtMs: endMs, event: heard },
  ];
}

/** Who speaks on comes before who falls silent, and the text after both. */
function rank({ event }: Line): number {
  if (event.kind === 'speaking') return event.on ? 0 : 1;
  return 2;
}
