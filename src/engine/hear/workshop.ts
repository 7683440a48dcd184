import type { Release } from '#domain/release.ts';
import type { HearingPart, Join, Listener, Program } from '#engine/hear/hearing-part.ts';
import { soundsOf } from '#engine/hear/match/sounds.ts';
import { Groups, needsOf } from '#engine/hear/needs.ts';
import { foldWords } from '#engine/hear/normal/fold.ts';
import { wordForms } from '#engine/hear/normal/normalise.ts';
import { classNames, type PatternNode, type PatternProblem, parsePattern } from '#engine/hear/pattern.ts';
import { sharesOf } from '#engine/hear/rarity.ts';

/** Turns patterns into programs over symbols, each once, however many cues share it. */
export class Workshop {
  readonly problems: (PatternProblem & { cue: string })[] = [];
  private readonly literals = new Map<string, number>();
  private readonly sounds = new Map<string, number>();
  private readonly drafts = new Map<string, { readonly place: number; readonly draft: Draft }>();
  private readonly byPattern = new Map<string, readonly number[]>();

  /** The programs of a pattern, one for each of its outermost alternatives; none when the pattern is wrong. */
  programs(pattern: string, byEar: boolean): readonly number[] {
    const key = `${byEar ? '~' : '='}${pattern}`;
    const known = this.byPattern.get(key);
    if (known) return known;
    const parsed = parsePattern(pattern);
    let programs: number[] = [];
    if ('problem' in parsed) this.problems.push({ ...parsed.problem, cue: pattern });
    else {
      const draft = this.draft(parsed.node, byEar);
      programs = (draft.kind === 'any' ? draft.parts.flatMap(apart) : apart(draft)).map(part => this.place(part));
    }
    this.byPattern.set(key, programs);
    return programs;
  }

  /** The classes a pattern names. */
  classesOf(pattern: string): string[] {
    const parsed = parsePattern(pattern);
    return 'node' in parsed ? [...new Set(classesIn(parsed.node))].sort() : [];
  }

  /** Everything made so far, with its symbols numbered. `release`: whose talk tells common words from rare ones. */
  part(values: HearingPart['values'], listeners: readonly Listener[], release: Release): HearingPart {
    const literals = [...this.literals.keys()];
    const sounds = [...this.sounds.keys()];
    const classFrom = literals.length + sounds.length;
    const from = { literal: 0, sound: literals.length, class: classFrom };
    const number = (symbol: Symbol): number => from[symbol.kind] + symbol.index;
    const shares = sharesOf([...literals, ...sounds], release);
    const share = (symbol: number): number =>
      shares[symbol] ?? (symbol === classFrom + classNames.indexOf('number') ? numberShare : classShare);
    const groups = new Groups();
    const programs = [...this.drafts.values()].map(({ draft }): Program => {
      const join = numbered(draft, symbols => groups.place(symbols.map(number)));
      return { join, needs: needsOf(join, groups, share) };
    });
    return { literals, sounds, groups: groups.all, programs, values, listeners, problems: this.problems };
  }

  private place(draft: Draft): number {
    const key = JSON.stringify(draft);
    const known = this.drafts.get(key);
    if (known) return known.place;
    const place = this.drafts.size;
    this.drafts.set(key, { place, draft });
    return place;
  }

  private draft(node: PatternNode, byEar: boolean): Draft {
    switch (node.kind) {
      case 'words':
        return { kind: 'symbols', of: this.symbolsFor(node.text, byEar) };
      case 'class':
        return { kind: 'symbols', of: [{ kind: 'class', index: classNames.indexOf(node.name) }] };
      case 'all': {
        const parts = node.parts.map(part => this.draft(part, byEar)).flatMap(part => (part.kind === 'all' ? part.parts : [part]));
        return parts.length === 1 ? (parts[0] as Draft) : { kind: 'all', parts };
      }
      case 'any':
        return either(node.parts.map(part => this.draft(part, byEar)));
      case 'maybe':
        return { kind: 'maybe', part: this.draft(node.part, byEar) };
      case 'gap':
      case 'start':
      case 'end':
        return node;
    }
  }

  private symbolsFor(words: string, byEar: boolean): Symbol[] {
    const symbols: Symbol[] = wordForms(words).map(form => ({ kind: 'literal', index: placeIn(this.literals, form) }));
    const plain = foldWords(words);
    if (byEar && soundsOf(plain).length > 0) symbols.push({ kind: 'sound', index: placeIn(this.sounds, plain) });
    return symbols;
  }
}

/** In so many utterances, roughly, a number stands, a value of another class. */
const numberShare = 0.4;
const classShare = 0.1;

function placeIn(words: Map<string, number>, word: string): number {
  const known = words.get(word);
  if (known !== undefined) return known;
  words.set(word, words.size);
  return words.size - 1;
}

interface Symbol {
  readonly kind: 'literal' | 'sound' | 'class';
  readonly index: number;
}

/** A join whose symbols are not numbered yet. */
type Draft =
  | { readonly kind: 'symbols'; readonly of: readonly Symbol[] }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Draft[] }
  | { readonly kind: 'maybe'; readonly part: Draft }
  | Extract<Join, { kind: 'gap' | 'start' | 'end' }>;

/** Alternatives as few parts: those of one symbol are one look. */
function either(parts: readonly Draft[]): Draft {
  const flat = parts.flatMap(part => (part.kind === 'any' ? part.parts : [part]));
  const symbols = flat.flatMap(part => (part.kind === 'symbols' ? part.of : []));
  const others = flat.filter(part => part.kind !== 'symbols');
  if (symbols.length === 0) return others.length === 1 ? (others[0] as Draft) : { kind: 'any', parts: others };
  const unique = [...new Map(symbols.map(symbol => [`${symbol.kind}${symbol.index}`, symbol])).values()];
  const one: Draft = { kind: 'symbols', of: unique };
  return others.length === 0 ? one : { kind: 'any', parts: [one, ...others] };
}

/** A program per symbol: many cues share it, and it runs only where the symbol stands. */
function apart(draft: Draft): Draft[] {
  return draft.kind === 'symbols' ? draft.of.map(symbol => ({ kind: 'symbols', of: [symbol] })) : [draft];
}

function numbered(draft: Draft, group: (symbols: readonly Symbol[]) => number): Join {
  switch (draft.kind) {
    case 'symbols':
      return { kind: 'symbols', group: group(draft.of) };
    case 'all':
    case 'any':
      return { kind: draft.kind, parts: draft.parts.map(part => numbered(part, group)) };
    case 'maybe':
      return { kind: 'maybe', part: numbered(draft.part, group) };
    case 'gap':
    case 'start':
    case 'end':
      return draft;
  }
}

function classesIn(node: PatternNode): string[] {
  switch (node.kind) {
    case 'class':
      return [node.name];
    case 'all':
    case 'any':
      return node.parts.flatMap(classesIn);
    case 'maybe':
      return classesIn(node.part);
    case 'words':
    case 'gap':
    case 'start':
    case 'end':
      return [];
  }
}
