import type { Release } from '#domain/release.ts';
import { cuesOf } from '#engine/hear/cues.ts';
import { escapePattern, type PatternNode, parsePattern } from '#engine/hear/pattern.ts';

/** Says which cues a text holds. */
export type RegExpLoop = (text: string) => ReadonlySet<string>;

/**
 * What one writes without an engine: every cue and phrase a RegExp, one loop over all of them for each utterance, exemptions looked
 * for anywhere in it. The text is made lower case and narrow first; numbers, sounds and sentences are not understood.
 */
export function regExpLoop(release: Release): RegExpLoop {
  const plain = cuesOf({ ...release, concepts: [] })
    .filter(cue => !cue.startsWith('@'))
    .map(cue => ({ name: cue, says: [regExpOf(cue)], unless: [] as RegExp[] }));
  const concepts = release.concepts.map(({ key, phrases, patterns, unless }) => {
    const own = (cues: readonly string[]) => cues.filter(cue => !cue.startsWith('@')).map(regExpOf);
    return { name: `@${key}`, says: [...phrases.map(phrase => regExpOf(escapePattern(phrase))), ...own(patterns)], unless: own(unless) };
  });
  const listeners = [...concepts, ...plain];
  return text => {
    const said = text.normalize('NFKC').toLowerCase();
    const heard = new Set<string>();
    for (const { name, says, unless } of listeners)
      if (says.some(pattern => pattern.test(said)) && !unless.some(pattern => pattern.test(said))) heard.add(name);
    return heard;
  };
}

/** A pattern as a RegExp means the same as far as RegExp can say it. */
export function regExpOf(pattern: string): RegExp {
  const parsed = parsePattern(pattern);
  if ('problem' in parsed) throw new Error(`${pattern}: ${parsed.problem.why}`);
  return new RegExp(sourceOf(parsed.node), 'u');
}

function sourceOf(node: PatternNode): string {
  switch (node.kind) {
    case 'words':
      return node.text
        .normalize('NFKC')
        .toLowerCase()
        .replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    case 'class':
      return classes[node.name] ?? '⟦[a-z]+:[^⟧]*⟧';
    case 'gap':
      return `[^。!?;\\n]{${node.min},${node.max}}`;
    case 'all':
      return node.parts.map(sourceOf).join('');
    case 'any':
      return `(?:${node.parts.map(sourceOf).join('|')})`;
    case 'maybe':
      return `(?:${sourceOf(node.part)})?`;
    case 'start':
      return '(?<=^|[。!?;\\n])';
    case 'end':
      return '(?=$|[。!?;,\\n])';
  }
}

/** As one would write them; the others are marks. */
const classes: Readonly<Record<string, string>> = {
  number: '\\d+(?:\\.\\d+)?',
  digits: '\\d{2,}',
  amount: '\\d+(?:\\.\\d+)?(?:万)?(?:元|块)',
  percent: '\\d+(?:\\.\\d+)?%',
  date: '(?:今天|昨天|前天|明天|\\d+月\\d+[号日])',
  time: '\\d+(?:点|:\\d+)',
  term: '\\d+(?:天|期|个月|年|小时|分钟|个工作日)',
};
