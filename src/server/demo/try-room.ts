import { randomBytes } from 'node:crypto';
import { ProblemError } from '#domain/problem.ts';
import type { WireEvent } from '#protocol/event.ts';
import { Open } from '#protocol/open.ts';
import { protocolVersion } from '#protocol/version.ts';
import type { Call } from '#server/demo/call.ts';
import type { Line } from '#server/demo/line.ts';

type Turn = Pick<Extract<WireEvent, { kind: 'heard' }>, 'speaker' | 'text' | 'startMs' | 'endMs'>;

/** A typed conversation: a real one over ingest, whose recogniser is somebody's keyboard. */
interface Trial {
  readonly agent: string;
  readonly openedAt: number;
  readonly script: readonly Turn[]; // of the picked call
  said: number; // turns of the script already said
  skippedMs: number; // by which the clock was moved forward while playing fast
  playing: { speed: number; stop: () => void } | null;
  isClosed: boolean;
  endMs: number; // of the last sentence
  idle: ReturnType<typeof setTimeout>;
}

const idleMs = 15 * 60_000;
const maxTrials = 200;

/** Keeps the conversations of /try: opens them, says what is typed, plays the rest of the picked call, hangs up. */
export class TryRoom {
  readonly #line: Line;
  readonly #trials = new Map<string, Trial>();

  constructor(line: Line) {
    this.#line = line;
  }

  /** Opens a conversation for somebody; their last one is hung up. */
  async open(agent: string, lang: 'zh' | 'en', call: Call | undefined): Promise<{ conversation: string; externalId: string }> {
    for (const [externalId, trial] of this.#trials) if (trial.agent === agent) await this.close(agent, externalId);
    if (this.#trials.size >= maxTrials) throw new ProblemError({ kind: 'busy', retryAfterMs: 30_000 });

    const externalId = `try-${randomBytes(8).toString('hex')}`;
    const openedAt = Date.now();
    const open = {
      type: 'open',
      protocol: protocolVersion,
      conversation: externalId,
      channel: 'voice',
      layout: 'dual',
      lang,
      openedAt: new Date(openedAt).toISOString(),
      agent,
      ...(call?.queue ? { queue: call.queue } : {}),
      ...(call?.attached ? { attached: call.attached } : {}),
    } as const;
    const conversation = await this.#line.open(Open.parse({ ...open, source: 'keyboard' }));
    const idle = setTimeout(() => void this.close(agent, externalId), idleMs);
    idle.unref();
    this.#trials.set(externalId, {
      agent,
      openedAt,
      script: call ? call.script.lines.flatMap(({ event }) => (event.kind === 'heard' ? [event] : [])) : [],
      said: 0,
      skippedMs: 0,
      playing: null,
      isClosed: false,
      endMs: 0,
      idle,
    });
    return { conversation, externalId };
  }

  /** Says one sentence as if it had just been spoken: it ends now and began as long ago as it takes to say. */
  async say(agent: string, externalId: string, speaker: Turn['speaker'], text: string): Promise<void> {
    const trial = this.#of(agent, externalId);
    const endMs = this.#clock(trial);
    const startMs = Math.max(0, endMs - 60 * text.length, trial.endMs);
    trial.said = this.#afterScripted(trial, speaker, text);
    await this.#send(externalId, { speaker, text, startMs: Math.min(startMs, endMs), endMs });
    trial.endMs = endMs;
    trial.idle.refresh();
  }

  /** Plays the rest of the picked call at a speed, or stands still. */
  play(agent: string, externalId: string, speed: number | null): void {
    const trial = this.#of(agent, externalId);
    trial.playing?.stop();
    trial.playing = null;
    if (speed === null) return;

    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    trial.playing = {
      speed,
      stop: () => {
        stopped = true;
        clearTimeout(timer);
      },
    };
    const next = () => {
      const turn = trial.script[trial.said];
      if (stopped || trial.isClosed || !turn) return;
      const before = trial.script[trial.said - 1]?.endMs ?? 0;
      const lastsMs = turn.endMs - before;
      timer = setTimeout(async () => {
        if (stopped || trial.isClosed) return;
        trial.skippedMs += lastsMs - lastsMs / speed;
        await this.say(agent, externalId, turn.speaker, turn.text).catch(() => trial.playing?.stop()); // hung up meanwhile
        next();
      }, lastsMs / speed);
    };
    next();
  }

  /** Hangs up. */
  async close(agent: string, externalId: string): Promise<void> {
    const trial = this.#of(agent, externalId);
    trial.isClosed = true;
    trial.playing?.stop();
    clearTimeout(trial.idle);
    this.#trials.delete(externalId);
    await this.#line.say(externalId, 'keyboard', { kind: 'closed', by: 'customer', atMs: this.#clock(trial) });
  }

  #of(agent: string, externalId: string): Trial {
    const trial = this.#trials.get(externalId);
    if (trial?.agent !== agent) throw new ProblemError({ kind: 'not-found', what: 'conversation', id: externalId });
    return trial;
  }

  #clock(trial: Trial): number {
    return Math.round(Date.now() - trial.openedAt + trial.skippedMs);
  }

  #afterScripted(trial: Trial, speaker: Turn['speaker'], text: string): number {
    const at = trial.script.findIndex((turn, index) => index >= trial.said && turn.speaker === speaker && turn.text === text);
    return at < 0 ? trial.said : at + 1;
  }

  async #send(externalId: string, { speaker, text, startMs, endMs }: Turn): Promise<void> {
    await this.#line.say(externalId, 'keyboard', { kind: 'heard', speaker, text, startMs, endMs });
  }
}
