import type { Advice } from '#domain/advice.ts';
import type { Kind } from '#engine/board.ts';
import type { Content } from '#engine/content.ts';
import type { CategoryMemory } from '#engine/wrapup/category/category.ts';
import type { Beside } from '#engine/wrapup/category/further.ts';
import { type Ranked, settledLeaf } from '#engine/wrapup/category/ranking.ts';

/** The ranking as the desk shows it. The engine chooses only when sure; the agent's choice stands. `beside`: where several are allowed. */
export function categoryAdvice(memory: CategoryMemory, ranking: readonly Ranked[], content: Content, beside: Beside | null): Advice {
  const best = ranking[0];
  const chosen = settledLeaf(memory, ranking, content);
  const shown =
    chosen === null || ranking.some(({ code }) => code === chosen)
      ? ranking
      : [...ranking, { code: chosen, path: pathOf(chosen, content), confidence: 0, because: '', like: null, isOwn: false }]; // found by the agent
  const advice: Kind<'category'> = {
    key: 'category',
    kind: 'category',
    ranking: shown.map(({ code, path, confidence, because }) => ({ code, path: [...path], confidence, because })),
    by: memory.chosen !== null ? 'agent' : chosen !== null ? 'engine' : 'nobody',
    evidence: evidenceOf(memory, best),
    loudness: 'quiet',
    ...(beside === null ? {} : several(beside, chosen, content)),
  };
  return chosen === null ? advice : { ...advice, chosen };
}

/** A proposal for what kind of call this is does not rest on words about a business. */
function evidenceOf({ evidence }: CategoryMemory, best: Ranked | undefined): Kind<'category'>['evidence'] {
  if (!best?.isOwn && evidence.length > 0) return [...evidence];
  return best?.like ? [best.like] : [];
}

function several({ most, further, offered }: Beside, main: string | null, content: Content): Partial<Kind<'category'>> {
  const others = further.filter(code => code !== main);
  const isFiled = (code: string) => code === main || others.includes(code);
  return {
    most,
    further: others.map(code => ({ code, path: pathOf(code, content) })),
    offered: offered.filter(({ code }) => !isFiled(code)).map(one => ({ ...one, evidence: [...one.evidence] })),
  };
}

function pathOf(code: string, { leaves }: Content): string[] {
  return [...(leaves.get(code)?.path ?? [])];
}
