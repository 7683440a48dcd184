import type { Concept } from '#domain/concept.ts';
import type { Release } from '#domain/release.ts';
import { cuesOf } from '#engine/hear/cues.ts';
import type { HearingPart, Join, Listener, Program } from '#engine/hear/hearing-part.ts';
import { soundsOf } from '#engine/hear/match/sounds.ts';
import { foldWords } from '#engine/hear/normal/fold.ts';
import { wordForms } from '#engine/hear/normal/normalise.ts';
import { classNames, escapePattern, type PatternNode, type PatternProblem, parsePattern } from '#engine/hear/pattern.ts';
import { valuePatterns } from '#engine/hear/values/value-patterns.ts';

/** Compiles everything that is listened for: all cues of all content, all concepts, and how values are said. */
export function compileHearing(release: Release): HearingPart {
  const workshop = new Workshop();
  const values = valuePatterns.map(({ class: name, pattern }) => ({ class: name, program: workshop.program(pattern, false) as number }));
  const listeners: Listener[] = [];
  const places = new Map<string, number>();

  for (const concept of inOrder(release.concepts, workshop)) {
    places.set(concept.key, listeners.length);
    listeners.push(conceptListener(concept, workshop, places));
  }
  for (const cue of cuesOf({ ...release, concepts: [] })) {
    if (cue.startsWith('@')) {
      if (!places.has(cue.slice(1))) workshop.problems.push({ cue, line: 1, column: 2, why: `there is no concept ${cue.slice(1)}` });
      continue;
    }
    const program = workshop.program(cue, false);
    if (program !== null) listeners.push({ ...noListener, name: cue, patterns: [program], classes: workshop.classesOf(cue) });
  }
  return workshop.part(values, listeners);
}

const noListener: Listener = {
  name: '',
  speaker: 'any',
  phrases: [],
  patterns: [],
  concepts: [],
  unless: [],
  unlessConcepts: [],
  classes: [],
};

function conceptListener(concept: Concept, workshop: Workshop, places: ReadonlyMap<string, number>): Listener {
  const compiled = (cues: readonly string[], byEar: boolean): number[] =>
    cues.filter(cue => !cue.startsWith('@')).flatMap(cue => workshop.program(cue, byEar) ?? []);
  const concepts = (cues: readonly string[]): number[] =>
    cues.filter(cue => cue.startsWith('@')).flatMap(cue => places.get(cue.slice(1)) ?? []);

  return {
    name: `@${concept.key}`,
    speaker: concept.speaker,
    phrases: compiled(concept.phrases.map(escapePattern), concept.homophones),
    patterns: compiled(concept.patterns, concept.homophones),
    concepts: concepts(concept.patterns),
    unless: compiled(concept.unless, false),
    unlessConcepts: concepts(concept.unless),
    classes: [...new Set(concept.patterns.flatMap(cue => workshop.classesOf(cue)))].sort(),
  };
}

/** Concepts after those they name; a circle is a problem, and its last step is left out. */
function inOrder(concepts: readonly Concept[], workshop: Workshop): Concept[] {
  const byKey = new Map(concepts.map(concept => [concept.key, concept]));
  const done = new Set<string>();
  const open = new Set<string>();
  const order: Concept[] = [];

  const visit = (concept: Concept): void => {
    if (done.has(concept.key)) return;
    open.add(concept.key);
    for (const cue of [...concept.patterns, ...concept.unless].filter(each => each.startsWith('@'))) {
      const other = byKey.get(cue.slice(1));
      if (!other) workshop.problems.push({ cue, line: 1, column: 2, why: `there is no concept ${cue.slice(1)}` });
      else if (open.has(other.key))
        workshop.problems.push({ cue, line: 1, column: 2, why: `${concept.key} and ${other.key} name each other` });
      else visit(other);
    }
    open.delete(concept.key);
    done.add(concept.key);
    order.push(concept);
  };
  for (const concept of [...concepts].sort((a, b) => (a.key < b.key ? -1 : 1))) visit(concept);
  return order;
}

