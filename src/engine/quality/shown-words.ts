import type { Hit } from '#domain/hit.ts';
import type { Draft } from '#engine/quality/draft.ts';
import type { Caught } from '#engine/quality/listen.ts';

/** The words to mark: a pattern's own, or of what is only like examples the clause that says it most. */
export function shownWords({ moment }: Draft, { shown }: Caught): Hit {
  return shown.how === 'example' ? { ...shown, span: moment.likestClause(shown) } : shown;
}
