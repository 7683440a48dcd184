import type { Advice, AdviceChange } from '#domain/advice.ts';
import type { Happening, LogEvent } from '#domain/event.ts';
import { boardOf, type Engine, type Mind } from '#engine/engine.ts';

/** A conversation put together line by line: 客户:… and 坐席:… (or C: and A:, customer: and agent:), half a second apart, four characters a second. */
export interface RuleTalk {
  say(line: string, pauseMs?: number): readonly AdviceChange[];
  happen(what: Happening, atMs?: number): readonly AdviceChange[];
  board(): readonly Advice[];
  mind(): Mind;
}

/** Opens a talk on an engine; spans of time are made up, so that no rule about timing speaks by itself. */
export function ruleTalk(engine: Engine, meta: Partial<Extract<Happening, { kind: 'opened' }>['meta']> = {}): RuleTalk {
  let mind = engine.open();
  let position = 0;
  let nowMs = 0;
  const attend = (what: Happening, atMs: number): readonly AdviceChange[] => {
    position++;
    const event = { position, atMs, source: 'test', what } as unknown as LogEvent;
    const { mind: next, advice } = engine.attend(mind, event);
    mind = next;
    return advice;
  };
  const opened = {
    channel: 'voice',
    direction: 'inbound',
    layout: 'dual',
    lang: 'zh',
    timeZone: 'Asia/Shanghai',
    openedAt: '2026-11-22T10:00:00+08:00',
    arm: 'assisted',
    ...meta,
  } as const;
  attend({ kind: 'opened', meta: opened }, 0);

  return {
    say(line, pauseMs = 500) {
      const [, who, text = ''] = /^(客户|坐席|C|A|customer|agent)[::]\s*(.*)$/u.exec(line.trim()) ?? [];
      if (!who) throw new Error(`not a line of a talk: ${line}`);
      const startMs = nowMs + pauseMs;
      nowMs = startMs + Math.max(1200, text.length * 240);
      const speaker = who === '客户' || who === 'C' || who === 'customer' ? 'customer' : 'agent';
      const utterance = { position: position + 1, revision: 0, speaker, text, startMs, endMs: nowMs };
      return attend({ kind: 'heard', utterance } as unknown as Happening, nowMs);
    },
    happen(what, atMs = nowMs) {
      nowMs = Math.max(nowMs, atMs);
      return attend(what, atMs);
    },
    board: () => Object.values(boardOf(mind)),
    mind: () => mind,
  };
}

/** Keys of the rules that have a claim, or (for prompt rules) were raised, in the course of these lines. */
export function firedBy(engine: Engine, talk: string, lang: 'zh' | 'en' = 'zh'): readonly string[] {
  const open = ruleTalk(engine, { lang });
  const fired = new Set<string>();
  for (const line of talk.split('\n')) {
    for (const change of open.say(line)) {
      if (change.op === 'withdrawn') continue;
      const { advice } = change;
      if ((advice.kind === 'violation' || advice.kind === 'prompt') && advice.from?.kind === 'rule') fired.add(advice.from.key);
    }
  }
  return [...fired].sort();
}
