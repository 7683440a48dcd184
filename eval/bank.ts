import type { Engine } from '#engine/engine.ts';
import { JudgedDialogue } from '#eval/dialogue.ts';
import { type MaskingFigures, scoreMasking } from '#eval/dialogue-masking.ts';
import { type HandoffFigures, scoreHandoff } from '#eval/handoff.ts';
import { type KnowledgeFigures, scoreKnowledge } from '#eval/knowledge.ts';
import { type Played, play } from '#eval/play.ts';
import { evaluateSteps, type StepFigures } from '#eval/steps.ts';
import {
  addTallies,
  type JudgedCall,
  type LoudnessFigures,
  loudnessFigures,
  type Score,
  scoreOf,
  tallyPrompts,
  tallyViolations,
} from '#eval/violations.ts';
import { type CategoryFigures, type SlotFigures, scoreCategory, scoreSlots } from '#eval/wrapup.ts';

/** Everything `eval bank` measures on a file of judged dialogues. Definitions: eval/README.md. */
export interface BankReport extends LoudnessFigures {
  readonly dialogues: number;
  readonly steps: StepFigures;
  readonly violations: Score;
  readonly prompts: Score;
  readonly knowledge: KnowledgeFigures;
  readonly slots: SlotFigures;
  readonly category: CategoryFigures;
  readonly handoff: HandoffFigures;
  readonly masking: MaskingFigures;
}

/** Plays every dialogue and compares with its truth; a part of the truth that is missing is not counted. */
export function evalBank(engine: Engine, dialogues: readonly unknown[], progress: (done: number) => void = () => {}): BankReport {
  const runs = dialogues.map((json, index): { judged: JudgedDialogue; played: Played } => {
    const run = { judged: JudgedDialogue.parse(json), played: play(engine, json) };
    progress(index + 1);
    return run;
  });
  const kinds = new Map((['zh', 'en'] as const).flatMap(lang => engine.content(lang).rules.map(rule => [rule.key, rule.kind] as const)));
  const calls = runs.flatMap(({ judged, played }): JudgedCall[] => {
    const { truth } = judged;
    if (!truth?.violations) return [];
    return [
      { truth: { violations: truth.violations, prompts: truth.prompts ?? [], exhaustiveFor: truth.exhaustiveFor }, said: played.said },
    ];
  });

  return {
    dialogues: runs.length,
    steps: evaluateSteps(
      runs.flatMap(({ judged, played }) => {
        const { truth } = judged;
        if (!truth?.steps) return [];
        return [
          {
            id: judged.id,
            truth: truth.steps,
            topics: truth.topicTurns.map(topic => topic.process),
            turns: played.said,
            turnOf: played.turnOf,
          },
        ];
      }),
    ),
    violations: scoreOf(addTallies(calls.map(call => tallyViolations(call, rule => kinds.get(rule) ?? 'forbid')))),
    prompts: scoreOf(addTallies(calls.map(tallyPrompts))),
    knowledge: scoreKnowledge(
      runs.flatMap(({ judged, played }) => (judged.truth?.knowledge ? [{ boards: played.boards, truth: judged.truth.knowledge }] : [])),
    ),
    slots: scoreSlots(
      runs.flatMap(({ judged, played }) => (judged.truth?.slots ? [{ board: played.last, slots: judged.truth.slots }] : [])),
    ),
    category: scoreCategory(
      runs.flatMap(({ judged, played }) =>
        judged.taxonomy && judged.channel === 'voice' ? [{ board: played.last, category: judged.taxonomy }] : [],
      ),
    ),
    handoff: scoreHandoff(
      runs.flatMap(({ judged, played }) =>
        judged.handoff
          ? [{ boards: played.boards, truth: { should: judged.handoff.should, acceptable: judged.handoff.acceptable ?? null } }]
          : [],
      ),
    ),
    masking: scoreMasking(runs.flatMap(({ judged, played }) => (judged.truth ? [{ texts: played.texts, truth: judged.truth }] : []))),
    ...loudnessFigures(calls),
  };
}
