import type { Lang } from '#domain/speaker.ts';
import type { KnowledgePart } from '#engine/knowledge/knowledge-part.ts';
import type { Lookup } from '#engine/knowledge/lookup.ts';

export function loadKnowledge(_part: KnowledgePart, _lang: Lang): Lookup {
  return { find: () => [] };
}
