import { randomBytes } from 'node:crypto';
import { Open } from '#protocol/open.ts';
import { protocolVersion } from '#protocol/version.ts';
import { type Call, type Turn, turnsOf } from '#server/demo/call.ts';
import type { Line } from '#server/demo/line.ts';

/** How fast a played call runs, and whether it stands still. */
export interface Pace {
  readonly paused: boolean;
  readonly speed: number;
}

const partialEveryMs = 450;
const sourceOf = { customer: 'asr-customer', agent: 'asr-agent', bot: 'asr-agent' } as const;

/**
 * Plays one written call through the public ingest protocol, as two recognisers and a telephony would send it. The call's
 * own times are sent, whatever the pace, so that every playing gives the same advice.
 */
export class Player {
  readonly external: string;
  readonly call: Call;
  readonly #line: Line;
  readonly #agent: string;
  readonly #turns: readonly Turn[];
  #pace: Pace;
  #changed: () => void = () => {};
  #stopped = false;

  constructor(line: Line, call: Call, agent: string, pace: Pace) {
    this.#line = line;
    this.#agent = agent;
    this.#pace = pace;
    this.#turns = turnsOf(call);
    this.call = call;
    this.external = `demo-${call.id.toLowerCase()}-${randomBytes(6).toString('hex')}`;
  }

  /** Opens the conversation with all its sources; answers its id. */
  async open(): Promise<string> {
    const openedAt = new Date().toISOString();
    const { channel, lang, queue } = this.call;
    const common = {
      type: 'open',
      protocol: protocolVersion,
      conversation: this.external,
      channel,
      layout: channel === 'voice' ? 'dual' : 'text',
      lang,
      openedAt,
      agent: this.#agent,
      ...(queue ? { queue } : {}),
    } as const;
    const id = await this.#line.open(Open.parse({ ...common, source: 'telephony' }));
    if (channel === 'voice') {
      await this.#line.open(Open.parse({ ...common, source: 'asr-customer', legs: ['customer'] }));
      await this.#line.open(Open.parse({ ...common, source: 'asr-agent', legs: ['agent'] }));
    } else {
      await this.#line.open(Open.parse({ ...common, source: 'chat' }));
    }
    return id;
  }

  /** Plays to the end, or until stopped; then hangs up. */
  async play(): Promise<void> {
    let nowMs = 0;
    for (const cue of cuesOf(this.#turns, this.call.channel)) {
      await this.#wait(cue.atMs - nowMs);
      nowMs = Math.max(nowMs, cue.atMs);
      if (this.#stopped) return;
      await this.#perform(cue);
    }
    await this.#wait(600);
    const atMs = (this.#turns.at(-1)?.endMs ?? 0) + 400;
    if (!this.#stopped) await this.#line.say(this.external, 'telephony', { kind: 'closed', by: 'customer', atMs });
  }

  pace(pace: Partial<Pace>): void {
    this.#pace = { ...this.#pace, ...pace };
    this.#changed();
  }

  /** Stops playing and hangs up where it stands. */
  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#changed();
    await this.#line.say(this.external, 'telephony', { kind: 'closed', by: 'system', atMs: 0 }).catch(() => {}); // it may have ended by itself
  }

  async #perform({ turn, what, part }: Cue): Promise<void> {
    const source = this.call.channel === 'voice' ? sourceOf[turn.speaker] : 'chat';
    const { speaker, text, startMs, endMs } = turn;
    switch (what) {
      case 'on':
        await this.#line.say(this.external, source, { kind: 'speaking', speaker, on: true, atMs: startMs });
        return;
      case 'part':
        this.#line.partial(this.external, source, speaker, text.slice(0, part), startMs);
        return;
      case 'off':
        await this.#line.say(this.external, source, { kind: 'speaking', speaker, on: false, atMs: endMs });
        return;
      case 'heard':
        await this.#line.say(this.external, source, { kind: 'heard', speaker, text, startMs, endMs });
        return;
    }
  }

  /** Waits so many milliseconds of the call's time: pauses and speed count. */
  async #wait(callMs: number): Promise<void> {
    let leftMs = callMs;
    while (leftMs > 0 && !this.#stopped) {
      const { paused, speed } = this.#pace;
      const beganAt = performance.now();
      await new Promise<void>(resolve => {
        const timer = paused ? undefined : setTimeout(resolve, leftMs / speed);
        this.#changed = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      if (!paused) leftMs -= (performance.now() - beganAt) * speed;
    }
  }
}

interface Cue {
  readonly atMs: number;
  readonly turn: Turn;
  readonly what: 'on' | 'part' | 'off' | 'heard';
  readonly part: number;
}

const order = { on: 0, part: 1, off: 2, heard: 3 } as const;

function cuesOf(turns: readonly Turn[], channel: Call['channel']): readonly Cue[] {
  const cues = turns.flatMap((turn): Cue[] => {
    const heard: Cue = { atMs: turn.endMs, turn, what: 'heard', part: turn.text.length };
    if (channel === 'chat') return [heard];
    const parts: Cue[] = [];
    for (let atMs = turn.startMs + partialEveryMs; atMs < turn.endMs - 200; atMs += partialEveryMs) {
      const part = Math.floor((turn.text.length * (atMs - turn.startMs)) / (turn.endMs - turn.startMs));
      if (part > 0) parts.push({ atMs, turn, what: 'part', part });
    }
    return [{ atMs: turn.startMs, turn, what: 'on', part: 0 }, ...parts, { atMs: turn.endMs, turn, what: 'off', part: 0 }, heard];
  });
  return cues.sort((a, b) => a.atMs - b.atMs || order[a.what] - order[b.what]);
}
