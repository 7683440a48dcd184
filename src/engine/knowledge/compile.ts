import type { Release } from '#domain/release.ts';
import type { KnowledgePart } from '#engine/knowledge/knowledge-part.ts';

export function compileKnowledge(_release: Release): KnowledgePart {
  return { zh: null, en: null };
}
