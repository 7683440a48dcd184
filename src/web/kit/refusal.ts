import type { TFunction } from 'i18next';
import type { Problem } from '#domain/problem.ts';

/** Why something was not done, in a few words a person can act on; it follows 没有成功 and the like. */
export function refusal(problem: Problem, t: TFunction): string {
  switch (problem.kind) {
    case 'invalid': {
      const most = /may be filed under (\d+|one) categor/.exec(problem.why)?.[1];
      if (most !== undefined) return t('refused-most', { count: most === 'one' ? 1 : Number(most) });
      return t(problem.why.includes('filed under it already') ? 'refused-filed' : 'refused-invalid');
    }
    case 'wrong-key':
    case 'not-allowed':
      return t('refused-not-allowed');
    case 'busy':
    case 'unavailable':
      return t('refused-busy');
    case 'broken-frame':
    case 'gap':
    case 'internal':
      return t('refused-internal');
    case 'not-found':
    case 'not-signed-in':
    case 'too-large':
    case 'closed':
    case 'conflict':
    case 'incomplete':
    case 'four-eyes':
      return t(`refused-${problem.kind}`);
  }
}
