import type { Aide } from '#engine/aide.ts';
import { handoff } from '#engine/handoff/handoff.ts';
import { knowledge } from '#engine/knowledge/knowledge.ts';
import { process } from '#engine/process/process.ts';
import { quality } from '#engine/quality/quality.ts';
import { topic } from '#engine/topic/topic.ts';
import { wrapup } from '#engine/wrapup/wrapup.ts';

/** The aides in their fixed order: each sees the facts of those before it. */
// biome-ignore lint/suspicious/noExplicitAny: every aide has a memory of its own shape, only it looks inside
export const aides: readonly Aide<any>[] = [topic, process, quality, knowledge, wrapup, handoff];
