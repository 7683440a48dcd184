import { useTranslation } from 'react-i18next';
import type { Problem } from '#domain/problem.ts';
import { refusal } from '#web/kit/refusal.ts';

/** Says in a sentence why something about an announcement was refused. */
export function useProblemWords(): (problem: Problem) => string {
  const { t, i18n } = useTranslation();
  const known = (key: string, otherwise: string) => (i18n.exists(key) ? t(key) : otherwise);
  return problem => {
    switch (problem.kind) {
      case 'invalid':
        return t('annInvalid', {
          field: known(`annField-${problem.field}`, problem.field),
          why: known(`annWhy-${problem.why}`, problem.why),
        });
      case 'conflict':
        return t('annProblem', { kind: known(`annWhy-${problem.why}`, problem.why) });
      case 'four-eyes':
        return t('annOwnApprove');
      default:
        return t('annProblem', { kind: refusal(problem, t) });
    }
  };
}
