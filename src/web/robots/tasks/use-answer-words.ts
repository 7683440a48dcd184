import { useTranslation } from 'react-i18next';
import type { TaskAnswer, TaskShows } from '#domain/robot-run.ts';
import { useTongue } from '#web/kit/use-tongue.ts';

/** What somebody answered to a task; one of the robot's own options reads as it did when it was chosen. */
export function useAnswerWords(): (answer: TaskAnswer, shows: TaskShows) => string {
  const { t } = useTranslation();
  const tongue = useTongue();
  return (answer, { options = [], optionsEn }) =>
    answer.kind === 'answered' ? tongue(answer.option, optionsEn?.[options.indexOf(answer.option)]) : t(`rb-answered-${answer.kind}`);
}
