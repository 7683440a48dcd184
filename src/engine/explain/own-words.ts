import type { Release } from '#domain/release.ts';
import { wording as processWording } from '#engine/process/wording.ts';
import { wording as qualityWording } from '#engine/quality/wording.ts';
import { leafWording } from '#engine/wrapup/category/ranking.ts';

/** What the engine says itself on a Chinese call, beside or around the names of content, and the same in English. */
export function ownWords(
  {
    processes,
    rules,
  }: { readonly processes: readonly Release['processes'][number][]; readonly rules: readonly Release['rules'][number][] },
  english: ReadonlyMap<string, string>,
): readonly (readonly [string, string])[] {
  const inEnglish = (own: string) => english.get(own) ?? own;
  const steps = new Set(processes.flatMap(({ nodes }) => nodes.map(({ title }) => title)));
  const owed = new Set(rules.flatMap(rule => (rule.kind === 'require' ? [rule.owed ?? rule.title] : [])));
  const [process, quality] = [processWording, qualityWording];
  return [
    ...[1, 2, 3, 4, 5].map(count => [process.zh.after(count), process.en.after(count)] as const),
    ...(['notSaidYet', 'beforeGoodbye', 'handedOver', 'verifyAgain'] as const).map(key => [process.zh[key], process.en[key]] as const),
    ...[...steps].map(step => [process.zh.beforeStep(step), process.en.beforeStep(inEnglish(step))] as const),
    ...(['verified', 'consented'] as const).map(key => [quality.zh[key], quality.en[key]] as const),
    ...(['stillTime', 'said'] as const).flatMap(key =>
      [...owed].map(what => [quality.zh[key](what), quality.en[key](inEnglish(what))] as const),
    ),
    ...(['like', 'silent', 'brokenOff'] as const).map(key => [leafWording.zh[key], leafWording.en[key]] as const),
  ];
}
