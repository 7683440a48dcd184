import type { BotStep, Effect } from '#domain/bot-step.ts';
import type { BrowserAction } from '#domain/browser-action.ts';

/** A step with where it stands in its bot's file. */
interface PlacedStep {
  readonly step: BotStep;
  readonly path: readonly (string | number)[];
}

/** All steps, outer before inner, in the order they are written. */
export function allSteps(steps: readonly BotStep[], path: readonly (string | number)[] = ['steps']): PlacedStep[] {
  return steps.flatMap((step, index): PlacedStep[] => {
    const here = [...path, index];
    return [{ step, path: here }, ...blocksOf(step).flatMap(block => allSteps(block.steps, [...here, ...block.path]))];
  });
}

/** The lists of steps inside a step. */
export function blocksOf(step: BotStep): readonly { readonly steps: readonly BotStep[]; readonly path: readonly (string | number)[] }[] {
  if (step.do === 'branch') {
    return [
      ...step.cases.map((one, index) => ({ steps: one.steps, path: ['cases', index, 'steps'] })),
      { steps: step.otherwise, path: ['otherwise'] },
    ];
  }
  return step.do === 'loop' ? [{ steps: step.steps, path: ['steps'] }] : [];
}

/** What a step is called on screens. The title of an announcement or a ticket is its own, with expressions in it, and names no step. */
export function titlesOf(step: BotStep): { readonly title?: string; readonly titleEn?: string } {
  if (step.do === 'announce' || step.do === 'ticket' || step.title === undefined) return {};
  return { title: step.title, ...(step.titleEn === undefined ? {} : { titleEn: step.titleEn }) };
}

/** What a step does to the world; what only computes, waits or asks is a read. */
export function effectOf(step: BotStep): Effect {
  return 'effect' in step ? step.effect : 'read';
}

/** The variables a step gives a value to. */
export function setsOf(step: BotStep): readonly string[] {
  const into = 'into' in step && step.into ? [step.into] : [];
  if (step.do === 'set') return Object.keys(step.values);
  if (step.do === 'loop') return [step.as];
  const actions: readonly BrowserAction[] =
    step.do === 'browser' ? [...step.actions, ...(step.verify?.actions ?? [])] : step.do === 'http' ? (step.verify?.actions ?? []) : [];
  const asked = 'verify' in step && step.verify?.request ? [step.verify.request.into] : [];
  return [...into, ...asked, ...actions.flatMap(action => ('into' in action ? [action.into] : []))];
}
