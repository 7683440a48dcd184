import type { Advice } from '#domain/advice.ts';
import type { Content } from '#engine/content.ts';

/** Marks advice of content that runs in silence, whichever aide made it: it is counted and shown to nobody. */
export function inShadow(advice: Advice, shadow: ReadonlySet<string>): Advice {
  return shadow.size > 0 && originsOf(advice).some(name => shadow.has(name)) ? { ...advice, shadow: true } : advice;
}

/** A process that may be named to people; null for one that runs in silence. */
export function openly(process: string | null, { shadow }: Pick<Content, 'shadow'>): string | null {
  return shadow.size > 0 && shadow.has(`process/${process}`) ? null : process;
}

/** A pinned line speaks for the rule it names and for the process whose moment it waits for (`line:P01/confirmDo`). */
function originsOf({ key, from }: Advice): readonly string[] {
  const own = from ? [`${from.kind}/${from.key}`] : [];
  const process = /^line:([^/]+)\//.exec(key)?.[1];
  return process === undefined ? own : [...own, `process/${process}`];
}
