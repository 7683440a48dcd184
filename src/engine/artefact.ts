import type { Release } from '#domain/release.ts';
import type { LearnedParts } from '#engine/hear/hear.ts';
import type { HearingPart } from '#engine/hear/hearing-part.ts';
import type { KnowledgePart } from '#engine/knowledge/knowledge-part.ts';
import type { LeafWordsPart } from '#engine/wrapup/category/leaf-words-part.ts';

/** The engine version: part of every artefact, so an upgrade never mixes with what an older one built. */
export const engineVersion = 16;

/** A release compiled for attending: plain JSON, same bytes on every run; named by the hash of its bytes. */
export interface Artefact {
  readonly engineVersion: number;
  readonly release: Release;
  readonly hearing: HearingPart;
  readonly knowledge: KnowledgePart;
  readonly learned: LearnedParts;
  readonly leafWords: LeafWordsPart | null;
}
