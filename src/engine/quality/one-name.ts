import type { Caught } from '#engine/quality/listen.ts';

/**
 * One fault has one name. Of the forbidden words that were heard at one place by their likeness to examples, the rule is claimed whose examples
 * they are most like: who talks somebody out of a complaint does not also waive his rights. What a pattern heard keeps its rule.
 */
export function underOneName(caught: readonly Caught[]): readonly Caught[] {
  const named = caught.filter(({ listener, likeness }) => likeness > 0 && listener.use.kind === 'forbid');
  return named.length < 2 ? caught : caught.filter(each => !named.includes(each) || !named.some(other => outdoes(other, each)));
}

function outdoes(other: Caught, { hit, likeness }: Caught): boolean {
  return other.likeness > likeness && other.hit.span[0] < hit.span[1] && hit.span[0] < other.hit.span[1];
}
