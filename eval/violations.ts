import type { AdviceChange } from '#domain/advice.ts';

/** What people found in a call: violations, prompts that were due, and the rules for which absence is also truth. */
export interface RuleTruth {
  readonly violations: readonly { readonly rule: string; readonly severity?: string; readonly turn: number }[];
  readonly prompts: readonly { readonly rule: string; readonly turn: number }[];
  readonly exhaustiveFor: readonly string[];
}

/** What the engine said at one utterance (index in the call), with the conversation clock. */
export interface SaidAt {
  readonly turn: number;
  readonly atMs: number;
  readonly changes: readonly AdviceChange[];
}

/** One call, as people judged it and as the engine did. */
export interface JudgedCall {
  readonly truth: RuleTruth;
  readonly said: readonly SaidAt[];
}

/** Counts that add up over calls. */
export interface Tally {
  readonly hits: number;
  readonly missed: number;
  readonly falseAlarms: number;
}

/** Precision, recall and their harmonic mean; null where nothing was there to judge. n: what people found. */
export interface Score {
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  readonly n: number;
}

/** What loudness cost and what it missed. */
export interface LoudnessFigures {
  readonly interruptsPerMinute: number | null;
  readonly interruptsPerMinuteClean: number | null;
  readonly quietPerMinute: number | null;
  readonly seriousNeverShown: number;
}

/** Claims of a require rule may come this many turns early or late; a metric is claimed in the silence before the turn or at it. */
const tolerance = 2;

/** Holds violations against the truth: require within 2 turns, a metric also one turn early, the rest exactly. */
export function tallyViolations(call: JudgedCall, kindOf: (rule: string) => string): Tally {
  return tallyOf(matchViolations(call, kindOf));
}

/** The violations of a call one by one: found, missed, or claimed where nobody found one. */
export function matchViolations({ truth, said }: JudgedCall, kindOf: (rule: string) => string): Matched {
  return match(truth.violations, claims(said), truth.exhaustiveFor, rule => {
    const kind = kindOf(rule);
    if (kind === 'require') return { early: tolerance, late: tolerance };
    return { early: kind === 'metric' ? 1 : 0, late: 0 };
  });
}

/** Counts what was matched. */
export function tallyOf({ hits, missed, falseAlarms }: Matched): Tally {
  return { hits: hits.length, missed: missed.length, falseAlarms: falseAlarms.length };
}

/** Holds prompts against the truth: at the very turn. A prompt counts wherever it is shown; only prompts the truth is complete for are false. */
export function tallyPrompts(call: JudgedCall): Tally {
  return tallyOf(match(call.truth.prompts, prompts(call.said), call.truth.exhaustiveFor, () => ({ early: 0, late: 0 })));
}

/** Adds tallies up. */
export function addTallies(tallies: readonly Tally[]): Tally {
  const sum = (name: keyof Tally) => tallies.reduce((total, each) => total + each[name], 0);
  return { hits: sum('hits'), missed: sum('missed'), falseAlarms: sum('falseAlarms') };
}

/** Turns a tally into figures. */
export function scoreOf({ hits, missed, falseAlarms }: Tally): Score {
  const precision = hits + falseAlarms > 0 ? hits / (hits + falseAlarms) : null;
  const recall = hits + missed > 0 ? hits / (hits + missed) : null;
  const f1 = precision === null || recall === null ? null : precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision: round(precision), recall: round(recall), f1: round(f1), n: hits + missed };
}

/** Interrupts merged by turn, after attention; quiet things newly painted; serious violations people found that never were loud or in something loud. */
export function loudnessFigures(calls: readonly JudgedCall[]): LoudnessFigures {
  const clean = calls.filter(({ truth }) => truth.violations.length === 0);
  return {
    interruptsPerMinute: perMinute(calls, interruptingTurns),
    interruptsPerMinuteClean: perMinute(clean, interruptingTurns),
    quietPerMinute: perMinute(calls, quietRaised),
    seriousNeverShown: calls.reduce((total, call) => total + neverShown(call), 0),
  };
}

/** A rule at a turn. */
export interface Fired {
  readonly rule: string;
  readonly turn: number;
}

