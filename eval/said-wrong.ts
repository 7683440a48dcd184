import type { Engine } from '#engine/engine.ts';
import { type Played, play } from '#eval/play.ts';

/** One exchange of eval/calls/said-wrong*.txt: the rules its last words break (none: it comes close and breaks none). */
export interface WrongCase {
  readonly rules: readonly string[];
  /** The rule whose words it comes close to; null: not written down. */
  readonly near: string | null;
  /** What was said before, in turn. */
  readonly before: readonly (readonly ['a' | 'c', string])[];
  readonly text: string;
}

/** Reads exchanges: `Q12+Q13 c … / a … / words of the agent`, and `- Q12 …` or `- …` for one that breaks no rule. */
export function readWrong(text: string): readonly WrongCase[] {
  return text.split('\n').flatMap(line => {
    const [, broken, near = null, said] = /^(Q\d+(?:\+Q\d+)*|-) (?:(Q\d+) )?(.+)$/.exec(line) ?? [];
    if (broken === undefined || said === undefined) return [];
    const turns = said.split(' / ');
    const before = turns.slice(0, -1).map((turn): readonly ['a' | 'c', string] => {
      const [, who, words = ''] = /^([ac]) (.+)$/.exec(turn) ?? [];
      if (who === undefined) throw new Error(`nobody says: ${turn}`);
      return [who as 'a' | 'c', words];
    });
    return [{ rules: broken === '-' ? [] : broken.split('+'), near, before, text: turns.at(-1) ?? '' }];
  });
}

/** What was claimed in an exchange: with its last words, and, of rules that wait for words, while the talk went on and ended. */
export interface WrongHeard {
  readonly now: readonly string[];
  readonly later: readonly string[];
}

/** Plays an exchange through the door, behind a greeting; then it goes on with nothing said in it and ends. */
export function hearWrong(engine: Engine, { before, text }: WrongCase): WrongHeard {
  const waiting = new Set(
    engine
      .content('zh')
      .rules.filter(({ kind }) => kind === 'require')
      .map(({ key }) => key),
  );
  const lines = [greeting, ...(before.length > 0 ? before : [['c', '喂你好'] as const]), ['a', text] as const];
  const turns = [...lines, ...aftermath].map(([who, words]) => ({ role: who === 'a' ? 'agent' : 'customer', text: words }));
  const { said } = play(engine, { id: 'wrong', channel: 'voice', turns });
  const at = lines.length - 1;
  return {
    now: claimedIn(said.filter(({ turn }) => turn === at)),
    later: claimedIn(said.filter(({ turn }) => turn > at)).filter(rule => waiting.has(rule)),
  };
}

const greeting = ['a', '您好,江海银行,工号幺零二七为您服务。'] as const;

const aftermath = [
  ['c', '嗯。'],
  ['a', '嗯嗯,就是这个情况。'],
  ['c', '哦。'],
  ['a', '那就是这些了哈。'],
  ['c', '哦哦。'],
  ['a', '嗯,那就先这样。'],
  ['c', '嗯。'],
  ['a', '那再见。'],
] as const;

/** Every rule: breaches it was meant to hear and heard, exchanges that break nothing and were claimed, in their last words. */
export interface WrongTally {
  readonly breaches: number;
  readonly heard: number;
  readonly near: number;
  readonly claimed: number;
  /** Claimed in a breach of other rules only. */
  readonly beside: number;
}

/** Counts by rule. A breach of two rules counts for both. */
export function tallyWrong(engine: Engine, cases: readonly WrongCase[]): ReadonlyMap<string, WrongTally> {
  const tally = new Map<string, { -readonly [Key in keyof WrongTally]: number }>();
  const of = (rule: string) => {
    const known = tally.get(rule) ?? { breaches: 0, heard: 0, near: 0, claimed: 0, beside: 0 };
    tally.set(rule, known);
    return known;
  };
  for (const one of cases) {
    const { now, later } = hearWrong(engine, one);
    for (const rule of one.rules) {
      of(rule).breaches++;
      if (now.includes(rule) || later.includes(rule)) of(rule).heard++;
    }
    if (one.near !== null) of(one.near).near++;
    for (const rule of now) if (one.rules.length === 0) of(rule).claimed++;
    for (const rule of now) if (one.rules.length > 0 && !one.rules.includes(rule)) of(rule).beside++;
  }
  return new Map([...tally].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function claimedIn(said: Played['said']): readonly string[] {
  const claims = said.flatMap(({ changes }) =>
    changes.flatMap(change =>
      change.op !== 'withdrawn' && change.advice.kind === 'violation' && change.advice.from ? [change.advice.from.key] : [],
    ),
  );
  return [...new Set(claims)];
}