/** Gathers symbols and programs, each once. */
class Workshop {
  readonly problems: (PatternProblem & { cue: string })[] = [];
  private readonly literals = new Map<string, number>();
  private readonly sounds = new Map<string, number>();
  private readonly drafts: { join: Draft }[] = [];
  private readonly byKey = new Map<string, number | null>();

  /** The program of a pattern; null when the pattern is wrong. */
  program(pattern: string, byEar: boolean): number | null {
    const key = `${byEar ? '~' : '='}${pattern}`;
    const known = this.byKey.get(key);
    if (known !== undefined) return known;
    const parsed = parsePattern(pattern);
    let program: number | null = null;
    if ('problem' in parsed) this.problems.push({ ...parsed.problem, cue: pattern });
    else {
      program = this.drafts.length;
      this.drafts.push({ join: this.draft(parsed.node, byEar) });
    }
    this.byKey.set(key, program);
    return program;
  }

  classesOf(pattern: string): string[] {
    const parsed = parsePattern(pattern);
    return 'node' in parsed ? [...new Set(classesIn(parsed.node))].sort() : [];
  }

  part(values: HearingPart['values'], listeners: readonly Listener[]): HearingPart {
    const literals = [...this.literals.keys()];
    const sounds = [...this.sounds.keys()];
    const number = (symbol: Symbol): number => {
      switch (symbol.kind) {
        case 'literal':
          return symbol.index;
        case 'sound':
          return literals.length + symbol.index;
        case 'class':
          return literals.length + sounds.length + symbol.index;
      }
    };
    const weigh = (symbol: number): number =>
      symbol < literals.length ? (literals[symbol] as string).length : symbol < literals.length + sounds.length ? 2 : 1.5;
    const programs = this.drafts.map(({ join }): Program => {
      const numbered = numberJoin(join, number);
      const needs = needsOf(numbered, weigh).sort((a, b) => b.weight - a.weight);
      return { join: numbered, needs: needs.map(need => need.symbols) };
    });
    return { literals, sounds, programs, values, listeners, problems: this.problems };
  }

  private draft(node: PatternNode, byEar: boolean): Draft {
    switch (node.kind) {
      case 'words':
        return { kind: 'symbols', of: this.symbolsFor(node.text, byEar) };
      case 'class':
        return { kind: 'symbols', of: [{ kind: 'class', index: classNames.indexOf(node.name) }] };
      case 'all':
      case 'any':
        return { kind: node.kind, parts: node.parts.map(part => this.draft(part, byEar)) };
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
    if (byEar && soundsOf(plain)) symbols.push({ kind: 'sound', index: placeIn(this.sounds, plain) });
    return symbols;
  }
}

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

function numberJoin(draft: Draft, number: (symbol: Symbol) => number): Join {
  switch (draft.kind) {
    case 'symbols':
      return { kind: 'symbols', of: draft.of.map(number) };
    case 'all':
    case 'any':
      return { kind: draft.kind, parts: draft.parts.map(part => numberJoin(part, number)) };
    case 'maybe':
      return { kind: 'maybe', part: numberJoin(draft.part, number) };
    case 'gap':
    case 'start':
    case 'end':
      return draft;
  }
}

/** Symbols of which one must stand in every match, and how telling it is: long words, and few of them. */
interface Need {
  readonly symbols: readonly number[];
  readonly weight: number;
}

function needsOf(join: Join, weigh: (symbol: number) => number): Need[] {
  switch (join.kind) {
    case 'symbols':
      return [{ symbols: join.of, weight: Math.min(...join.of.map(weigh)) }];
    case 'any': {
      const best = join.parts.map(part => needsOf(part, weigh).reduce<Need | null>(moreTelling, null));
      if (best.some(need => need === null)) return [];
      const needs = best as Need[];
      const symbols = [...new Set(needs.flatMap(need => need.symbols))].sort((a, b) => a - b);
      return [{ symbols, weight: Math.min(...needs.map(need => need.weight)) - Math.log10(needs.length) }];
    }
    case 'all':
      return join.parts.flatMap(part => needsOf(part, weigh));
    case 'maybe':
    case 'gap':
    case 'start':
    case 'end':
      return [];
  }
}

function moreTelling(best: Need | null, need: Need): Need {
  return best && best.weight >= need.weight ? best : need;
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
