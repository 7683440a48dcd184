import type { Who } from '#server/people/who.ts';
import type { TicketParts } from '#server/tickets/parts.ts';

/** Gives a category's names in the reader's language; one the latest release does not know keeps the names it was filed under. */
export async function pathsFor(
  { engines }: Pick<TicketParts, 'engines'>,
  who: Who,
): Promise<
  <Filed extends { readonly category?: string | undefined; readonly path: readonly string[] }>(filed: Filed) => Filed & { path: string[] }
> {
  const lang = who.kind === 'person' ? who.lang : 'zh';
  const { leaves } = (await engines.latest()).engine.content(lang);
  return filed => ({ ...filed, path: [...(leaves.get(filed.category ?? '')?.path ?? filed.path)] });
}
