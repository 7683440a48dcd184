import { z } from 'zod';
import { ContentKey } from '#domain/ids.ts';

/** GET /v1/explanations?kind=rule&key=Q01&version=3&lang=zh: answers with an Explanation. `node` names a step of a process. */
export const ExplanationAsked = z.object({
  kind: z.enum(['rule', 'process', 'article', 'handoff']),
  key: ContentKey,
  version: z.coerce.number().int().min(1).max(1_000_000_000).optional(), // absent: the live one
  node: ContentKey.optional(),
  lang: z.enum(['zh', 'en']).default('zh'),
});
export type ExplanationAsked = z.infer<typeof ExplanationAsked>;
