import { contentNames } from '#engine/explain/english-names.ts';
import type { ContentProblem } from '#server/content/content-problem.ts';
import type { ContentFolder } from '#server/content/read-folder.ts';

/** Names that English screens would show in Chinese, or that have two English names; each once, and only of a bank that has an English name itself. */
export function checkEnglish({ release, locate }: ContentFolder): readonly ContentProblem[] {
  if (release.bank.nameEn === undefined) return [];
  const found: ContentProblem[] = [];
  for (const [own, all] of Map.groupBy(contentNames(release), name => name.own)) {
    const english = all.find(name => name.english !== undefined)?.english;
    const other = all.find(name => name.english !== undefined && name.english !== english);
    const report = ({ item, path }: (typeof all)[number], why: string) =>
      found.push({ severity: 'warning', ...locate(item, path), field: path.join('.'), why });
    if (english === undefined && all[0]) report(all[0], `English screens show ${own} as it is: give it an English name`);
    if (other) report(other, `${own} is called ${english} elsewhere, and English screens show that: one word, one name`);
  }
  return found;
}
