import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import type { Leaf } from '#domain/leaf.ts';
import type { Release } from '#domain/release.ts';
import type { TaxonomyNode } from '#server/content/taxonomy-tree.ts';

/** Writes a release as a content folder that reads back as the same content. */
export async function exportFolder(release: Release, dir: string): Promise<number> {
  const files = new Map<string, string>();
  const yaml = (name: string, value: unknown) => files.set(name, stringify(value, { lineWidth: 0 }));
  const inLang = (lang: string, name: string) => (lang === 'zh' ? name : `${lang}/${name}`);

  yaml('bank.yaml', { ...release.bank, shadow: release.shadow });
  yaml('settings.yaml', release.settings);
  yaml('taxonomy.yaml', treeOf(release.leaves));
  for (const lang of ['zh', 'en']) {
    const only = <T extends { lang: string }>(items: readonly T[]) => items.filter(item => item.lang === lang);
    if (only(release.concepts).length > 0) yaml(inLang(lang, 'concepts/all.yaml'), only(release.concepts));
    if (only(release.rules).length > 0) yaml(inLang(lang, 'rules/all.yaml'), only(release.rules));
    if (only(release.slots).length > 0) yaml(inLang(lang, 'slots.yaml'), only(release.slots));
    if (only(release.handoffReasons).length > 0) yaml(inLang(lang, 'handoff.yaml'), only(release.handoffReasons));
    for (const process of only(release.processes)) yaml(inLang(lang, `processes/${safe(process.key)}.yaml`), process);
    for (const { script, ...fields } of only(release.articles)) {
      files.set(inLang(lang, `articles/${safe(fields.key)}.md`), `---\n${stringify(fields, { lineWidth: 0 })}---\n${script}\n`);
    }
  }
  for (const [name, text] of files) {
    const path = join(dir, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
  return files.size;
}

/** The tree over leaves: inner codes are the leaves' own prefixes, two digits a level. */
function treeOf(leaves: readonly Leaf[]): readonly TaxonomyNode[] {
  const root: TaxonomyNode[] = [];
  for (const leaf of leaves) {
    let level = root;
    leaf.path.forEach((zh, depth) => {
      const isLeaf = depth === leaf.path.length - 1;
      const code = isLeaf ? leaf.code : leaf.code.slice(0, 2 * (depth + 1));
      let node = level.find(one => one.code === code);
      if (!node) {
        const narrows = leaf.narrows ? { narrows: leaf.narrows } : {};
        const examples = leaf.examples.length > 0 ? { examples: [...leaf.examples] } : {};
        const en = leaf.pathEn ? { en: leaf.pathEn[depth] ?? zh } : {};
        const done = leaf.done ? { done: [...leaf.done] } : {};
        node = isLeaf
          ? { code, zh, ...en, cues: [...leaf.cues], ...examples, ...narrows, processes: [...leaf.processes], ...done }
          : { code, zh, ...en, children: [] };
        level.push(node);
      } else if (leaf.pathEn) node.en ??= leaf.pathEn[depth] ?? zh;
      level = node.children ?? [];
    });
  }
  return root;
}

function safe(key: string): string {
  return key.replaceAll('/', '_');
}
