import type { Engine } from '#engine/engine.ts';
import { type CategoryFigures, scoreCategory } from '#eval/category.ts';
import { JudgedDialogue } from '#eval/dialogue.ts';
import { type MaskingFigures, scoreMasking } from '#eval/dialogue-masking.ts';
import { type HandoffFigures, scoreHandoff } from '#eval/handoff.ts';
import { type KnowledgeFigures, scoreKnowledge } from '#eval/knowledge.ts';
import { type Played, play } from '#eval/play.ts';
import { type NamedCall, type NearMissFigures, nearMissFigures, type RuleFigures, ruleFigures } from '#eval/rule-figures.ts';
import { type SlotFigures, scoreSlots } from '#eval/slot-values.ts';
import { evaluateSteps, type StepFigures } from '#eval/steps.ts';
import { type SummaryFigures, scoreSummaries } from '#eval/summaries.ts';
import { addTallies, type LoudnessFigures, loudnessFigures, type Score, scoreOf, tallyPrompts } from '#eval/violations.ts';

/** Everything `eval bank` measures on a file of judged dialogues. Definitions: eval/README.md. */
export interface BankReport extends LoudnessFigures {
  readonly dialogues: number;
  readonly steps: StepFigures;
  readonly violations: RuleFigures;
  readonly nearMisses: NearMissFigures;
  readonly prompts: Score;
  readonly knowledge: KnowledgeFigures;
  readonly slots: SlotFigures;
  readonly category: CategoryFigures;
  readonly summary: SummaryFigures;
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
  const rules = new Map((['zh', 'en'] as const).flatMap(lang => engine.content(lang).rules.map(rule => [rule.key, rule] as const)));
  const ruleOf = (key: string) => rules.get(key) ?? { kind: 'forbid', severity: 'general' };
  const calls = runs.flatMap(({ judged: { id, truth }, played }): NamedCall[] => {
    if (!truth?.violations) return [];
    const { violations, prompts = [], exhaustiveFor, nearMisses } = truth;
    return [{ id, truth: { violations, prompts, exhaustiveFor }, nearMisses, said: played.said }];
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
    violations: ruleFigures(calls, ruleOf),
    nearMisses: nearMissFigures(calls, ruleOf),
    prompts: scoreOf(addTallies(calls.map(tallyPrompts))),
    knowledge: scoreKnowledge(
      runs.flatMap(({ judged, played }) => (judged.truth?.knowledge ? [{ boards: played.boards, truth: judged.truth.knowledge }] : [])),
    ),
    slots: scoreSlots(
      runs.flatMap(({ judged, played }) => (judged.truth?.slots ? [{ id: judged.id, board: played.last, slots: judged.truth.slots }] : [])),
    ),
    category: scoreCategory(
      runs.flatMap(({ judged, played }) =>
        judged.taxonomy && judged.channel === 'voice' ? [{ id: judged.id, board: played.last, category: judged.taxonomy }] : [],
      ),
    ),
    summary: scoreSummaries(
      runs.map(({ judged: { truth }, played }) => ({
        board: played.last,
        ...(truth?.summary === undefined ? {} : { summary: truth.summary }),
        ...(truth?.summaryParts === undefined ? {} : { parts: truth.summaryParts }),
      })),
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
