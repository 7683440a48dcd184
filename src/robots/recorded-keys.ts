import type { RecordedStep, RecordingProblem } from '#robots/recording.ts';

type Recorded<Type extends RecordedStep['type']> = Extract<RecordedStep, { type: Type }>;
/** What somebody did while recording, keys put together; number is the step's place from 1. */
export type Deed = { readonly number: number } & (
  | { readonly kind: 'step'; readonly step: Exclude<RecordedStep, { type: 'keyDown' | 'keyUp' }> }
  | { readonly kind: 'press'; readonly step: Recorded<'keyDown'>; readonly key: string }
  | { readonly kind: 'typed'; readonly step: Recorded<'keyDown'>; readonly text: string; readonly into: Recorded<'click'> | null }
);

const modifiers = new Set(['Shift', 'Control', 'Alt', 'Meta', 'AltGraph']);
const editing = new Set(['Backspace', 'Delete', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'CapsLock']);
const inputMethod = new Set(['Process', 'Unidentified', 'Dead']);

/**
 * Puts keys together: down and up become one press, keys that a change tells better vanish, and text that only keys tell becomes
 * typing, with the field clicked just before or none.
 */
export function joinKeys(steps: readonly RecordedStep[]): { readonly deeds: readonly Deed[]; readonly gaps: readonly RecordingProblem[] } {
  const deeds: Deed[] = [];
  const gaps: RecordingProblem[] = [];
  const held = new Set<string>();
  const late: Deed[] = []; // pressed before the change they come after was recorded
  let before: Exclude<RecordedStep, { type: 'keyDown' | 'keyUp' }> | null = null;

  for (const [index, step] of steps.entries()) {
    const number = index + 1;
    if (step.type === 'keyUp') {
      const known = held.delete(step.key) || steps.slice(0, index).some(one => one.type === 'keyDown' && sameKey(one.key, step.key));
      if (!known) gaps.push({ step: number, why: 'a key comes up that never went down' });
      continue;
    }
    if (step.type !== 'keyDown') {
      if ([...held].some(key => key !== 'Shift') && step.type !== 'change' && step.type !== 'setViewport')
        gaps.push({ step: number, why: `${[...held].join('+')} is held meanwhile, which a robot does not do` });
      deeds.push({ kind: 'step', number, step });
      if (step.type === 'change') deeds.push(...late.splice(0));
      if (step.type !== 'setViewport' && step.type !== 'scroll') before = step;
      continue;
    }
    if (modifiers.has(step.key)) {
      held.add(step.key);
      continue;
    }
    if (inputMethod.has(step.key)) continue;
    const chord = [...held].filter(key => key !== 'Shift');
    const printable = step.key.length === 1 && chord.length === 0;
    const next = steps.slice(index + 1).find(one => one.type !== 'keyDown' && one.type !== 'keyUp');
    const told = next?.type === 'change' || before?.type === 'change';
    if (told && (printable || editing.has(step.key) || (chord.length > 0 && /^[acvxz]$/i.test(step.key)))) continue;
    if (printable) {
      const last = deeds.at(-1);
      if (last?.kind === 'typed') deeds[deeds.length - 1] = { ...last, text: last.text + step.key };
      else deeds.push({ kind: 'typed', number, step, text: step.key, into: before?.type === 'click' ? before : null });
      if (last?.kind !== 'typed' && before?.type !== 'click') gaps.push({ step: number, why: 'typing, and no field was in focus before' });
      continue;
    }
    const up = steps.slice(index + 1).find((one): one is Recorded<'keyUp'> => one.type === 'keyUp' && sameKey(one.key, step.key));
    if (!up) gaps.push({ step: number, why: `${step.key} goes down and never comes up` });
    const key = [...(step.key.length > 1 ? held : chord), step.key].join('+');
    const deed: Deed = {
      kind: 'press',
      number,
      step: { ...step, assertedEvents: [...step.assertedEvents, ...(up?.assertedEvents ?? [])] },
      key,
    };
    const changesFirst = next?.type === 'change' && up !== undefined && steps.indexOf(next) < steps.indexOf(up);
    if (changesFirst) late.push(deed);
    else {
      deeds.push(deed);
      before = null; // Tab and Enter move the focus
    }
  }
  return { deeds: [...deeds, ...late], gaps };
}

/** Shift may be let go of first: A goes down, a comes up. */
function sameKey(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
