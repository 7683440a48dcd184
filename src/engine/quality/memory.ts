import type { Evidence } from '#domain/evidence.ts';
import type { Speaker } from '#domain/speaker.ts';

/** When some words were last heard. */
export interface Heard {
  readonly turn: number;
  readonly agentTurn: number;
  readonly group: number;
}

/** When each of some terms was last heard, by its number: side by side, so that a copy is two plain lists. */
export interface HeardTerms {
  readonly terms: readonly number[];
  readonly at: readonly Heard[];
}

/** When a term was last heard. */
export function heardAt({ terms, at }: HeardTerms, term: number): Heard | undefined {
  return at[terms.indexOf(term)];
}

/** The same after some terms were heard just now. */
export function withHeard(before: HeardTerms, heard: readonly number[], now: Heard): HeardTerms {
  if (heard.length === 0) return before;
  const terms = before.terms.slice();
  const at = before.at.slice();
  for (const term of heard) {
    const place = terms.indexOf(term);
    at[place < 0 ? terms.push(term) - 1 : place] = now;
  }
  return { terms, at };
}

/** A require rule waiting for its words. */
export interface OpenWindow {
  readonly rule: string;
  readonly position: number; // of the trigger
  readonly evidence: readonly Evidence[];
  readonly fromMs: number;
  readonly turn: number;
  readonly agentTurn: number; // agent turns that had passed at the trigger
  readonly untilMs: number | null;
  readonly warned: number | null; // the turns left that the standing warning tells; 0: it tells something else; null: none stands
}

/** A warning whose words were said in time: it stays a moment. */
export interface Met {
  readonly rule: string;
  readonly atMs: number;
}

/** One alert: a claim that a rule was broken, as it stands. */
export interface Claim {
  readonly key: string;
  readonly rule: string;
  readonly evidence: readonly Evidence[];
  readonly quote: string | null;
  readonly atMs: number; // of its last repeat
  readonly agentTurn: number;
  readonly group: number; // the agent's stretch of speech it fell into
  readonly times: number;
  readonly recovered: boolean;
  readonly fact?: string; // the fact told otherwise
  readonly skipped?: { readonly steps: readonly string[]; readonly done?: string }; // what was left out, and the step done instead
  readonly settled: 'fired' | 'acknowledged' | 'contested';
}

/** A prompt on the desk. */
export interface LivePrompt {
  readonly rule: string;
  readonly evidence: readonly Evidence[];
  readonly agentTurn: number;
  readonly said: readonly number[]; // chips
}

/** One side's last utterance, for overlaps, answers and silences. */
export interface LastSpeech {
  readonly speaker: Speaker;
  readonly position: number;
  readonly revision: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly length: number;
}

/** A customer's words that wait for an answer. */
export interface Waiting {
  readonly sinceMs: number;
  readonly speech: LastSpeech;
  readonly fillerMs: number | null;
  readonly respondedMs: number | null; // the agent began to speak (no words yet)
  readonly claimed: readonly string[];
}

/** What quality remembers of the talk's timing. */
export interface ClockMemory {
  readonly hearsSpeaking: boolean; // `speaking` events come: the clock may run ahead of the words
  readonly customerSpeaks: boolean;
  readonly agentSpeaks: boolean;
  readonly waiting: Waiting | null;
  readonly silentSinceMs: number | null;
  readonly silenceClaimed: readonly string[];
  readonly heldSinceMs: number | null;
  readonly last: Readonly<Record<Speaker, LastSpeech | undefined>>;
  readonly fast: Readonly<Record<string, number>>; // rule → utterances in a row
  readonly chars: number;
  readonly speechMs: number;
  readonly wakeAtMs: number | null;
}

/** Everything the quality aide remembers of one conversation: plain JSON, bounded. */
export interface QualityMemory {
  readonly joinedLate: boolean;
  readonly deaf: readonly { readonly leg: Speaker; readonly fromMs: number; readonly toMs: number | null }[];
  readonly heard: HeardTerms;
  readonly asked: Readonly<Partial<Record<Speaker, { readonly group: number; readonly terms: readonly number[] }>>>; // answers waited for
  readonly questioned: { readonly group: number; readonly facts: readonly string[] } | null; // facts the customer's last words ask for
  readonly known: readonly string[]; // values the customer said: marks, amounts, numbers, dates
  readonly speaker: Speaker | null;
  readonly group: number; // stretches of speech by one side
  readonly counted: boolean; // this stretch of the agent's was long enough to be a turn
  readonly agentTurn: number;
  readonly windows: readonly OpenWindow[];
  readonly met: readonly Met[];
  readonly claims: readonly Claim[];
  readonly prompts: readonly LivePrompt[];
  readonly promptedAtMs: Readonly<Record<string, number>>;
  readonly judgedFirst: boolean; // the agent's first turn is over
  readonly saidGoodbye: boolean;
  readonly closed: boolean;
  readonly wasVerified: boolean;
  readonly wasConsented: boolean;
  readonly agreed: readonly string[]; // steps that the customer's last words completed: what the agent does next shows whether they came too early
  readonly process: string | null;
  readonly clock: ClockMemory;
}

/** Before anything was heard. */
export const qualityStart: QualityMemory = {
  joinedLate: false,
  deaf: [],
  heard: { terms: [], at: [] },
  asked: {},
  questioned: null,
  known: [],
  speaker: null,
  group: 0,
  counted: false,
  agentTurn: 0,
  windows: [],
  met: [],
  claims: [],
  prompts: [],
  promptedAtMs: {},
  judgedFirst: false,
  saidGoodbye: false,
  closed: false,
  wasVerified: false,
  wasConsented: false,
  agreed: [],
  process: null,
  clock: {
    hearsSpeaking: false,
    customerSpeaks: false,
    agentSpeaks: false,
    waiting: null,
    silentSinceMs: null,
    silenceClaimed: [],
    heldSinceMs: null,
    last: { customer: undefined, agent: undefined, bot: undefined },
    fast: {},
    chars: 0,
    speechMs: 0,
    wakeAtMs: null,
  },
};
