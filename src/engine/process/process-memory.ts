import type { Track, Words } from '#engine/process/track.ts';

/**
 * A process that the talk turned to in mid-call, with nothing done for it yet. Its card stands on the desk at once; its steps count from
 * the first one that was truly its own, and until then the process left behind goes on: a question in passing (还款日哪天来着?) is no new business.
 */
export interface Trial {
  readonly process: string;
  /** The process left behind. */
  readonly from: string;
  /** The turn of the words that led here. */
  readonly turn: number;
}

/** What the process aide remembers. */
export interface ProcessMemory {
  /** Of each process of this conversation, the one that was started first before the others. */
  readonly tracks: readonly Track[];
  readonly active: string | null;
  /** Whether the active process has still to show that it is more than a question in passing. */
  readonly trial: Trial | null;
  /** The place of the node of the active process whose turn it is. */
  readonly current: number | null;
  /** The latest words, for a process that is recognised after it began. */
  readonly recent: readonly Words[];
  /** The agent's first words: a greeting counts for whatever the conversation turns out to be about. */
  readonly opening: readonly Words[];
  readonly agentTurns: number;
  /** Who said they are, and for which process and node it was established. */
  readonly verified: { readonly process: string; readonly place: number; readonly atMs: number; readonly by: string | null } | null;
  /** Who serves: their number. */
  readonly agent: string | null;
  /** Another agent has taken over a verified customer and has not said yet whether to verify again. */
  readonly asksAgain: boolean;
  /** The goodbye has been heard. */
  readonly closing: boolean;
  /** When the last phrase of an obligation was said, by advice key; it is taken down a little later. */
  readonly fulfilled: Readonly<Record<string, number>>;
  /** Cards and prompts on the board now, to withdraw them. */
  readonly raised: readonly string[];
}

export const processStart: ProcessMemory = {
  tracks: [],
  active: null,
  trial: null,
  current: null,
  recent: [],
  opening: [],
  agentTurns: 0,
  verified: null,
  agent: null,
  asksAgain: false,
  closing: false,
  fulfilled: {},
  raised: [],
};

const mostRecent = 16;
const mostOpening = 2;
const mostTracks = 8;

/** The memory with these words as the latest, and whether the goodbye has been heard by now. */
export function remember(memory: ProcessMemory, words: Words, closing: boolean): ProcessMemory {
  const byAgent = words.speaker === 'agent';
  return {
    ...memory,
    recent: [...(memory.recent.length < mostRecent ? memory.recent : memory.recent.slice(1)), words],
    opening: byAgent && memory.opening.length < mostOpening ? [...memory.opening, words] : memory.opening,
    agentTurns: memory.agentTurns + (byAgent ? 1 : 0),
    closing,
  };
}

/** The memory with this track; the process that was started first is forgotten when there are too many. */
export function withTrack(memory: ProcessMemory, track: Track): ProcessMemory {
  const at = placeOf(memory.tracks, track.process);
  if (at < 0) return { ...memory, tracks: [...memory.tracks, track].slice(-mostTracks) };
  if (memory.tracks[at] === track) return memory;
  const tracks = memory.tracks.slice();
  tracks[at] = track;
  return { ...memory, tracks };
}

/** The track of a process, where there is one. */
export function trackOf({ tracks }: Pick<ProcessMemory, 'tracks'>, process: string): Track | undefined {
  return tracks[placeOf(tracks, process)];
}

function placeOf(tracks: readonly Track[], process: string): number {
  for (let at = 0; at < tracks.length; at++) if (tracks[at]?.process === process) return at;
  return -1;
}