/** What people found and the engine too, what only people found, and what only the engine claimed. */
export interface Matched {
  readonly hits: readonly Fired[];
  readonly missed: readonly Fired[];
  readonly falseAlarms: readonly Fired[];
}

type Reach = (rule: string) => { readonly early: number; readonly late: number };

function match(truth: readonly Fired[], fired: readonly Fired[], complete: readonly string[], reach: Reach): Matched {
  const open = [...truth];
  const hits: Fired[] = [];
  const falseAlarms: Fired[] = [];
  for (const claim of fired) {
    const { early, late } = reach(claim.rule);
    const found = open
      .filter(({ rule, turn }) => rule === claim.rule && claim.turn >= turn - early && claim.turn <= turn + late)
      .sort((a, b) => Math.abs(a.turn - claim.turn) - Math.abs(b.turn - claim.turn))[0];
    if (found) {
      open.splice(open.indexOf(found), 1);
      hits.push(found);
    } else if (complete.includes(claim.rule)) falseAlarms.push({ rule: claim.rule, turn: claim.turn });
  }
  return { hits, missed: open, falseAlarms };
}

/** Every time a violation was raised or counted one more, unless it was withdrawn again: a claim taken back accuses nobody. */
function claims(said: readonly SaidAt[]): readonly Fired[] {
  const times = new Map<string, number>();
  const fired: (Fired & { readonly key: string })[] = [];
  const withdrawn = new Set<string>();
  for (const { turn, changes } of said)
    for (const change of changes) {
      if (change.op === 'withdrawn') {
        withdrawn.add(change.key);
        times.delete(change.key);
      } else if (change.advice.kind === 'violation') {
        const { key, from } = change.advice;
        withdrawn.delete(key);
        if (change.advice.times > (times.get(key) ?? 0)) fired.push({ key, rule: from?.key ?? '', turn });
        times.set(key, change.advice.times);
      }
    }
  return fired.filter(({ key }) => !withdrawn.has(key));
}

function prompts(said: readonly SaidAt[]): readonly Fired[] {
  const seen = new Set<string>();
  return said.flatMap(({ turn, changes }) =>
    changes.flatMap(change => {
      if (change.op !== 'raised' || change.advice.kind !== 'prompt' || change.advice.from?.kind !== 'rule') return [];
      const rule = change.advice.from.key;
      if (seen.has(`${rule} ${turn}`)) return []; // the obligation line and the prompt inside it are one
      seen.add(`${rule} ${turn}`);
      return [{ rule, turn }];
    }),
  );
}

function interruptingTurns({ said }: JudgedCall): number {
  const loud = new Set<string>();
  return said.filter(({ changes }) => {
    let isNew = false;
    for (const change of changes) {
      const key = change.op === 'withdrawn' ? change.key : change.advice.key;
      const isLoud = change.op !== 'withdrawn' && change.advice.loudness === 'interrupt' && !change.advice.into;
      if (isLoud && !loud.has(key)) isNew = true;
      if (isLoud) loud.add(key);
      else loud.delete(key);
    }
    return isNew;
  }).length;
}

function quietRaised({ said }: JudgedCall): number {
  const isCard = (change: AdviceChange) =>
    change.op === 'raised' && change.advice.kind === 'card' && change.advice.loudness === 'quiet' && !change.advice.into;
  return said.reduce((total, { changes }) => total + changes.filter(isCard).length, 0);
}

function neverShown({ truth, said }: JudgedCall): number {
  const shown = new Set<string>();
  for (const { changes } of said)
    for (const change of changes)
      if (change.op !== 'withdrawn' && change.advice.from?.kind === 'rule' && (change.advice.loudness !== 'quiet' || change.advice.into))
        shown.add(change.advice.from.key);
  return truth.violations.filter(({ rule, severity }) => severity === 'serious' && !shown.has(rule)).length;
}

function perMinute(calls: readonly JudgedCall[], count: (call: JudgedCall) => number): number | null {
  const ms = calls.reduce((total, { said }) => total + Math.max(0, ...said.map(({ atMs }) => atMs)), 0);
  return ms === 0 ? null : round((calls.reduce((total, call) => total + count(call), 0) * 60_000) / ms);
}

function round(value: number | null): number | null {
  return value === null ? null : Math.round(value * 1000) / 1000;
}
