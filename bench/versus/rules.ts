import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { made, sizesOf } from '#bench/engine.ts';
import { type Race, race } from '#bench/versus/race.ts';
import { type RegExpLoop, regExpLoop } from '#bench/versus/regexp-loop.ts';
import type { Release } from '#domain/release.ts';
import type { RuleOf } from '#domain/rule.ts';
import type { Utterance } from '#domain/utterance.ts';
import type { Engine } from '#engine/engine.ts';
import { loadHearing } from '#engine/hear/hear.ts';
import { JudgedDialogue } from '#eval/dialogue.ts';
import { play } from '#eval/play.ts';
import { addTallies, type Score, scoreOf, type Tally, tallyViolations } from '#eval/violations.ts';
import { fromDialogue, type Script } from '#server/live/script.ts';

/** Rules by the engine, and by a loop of RegExp over the same cues. */
export interface RulesVersus {
  /** Violations of forbid rules in judged calls, and in the rules' own examples: one that breaks it, one that does not. */
  readonly accuracy: { readonly deskside: Score; readonly regExpLoop: Score; readonly calls: number; readonly examples: number };
  readonly speed: Race & { readonly cues: number; readonly phrases: number };
}

/** One conversation with the turns at which forbid rules are known to be broken. */
interface Judged {
  readonly json: unknown;
  readonly broken: readonly { readonly rule: string; readonly turn: number }[];
  readonly judges: readonly string[]; // rules for which absence is known too
}

/** Measures accuracy on judged Chinese calls and rule examples. */
export async function rulesAccuracy(release: Release, engine: Engine, dir: string): Promise<RulesVersus['accuracy']> {
  const rules = release.rules.filter((rule): rule is RuleOf<'forbid'> => rule.kind === 'forbid' && rule.lang === 'zh');
  const keys = new Set(rules.map(({ key }) => key));
  const calls = await judgedCalls(dir, keys);
  const examples = rules.flatMap(examplesOf);
  const loop = regExpLoop({ ...release, concepts: release.concepts.filter(({ lang }) => lang === 'zh') });
  const all = [...calls, ...examples];
  return {
    deskside: scoreOf(addTallies(all.map(judged => byEngine(engine, judged, keys)))),
    regExpLoop: scoreOf(addTallies(all.map(judged => tally(judged, byLoop(loop, judged, rules))))),
    calls: calls.length,
    examples: examples.length,
  };
}

/** Measures how long one utterance takes: everything in it that is listened for. */
export async function rulesSpeed(release: Release, scripts: readonly Script[], most: number): Promise<RulesVersus['speed']> {
  const texts = scripts.flatMap(({ lang, lines }) =>
    lines.flatMap(({ event }) => (event.kind === 'heard' ? [{ lang, speaker: event.speaker, text: event.text }] : [])),
  );
  const sample = texts.filter((_, index) => index % Math.max(1, Math.floor(texts.length / most)) === 0).slice(0, most);
  const ears = loadHearing(made(release).artefact.hearing);
  const loop = regExpLoop(release);
  const measured = await race(
    sample,
    ({ lang, speaker, text }) => ears.hear({ position: 1, revision: 0, speaker, text, startMs: 0, endMs: 0 } as Utterance, lang),
    ({ text }) => loop(text),
  );
  const { cues, phrases } = sizesOf(release);
  return { ...measured, cues, phrases };
}

async function judgedCalls(dir: string, forbids: ReadonlySet<string>): Promise<readonly Judged[]> {
  const files = (await readdir(join(dir, 'calls'))).filter(name => name.endsWith('.json')).sort();
  const calls: Judged[] = [];
  for (const file of files) {
    const json: unknown = JSON.parse(await readFile(join(dir, 'calls', file), 'utf8'));
    const { truth } = JudgedDialogue.parse(json);
    if (!truth?.violations) continue;
    const judges = truth.exhaustiveFor.filter(rule => forbids.has(rule));
    calls.push({ json, broken: truth.violations.filter(({ rule }) => forbids.has(rule)), judges });
  }
  return calls;
}

/** A rule's examples as conversations: the last agent's line of the first breaks it. */
function examplesOf({ key, examples }: RuleOf<'forbid'>): readonly Judged[] {
  return [examples.violation, examples.ok].flatMap((text, index): Judged[] => {
    if (!text) return [];
    const turns = text
      .split('\n')
      .map(line => ({ role: line.startsWith('客户') ? 'customer' : 'agent', text: line.replace(/^[^:：]*[:：]/, '') }));
    const turn = turns.findLastIndex(({ role }) => role === 'agent');
    return [{ json: { id: `${key}-${index}`, channel: 'voice', turns }, broken: index === 0 ? [{ rule: key, turn }] : [], judges: [key] }];
  });
}

type Fired = Judged['broken'];

/** Counted as eval counts: repeats inside a cooldown are one claim, a claim taken back is none. */
function byEngine(engine: Engine, { json, broken, judges }: Judged, isForbid: ReadonlySet<string>): Tally {
  const said = play(engine, json).said.map(({ turn, atMs, changes }) => ({
    turn,
    atMs,
    changes: changes.filter(change => change.op === 'withdrawn' || isForbid.has(change.advice.from?.key ?? '')),
  }));
  return tallyViolations({ truth: { violations: broken, prompts: [], exhaustiveFor: judges }, said }, () => 'forbid');
}

function byLoop(loop: RegExpLoop, { json }: Judged, rules: readonly RuleOf<'forbid'>[]): Fired {
  const turns = fromDialogue(json).lines.flatMap(({ event }) => (event.kind === 'heard' ? [event] : []));
  const ordered = [...turns].sort((a, b) => a.startMs - b.startMs);
  return ordered.flatMap(({ speaker, text }, turn) => {
    const heard = loop(text);
    const side = speaker === 'customer' ? 'customer' : 'agent';
    return rules
      .filter(({ said }) => said.by === 'any' || said.by === side)
      .filter(({ said }) => said.says.filter(cue => heard.has(cue)).length >= said.atLeast)
      .filter(({ said }) => ![...said.unless, ...said.unlessNear].some(cue => heard.has(cue)))
      .map(({ key }) => ({ rule: key, turn }));
  });
}

function tally({ broken, judges }: Judged, fired: Fired): Tally {
  const claimed = new Set(fired.map(({ rule, turn }) => `${rule} ${turn}`));
  const truth = new Set(broken.map(({ rule, turn }) => `${rule} ${turn}`));
  const hits = [...truth].filter(claim => claimed.has(claim)).length;
  const falseAlarms = [...claimed].filter(claim => !truth.has(claim) && judges.includes(claim.split(' ')[0] ?? '')).length;
  return { hits, missed: truth.size - hits, falseAlarms };
}
