import type { Hit } from '#domain/hit.ts';
import type { Lang } from '#domain/speaker.ts';
import type { CueNumbers } from '#engine/cues.ts';
import type { ClassifierPart } from '#engine/hear/classify/classifier-part.ts';
import { loadClassifier, type Verdict } from '#engine/hear/classify/classify.ts';
import { readable } from '#engine/hear/classify/compile.ts';
import type { WithExamples } from '#engine/hear/classify/example-hits.ts';

/** Adds the steps that an agent's utterance as a whole is like, each with the clause that says it most. */
export function stepsHeard(part: ClassifierPart | undefined, cues: CueNumbers, lang: Lang): WithExamples {
  if (!part) return (_, heard) => heard;
  const classifier = loadClassifier(part);
  const names = part.classes.map(key => `@${key}`);
  const numbers = names.map(name => cues.numberOf(name));
  return ({ text, speaker }, heard) => {
    if (speaker !== 'agent' || text === '') return heard;
    const verdicts = classifier.classify(heard.normal);
    if (verdicts.length === 0) return heard;
    const spans = spansOf(verdicts, text, clause => classifier.probabilities(readable(clause, lang)));
    const hits = verdicts.map(({ label, probability }, at): Hit => {
      const confidence = Math.round(probability * 1000) / 1000;
      return { concept: names[label] as string, cue: numbers[label] as number, span: spans[at] as Hit['span'], how: 'example', confidence };
    });
    return { ...heard, hits: [...heard.hits, ...hits] };
  };
}

const clauseEnd = /[。！？!?；;，,：:]/u;
const mostClauses = 24;

/** The stretch between two stops that alone is most like each verdict; all of a text without stops, or of one with very many. */
function spansOf(verdicts: readonly Verdict[], text: string, judge: (clause: string) => Float64Array): readonly Hit['span'][] {
  const clauses = clausesOf(text);
  const best = verdicts.map((): { span: Hit['span']; p: number } => ({ span: [0, text.length], p: 0 }));
  if (clauses.length < 2 || clauses.length > mostClauses) return best.map(({ span }) => span);
  for (const span of clauses) {
    const all = judge(text.slice(...span));
    for (const [at, { label }] of verdicts.entries()) {
      const p = all[label] as number;
      if (p > (best[at]?.p ?? 1)) best[at] = { span, p };
    }
  }
  return best.map(({ span }) => span);
}

function clausesOf(text: string): readonly Hit['span'][] {
  const clauses: [number, number][] = [];
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (!clauseEnd.test(text[at] as string) && at + 1 < text.length) continue;
    if (at > from) clauses.push([from, at + 1]);
    from = at + 1;
  }
  return clauses;
}
