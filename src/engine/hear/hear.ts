import type { Heard, Hit, HitValue } from '#domain/hit.ts';
import type { Lang } from '#domain/speaker.ts';
import type { Utterance } from '#domain/utterance.ts';
import { type Automaton, makeAutomaton } from '#engine/hear/automaton.ts';
import type { Ears } from '#engine/hear/ears.ts';
import type { HearingPart, Listener } from '#engine/hear/hearing-part.ts';
import { joinAt, type Match } from '#engine/hear/join.ts';
import { type Normal, normalise, normalText } from '#engine/hear/normalise.ts';
import { classNames } from '#engine/hear/pattern.ts';
import { type Reading, readSentences } from '#engine/hear/reading.ts';
import { soundOf, soundsOf } from '#engine/hear/sounds.ts';
import { type FoundValue, plainValues, readValue, widest } from '#engine/hear/values.ts';

/** Makes ears of what was compiled. They read an utterance object once, however many aides ask. */
export function loadHearing(part: HearingPart): Ears {
  const tools = sharpen(part);
  const read = new WeakMap<Utterance, { readonly lang: Lang; readonly heard: Heard }>();
  return {
    hear(utterance, lang) {
      const known = read.get(utterance);
      if (known?.lang === lang) return known.heard;
      const heard = listen(tools, utterance, lang).heard;
      read.set(utterance, { lang, heard });
      return heard;
    },
  };
}

/** Reads one utterance and tells how much work it was, in places looked at. */
export function listen(
  tools: Tools,
  utterance: Pick<Utterance, 'text' | 'speaker'>,
  lang: Lang,
): { readonly heard: Heard; readonly work: number } {
  const normal = normalise(utterance.text.slice(0, maxText), lang);
  const reading = startReading(tools, normal);
  const values = readValues(tools, reading);
  const found = runPrograms(tools, reading);
  const hits = listenersHits(tools, reading, found, values, utterance.speaker === 'customer' ? 'customer' : 'agent');
  const original = originals(normal);
  return {
    heard: { hits, values: widest(values).map(original), normal: normalText(normal) },
    work: reading.work,
  };
}

/** A part made ready for reading. The scratch lists are emptied by every utterance. */
export interface Tools {
  readonly part: HearingPart;
  readonly literals: Automaton;
  readonly sounds: Automaton;
  readonly classFrom: number;
  /** Programs that a symbol nominates. */
  readonly nominates: readonly (readonly number[])[];
  /** Listeners that a program serves, and listeners that build on a listener. */
  readonly serves: readonly (readonly number[])[];
  readonly builds: readonly (readonly number[])[];
  readonly places: number[][];
}

/** Makes a part ready for reading. */
export function sharpen(part: HearingPart): Tools {
  const classFrom = part.literals.length + part.sounds.length;
  const nominates = lists(classFrom + classNames.length);
  const serves = lists(part.programs.length);
  const builds = lists(part.listeners.length);
  const wanted = new Set<number>(); // the programs of values have run before
  for (const [index, listener] of part.listeners.entries()) {
    for (const program of [...listener.phrases, ...listener.patterns, ...listener.unless]) wanted.add(program);
    for (const program of new Set([...listener.phrases, ...listener.patterns])) serves[program]?.push(index);
    for (const concept of listener.concepts) builds[concept]?.push(index);
  }
  for (const program of wanted) for (const anchor of part.programs[program]?.anchors ?? []) nominates[anchor]?.push(program);
  return {
    part,
    literals: makeAutomaton(part.literals.map(literal => Uint16Array.from({ length: literal.length }, (_, at) => literal.charCodeAt(at)))),
    sounds: makeAutomaton(part.sounds.map(words => soundsOf(words) ?? [])),
    classFrom,
    nominates,
    serves,
    builds,
    places: lists(classFrom + classNames.length),
  };
}

const maxText = 4000;
const maxPlaces = 60_000;
const maxHits = 2000;
/** An exemption reaches over so many characters inside its clause. */
const exemptionReach = 6;
const soundConfidence = 0.8;

function lists(length: number): number[][] {
  return Array.from({ length }, () => []);
}

interface LiveReading extends Reading {
  /** Symbols that stand somewhere, in the order they were first found. */
  readonly present: number[];
  put(symbol: number, start: number, end: number): void;
}

