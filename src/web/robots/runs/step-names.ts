import { useTranslation } from 'react-i18next';
import type { OutlineStep, StepName } from '#protocol/robot-runs.ts';
import { useTongue } from '#web/kit/use-tongue.ts';

/** What a step is called in this reader's language: its title, or what it does. */
export function useStepName(): (step: StepName) => string {
  const { t } = useTranslation();
  const tongue = useTongue();
  return ({ do: does, title, titleEn }) => (title === undefined ? t(`rr-do-${does}`, { defaultValue: does }) : tongue(title, titleEn));
}

/** Names by the path of a journal's row, `each:3/find`: the step, and the turns and calls it is within. A bot that was called has steps that are not in the outline: they keep their ids. */
export function useStepPath(outline: readonly OutlineStep[]): (path: string) => { readonly step: string; readonly within: string } {
  const { t } = useTranslation();
  const nameOf = useStepName();
  const steps = new Map(outline.map(step => [step.id, step]));
  return path => {
    const parts = path.split('/').map(part => {
      const [id = '', turn] = part.split(':');
      const step = steps.get(id);
      return [step ? nameOf(step) : id, ...(turn === undefined ? [] : [t('rr-turn', { n: turn })])].join(' ');
    });
    return { step: parts.at(-1) || '–', within: parts.slice(0, -1).join(' › ') };
  };
}
