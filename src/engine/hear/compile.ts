import type { Concept } from '#domain/concept.ts';
import type { Release } from '#domain/release.ts';
import { learnedCues } from '#engine/hear/classify/learned-cues.ts';
import { cuesOf } from '#engine/hear/cues.ts';
import type { HearingPart, Listener } from '#engine/hear/hearing-part.ts';
import { escapePattern } from '#engine/hear/pattern.ts';
import { valuePatterns } from '#engine/hear/values/value-patterns.ts';
import { Workshop } from '#engine/hear/workshop.ts';

/** Compiles everything that is listened for: all cues of all content, all concepts, and how values are said. */
export function compileHearing(release: Release): HearingPart {
  const workshop = new Workshop();
  const values = valuePatterns.flatMap(({ class: name, pattern }) =>
    workshop.programs(pattern, false).map(program => ({ class: name, program })),
  );
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
    const patterns = workshop.programs(cue, false);
    if (patterns.length > 0) listeners.push({ ...noListener, name: cue, patterns, classes: workshop.classesOf(cue) });
  }
  for (const cue of learnedCues(release.processes)) listeners.push({ ...noListener, name: cue }); // heard by their examples alone
  return workshop.part(values, listeners, release);
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
  const compiled = (cues: readonly string[], byEar: boolean): number[] => [
    ...new Set(cues.filter(cue => !cue.startsWith('@')).flatMap(cue => workshop.programs(cue, byEar))),
  ];
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