function startReading(tools: Tools, normal: Normal): LiveReading {
  const { places, part, classFrom } = tools;
  const present: number[] = [];
  const isPresent = new Uint8Array(places.length);
  const put = (symbol: number, start: number, end: number): void => {
    const list = places[symbol] as number[];
    if (isPresent[symbol] === 0) {
      isPresent[symbol] = 1;
      present.push(symbol);
      list.length = 0;
    }
    list.push(start, end);
  };
  tools.literals.scan(normal.units, normal.length, maxPlaces, put);
  if (part.sounds.length > 0) hearSounds(tools, normal, put);
  return {
    normal,
    present,
    put,
    ...readSentences(normal),
    at: symbol => (isPresent[symbol] === 1 ? (places[symbol] as number[]) : nowhere),
    isSound: symbol => symbol >= part.literals.length && symbol < classFrom,
    work: normal.length + present.length,
  };
}

const nowhere: readonly number[] = [];

/** Reads the text by ear, before its numbers became digits (分七 sounds like 分期). */
function hearSounds(tools: Tools, normal: Normal, put: (symbol: number, start: number, end: number) => void): void {
  const { folded, place } = normal;
  const heard = new Uint16Array(folded.length);
  for (let at = 0; at < folded.length; at++) heard[at] = soundOf(folded.units[at] as number);
  tools.sounds.scan(heard, folded.length, maxPlaces, (word, start, end) => {
    put(tools.part.literals.length + word, place[start] as number, place[end] as number);
  });
}

/** Finds every value, and puts it where patterns look for its class. */
function readValues(tools: Tools, reading: LiveReading): FoundValue[] {
  const found = plainValues(reading.normal);
  for (const value of found) put(tools, reading, value);
  if (tools.part.values.length === 0) return found;
  const byClass = new Map<HitValue['class'], FoundValue[]>();
  for (const { class: name, program } of tools.part.values) {
    const { join, anchors } = tools.part.programs[program] as HearingPart['programs'][number];
    if (!anchors.some(anchor => reading.at(anchor).length > 0)) continue;
    for (const match of joinAt(join, reading)) {
      const value = readValue(name, match, reading.normal);
      if (!value) continue;
      const known = byClass.get(name);
      if (known) known.push(value);
      else byClass.set(name, [value]);
    }
  }
  for (const values of byClass.values()) {
    for (const value of leftmostLongest(values)) {
      found.push(value);
      put(tools, reading, value);
    }
  }
  for (const value of sumsAlone(reading.normal, found)) {
    found.push(value);
    put(tools, reading, value);
  }
  return found;
}

/** 两万, 八千多: a large round sum said without its unit is money, when nothing else is counted by it. */
function sumsAlone(normal: Normal, found: readonly FoundValue[]): FoundValue[] {
  return normal.numbers
    .filter(
      ({ what, start, end }) => what.scaled && !found.some(value => value.class !== 'number' && value.start <= start && value.end >= end),
    )
    .filter(
      ({ end }) => end >= normal.length || !'个人次步年米天张户家名位岁台字里'.includes(String.fromCharCode(normal.units[end] as number)),
    )
    .map(({ what, start, end }) => ({ class: 'amount', value: what.text, start, end }));
}

function put(tools: Tools, reading: LiveReading, value: FoundValue): void {
  const names = value.class === 'mark' ? [/^⟦([a-z]+)/.exec(value.value)?.[1] ?? '', 'secret'] : [value.class];
  for (const name of names) {
    const index = (classNames as readonly string[]).indexOf(name);
    if (index >= 0) reading.put(tools.classFrom + index, value.start, value.end);
  }
}

/** Runs the programs that something in the text nominates. */
function runPrograms(tools: Tools, reading: LiveReading): Map<number, readonly Match[]> {
  const { part, nominates } = tools;
  const nominated = new Set<number>();
  for (const symbol of reading.present) for (const program of nominates[symbol] as readonly number[]) nominated.add(program);
  const found = new Map<number, readonly Match[]>();
  for (const program of nominated) {
    const matches = joinAt((part.programs[program] as HearingPart['programs'][number]).join, reading);
    if (matches.length > 0) found.set(program, matches);
  }
  return found;
}

interface Caught extends Match {
  readonly how: Hit['how'];
}

