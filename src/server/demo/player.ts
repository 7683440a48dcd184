import { randomBytes } from 'node:crypto';
import type { Open } from '#protocol/open.ts';
import type { Call } from '#server/demo/call.ts';
import type { Line } from '#server/demo/line.ts';
import { openingOf } from '#server/live/replay.ts';
import type { Line as ScriptLine } from '#server/live/script.ts';

/** How fast a played call runs, and whether it stands still. */
export interface Pace {
  readonly paused: boolean;
  readonly speed: number;
}

const partialEveryMs = 450;
const beatEveryMs = 300;

/**
 * Plays one written call through the public ingest protocol, as two recognisers and a telephony would send it. The call's
 * own times are sent, whatever the pace, so that every playing gives the same advice as a replay of its file.
 */
export class Player {
  readonly external: string;
  readonly call: Call;
  readonly #line: Line;
  readonly #agent: string;
  #pace: Pace;
  #clock = { callMs: 0, at: 0 }; // the call's time at a moment of performance.now()
  #changed: () => void = () => {};
  #stopped = false;

  constructor(line: Line, call: Call, agent: string, pace: Pace) {
    this.#line = line;
    this.#agent = agent;
    this.#pace = pace;
    this.call = call;
    this.external = `demo-${call.id.toLowerCase()}-${randomBytes(6).toString('hex')}`;
  }

  /** Opens the conversation with all its sources; answers its id. */
  async open(): Promise<string> {
    const { script } = this.call;
    const opening = { ...openingOf(script, this.#agent, this.external), openedAt: new Date().toISOString() };
    const id = await this.#line.open({ ...opening, source: telephony });
    for (const source of new Set(script.lines.map(line => line.source))) {
      if (source !== telephony) await this.#line.open({ ...opening, source: source as Open['source'], legs: legsOf(source) });
    }
    this.#line.presence(this.#agent, 'talking');
    return id;
  }

  /** Plays to the end, or until stopped; the last line hangs up. */
  async play(): Promise<void> {
    this.#clock = { callMs: 0, at: performance.now() };
    for (const cue of cuesOf(this.call.script.lines)) {
      await this.#reach(cue.atMs);
      if (this.#stopped) return;
      await this.#perform(cue);
    }
    this.#stopped = true;
    this.#line.presence(this.#agent, 'wrapping');
  }

  async #perform(cue: Cue): Promise<void> {
    switch (cue.kind) {
      case 'line':
        return this.#line.say(this.external, cue.line.source, cue.line.event);
      case 'partial':
        return this.#line.partial(
          this.external,
          cue.line.source,
          cue.event.speaker,
          cue.event.text.slice(0, cue.length),
          cue.event.startMs,
        );
      case 'beat':
        return this.#line.beat(this.external, telephony, cue.atMs);
    }
  }

  pace(pace: Partial<Pace>): void {
    this.#tell();
    this.#pace = { ...this.#pace, ...pace };
    this.#changed();
  }

  get running(): Pace {
    return this.#pace;
  }

  /** Stops playing and hangs up where it stands. */
  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#changed();
    await this.#line.say(this.external, telephony, { kind: 'closed', by: 'system', atMs: 0 });
    this.#line.presence(this.#agent, 'wrapping');
  }

  /** Waits for a moment of the call's time: pauses and speed count, and what the acknowledgements took is not waited for again. */
  async #reach(callMs: number): Promise<void> {
    while (!this.#stopped) {
      const leftMs = callMs - this.#tell();
      if (leftMs <= 0) return;
      const { paused, speed } = this.#pace;
      await new Promise<void>(resolve => {
        const timer = paused ? undefined : setTimeout(resolve, leftMs / speed);
        this.#changed = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  /** Tells the call's time now. */
  #tell(): number {
    const now = performance.now();
    const { paused, speed } = this.#pace;
    this.#clock = { callMs: this.#clock.callMs + (paused ? 0 : (now - this.#clock.at) * speed), at: now };
    return this.#clock.callMs;
  }
}

const telephony = 'telephony' as Open['source'];

type Heard = Extract<ScriptLine['event'], { kind: 'heard' }>;

type Cue =
  | { readonly kind: 'beat'; readonly atMs: number }
  | { readonly kind: 'line'; readonly atMs: number; readonly line: ScriptLine }
  | { readonly kind: 'partial'; readonly atMs: number; readonly line: ScriptLine; readonly event: Heard; readonly length: number };

/** The script's lines, the words as a recogniser would guess them while they are spoken, and the clock's beats in between. */
function cuesOf(lines: readonly ScriptLine[]): readonly Cue[] {
  const cues = lines.flatMap((line): Cue[] => {
    const whole: Cue = { kind: 'line', atMs: line.sendAtMs, line };
    if (line.event.kind !== 'heard' || line.source === 'chat') return [whole];
    return [...partialsOf(line, line.event), whole];
  });
  const endMs = lines.at(-1)?.sendAtMs ?? 0;
  for (let atMs = beatEveryMs; atMs < endMs; atMs += beatEveryMs) cues.push({ kind: 'beat', atMs });
  return cues.sort((a, b) => a.atMs - b.atMs);
}

function partialsOf(line: ScriptLine, event: Heard): readonly Cue[] {
  const { text, startMs, endMs } = event;
  const cues: Cue[] = [];
  for (let atMs = startMs + partialEveryMs; atMs < endMs - 200; atMs += partialEveryMs) {
    const length = Math.floor((text.length * (atMs - startMs)) / (endMs - startMs));
    if (length > 0) cues.push({ kind: 'partial', atMs, line, event, length });
  }
  return cues;
}

function legsOf(source: string): Open['legs'] {
  return source === 'asr-customer' ? ['customer'] : source === 'asr-agent' ? ['agent'] : [];
}
