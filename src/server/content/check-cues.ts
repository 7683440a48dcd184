import { cuesOf } from '#engine/hear/cues.ts';
import { parsePattern } from '#engine/hear/pattern.ts';
import type { ContentProblem } from '#server/content/content-problem.ts';
import type { ContentFolder } from '#server/content/read-folder.ts';

/** Cues that cannot be read, or name a concept that is not there; each where it stands in its file. */
export function checkCues({ release, texts }: ContentFolder): readonly ContentProblem[] {
  const concepts = new Set(release.concepts.map(concept => `@${concept.key}`));
  return cuesOf(release).flatMap((cue): ContentProblem[] => {
    if (cue.startsWith('@')) return concepts.has(cue) ? [] : [at(texts, cue, 1, `there is no concept ${cue.slice(1)}`)];
    const parsed = parsePattern(cue);
    return 'problem' in parsed ? [at(texts, cue, parsed.problem.column, parsed.problem.why)] : [];
  });
}

/** The first place a cue is written, and `column` characters into it. */
function at(texts: ReadonlyMap<string, string>, cue: string, column: number, why: string): ContentProblem {
  for (const written of [cue, cue.replaceAll("'", "''"), cue.replaceAll('\\', '\\\\')]) {
    for (const [file, text] of texts) {
      const offset = text.indexOf(written);
      if (offset < 0) continue;
      const before = text.slice(0, offset).split('\n');
      const start = (before.at(-1) ?? '').length;
      return { severity: 'error', file, line: before.length, column: start + column, field: 'cue', why: `${cue}: ${why}` };
    }
  }
  return { severity: 'error', file: 'bank.yaml', line: 1, column: 1, field: 'cue', why: `${cue}: ${why}` };
}