function listenersHits(
  tools: Tools,
  reading: LiveReading,
  found: ReadonlyMap<number, readonly Match[]>,
  values: readonly FoundValue[],
  side: 'customer' | 'agent',
): Hit[] {
  const { part, serves, builds } = tools;
  const waiting = new Set<number>();
  for (const program of found.keys()) for (const listener of serves[program] as readonly number[]) waiting.add(listener);
  for (const listener of waiting) for (const other of builds[listener] as readonly number[]) waiting.add(other);

  const caught = new Map<number, readonly Caught[]>();
  const hits: (Caught & { readonly listener: Listener })[] = [];
  for (const index of [...waiting].sort((a, b) => a - b)) {
    const listener = part.listeners[index] as Listener;
    if (listener.speaker !== 'any' && listener.speaker !== side) continue;
    const kept = settle(listener, found, caught, reading);
    if (kept.length === 0) continue;
    caught.set(index, kept);
    for (const match of kept) hits.push({ ...match, listener });
  }

  const original = originals(reading.normal);
  return hits
    .sort((a, b) => a.start - b.start || b.end - a.end || (a.listener.name < b.listener.name ? -1 : 1))
    .slice(0, maxHits)
    .map(({ start, end, how, listener }) => {
      const inside = values.filter(value => value.start >= start && value.end <= end && wants(listener, value));
      return {
        concept: listener.name,
        span: original({ start, end }).span,
        how,
        confidence: how === 'homophone' ? soundConfidence : 1,
        ...(inside.length > 0 ? { values: inside.map(original) } : {}),
      };
    });
}

function wants({ classes }: Listener, value: FoundValue): boolean {
  if (value.class !== 'mark') return classes.includes(value.class);
  return classes.includes('secret') || classes.some(name => value.value.startsWith(`⟦${name}:`));
}

/** All matches of a listener, without the exempted ones, and of those that overlap the first and longest. */
function settle(
  listener: Listener,
  found: ReadonlyMap<number, readonly Match[]>,
  caught: ReadonlyMap<number, readonly Caught[]>,
  reading: LiveReading,
): readonly Caught[] {
  const all: Caught[] = [];
  const take = (programs: readonly number[], how: Hit['how']): void => {
    for (const program of programs)
      for (const match of found.get(program) ?? []) all.push({ ...match, how: match.bySound ? 'homophone' : how });
  };
  take(listener.phrases, 'phrase');
  take(listener.patterns, 'pattern');
  for (const concept of listener.concepts) all.push(...(caught.get(concept) ?? []));

  const exempt = [
    ...listener.unless.flatMap(program => found.get(program) ?? []),
    ...listener.unlessConcepts.flatMap(concept => caught.get(concept) ?? []),
  ];
  const kept = all.filter(match => !exempt.some(other => exempts(other, match, reading)));
  const sure = leftmostLongest(kept.filter(match => !match.bySound));
  const heard = leftmostLongest(kept.filter(match => match.bySound && !sure.some(other => overlap(other, match))));
  return [...sure, ...heard];
}

/** An exemption counts where it overlaps, and where it ends shortly before in the same clause. */
function exempts(exemption: Match, match: Match, reading: LiveReading): boolean {
  if (overlap(exemption, match)) return true;
  const between = match.start - exemption.end;
  if (between < 0 || between > exemptionReach) return false;
  for (let at = exemption.end; at < match.start; at++) if (clauseEnds.has(reading.normal.units[at] as number)) return false;
  return true;
}

const clauseEnds = new Set([...',，、。.!！?？;；:：…\n'].map(char => char.charCodeAt(0)));

function overlap(a: Match | FoundValue, b: Match | FoundValue): boolean {
  return a.start < b.end && b.start < a.end;
}

function leftmostLongest<Place extends { readonly start: number; readonly end: number }>(places: readonly Place[]): Place[] {
  if (places.length < 2) return [...places];
  const kept: Place[] = [];
  let reached = -1;
  for (const place of [...places].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (place.start < reached) continue;
    kept.push(place);
    reached = place.end;
  }
  return kept;
}

/** Turns places in the normal text into spans of the original. */
function originals(
  normal: Normal,
): (place: { readonly start: number; readonly end: number; readonly class?: string; readonly value?: string }) => HitValue {
  return ({ start, end, class: name, value }) => ({
    class: name as HitValue['class'],
    value: value as string,
    span: [normal.from[start] as number, normal.to[end - 1] as number],
  });
}
