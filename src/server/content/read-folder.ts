import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { Article } from '#domain/article.ts';
import { Concept } from '#domain/concept.ts';
import { HandoffReason } from '#domain/handoff-reason.ts';
import type { Leaf } from '#domain/leaf.ts';
import { Process } from '#domain/process.ts';
import { Release } from '#domain/release.ts';
import { Rule } from '#domain/rule.ts';
import { Settings } from '#domain/settings.ts';
import { Slot } from '#domain/slot.ts';
import type { ContentProblem } from '#server/content/content-problem.ts';
import { checkLocated, type Located, parseLocated } from '#server/content/located-yaml.ts';
import { leavesOf, TaxonomyNode } from '#server/content/taxonomy-tree.ts';

/** A place in a file; line and column count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Everything a folder of content holds, where each piece stands, and what is wrong with it. */
export interface ContentFolder {
  readonly release: Release;
  readonly problems: readonly ContentProblem[];
  /** kind/key → where that piece begins. */
  readonly places: ReadonlyMap<string, Place>;
  /** Where a field of a piece stands, or the nearest thing around it that is written down. */
  readonly locate: (name: string, path: readonly (string | number)[]) => Place;
  /** The files' texts by name, to point into them. */
  readonly texts: ReadonlyMap<string, string>;
}

const maxFileBytes = 2_000_000;

/** Reads a content folder as a release whose versions are all 1. A wrong file is reported and left out, never half read. */
export async function readFolder(dir: string): Promise<ContentFolder> {
  const reading = new Reading();
  const names = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = names
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
  if (!files.some(file => relative(dir, file) === 'bank.yaml')) {
    reading.problems.push({ severity: 'error', file: 'bank.yaml', line: 1, column: 1, field: '', why: 'this folder has no bank.yaml' });
  }
  for (const file of files) {
    const name = relative(dir, file).replaceAll('\\', '/');
    if (kindOf(name) !== null) reading.take(name, await readFile(file, 'utf8'));
  }
  return reading.finish();
}

type Kind = 'bank' | 'settings' | 'concepts' | 'processes' | 'rules' | 'articles' | 'taxonomy' | 'slots' | 'handoff';

function kindOf(name: string): Kind | null {
  const parts = name.split('/');
  const last = parts.at(-1) ?? '';
  const folder = parts.at(-2);
  if (folder === 'articles' && last.endsWith('.md')) return 'articles';
  if (!last.endsWith('.yaml')) return null;
  if (folder === 'concepts' || folder === 'processes' || folder === 'rules') return folder;
  const stem = last.slice(0, -5);
  return ['bank', 'settings', 'taxonomy', 'slots', 'handoff'].includes(stem) ? (stem as Kind) : null;
}

const Bank = z.strictObject({
  key: z.string(),
  name: z.string(),
  nameEn: z.string().optional(),
  namesEn: Release.shape.bank.shape.namesEn,
  fictional: z.boolean(),
  shadow: z.array(z.string()).default([]),
});

/** As checks name the settings; they have no version of their own in a folder. */
const settingsName = 'settings/settings';

class Reading {
  readonly problems: ContentProblem[] = [];
  readonly places = new Map<string, Place>();
  readonly #fields = new Map<string, (path: readonly (string | number)[]) => { line: number; column: number }>();
  readonly texts = new Map<string, string>();
  bank: z.infer<typeof Bank> = { key: 'none', name: '', fictional: true, shadow: [] };
  settings: Settings = Settings.parse({});
  #settingsIn: Place | undefined;
  readonly concepts: Concept[] = [];
  readonly articles: Article[] = [];
  readonly processes: Process[] = [];
  readonly rules: Rule[] = [];
  readonly leaves: Leaf[] = [];
  readonly slots: Slot[] = [];
  readonly handoffReasons: HandoffReason[] = [];

  take(file: string, text: string): void {
    if (text.length > maxFileBytes) {
      this.#wrong(file, 1, 1, '', `larger than ${maxFileBytes} characters: split it`);
      return;
    }
    this.texts.set(file, text);
    const kind = kindOf(file);
    switch (kind) {
      case 'articles':
        return this.#article(file, text);
      case 'concepts':
        return this.#list(file, text, Concept, 'concept', this.concepts);
      case 'rules':
        return this.#list(file, text, Rule, 'rule', this.rules);
      case 'slots':
        return this.#list(file, text, Slot, 'slot', this.slots);
      case 'handoff':
        return this.#list(file, text, HandoffReason, 'handoff', this.handoffReasons);
      case 'processes':
        return this.#one(file, text, Process, (process, located) => {
          this.#add(file, { line: 1, column: 1 }, 'process', process, this.processes, path => located.at(path));
        });
      case 'bank':
        return this.#one(file, text, Bank, bank => {
          this.bank = bank;
        });
      case 'settings':
        return this.#one(file, text, Settings, (settings, located) => {
          this.settings = settings;
          this.#settingsIn = { file, line: 1, column: 1 };
          this.#fields.set(settingsName, path => located.at(path));
        });
      case 'taxonomy':
        return this.#taxonomy(file, text);
      case null:
        return;
    }
  }

  finish(): ContentFolder {
    const { bank, settings, concepts, articles, processes, rules, leaves, slots, handoffReasons } = this;
    const versions = Object.fromEntries([...this.places.keys()].map(name => [name, 1]));
    const { shadow, ...names } = bank;
    const release = Release.parse({
      bank: names,
      settings,
      concepts,
      articles,
      processes,
      rules,
      leaves,
      slots,
      handoffReasons,
      shadow,
      versions,
    });
    const locate: ContentFolder['locate'] = (name, path) => {
      const place = (name === settingsName ? this.#settingsIn : this.places.get(name)) ?? { file: 'bank.yaml', line: 1, column: 1 };
      const fields = path.length === 0 ? undefined : this.#fields.get(name);
      return fields ? { file: place.file, ...fields(path) } : place;
    };
    return { release, problems: this.problems, places: this.places, locate, texts: this.texts };
  }

  #article(file: string, text: string): void {
    const match = /^---\r?\n([\s\S]*?)\r?\n---\r?\n?([\s\S]*)$/.exec(text);
    if (!match) return this.#wrong(file, 1, 1, '', 'an article begins with `---`, its fields as YAML, and `---`; the script follows');
    const located = parseLocated(file, match[1] ?? '', 1);
    this.problems.push(...located.problems);
    if (typeof located.value !== 'object' || located.value === null) return;
    const { item, problems } = checkLocated(file, located, [], { ...located.value, script: (match[2] ?? '').trim() }, Article);
    this.problems.push(...problems);
    if (item) this.#add(file, { line: 1, column: 1 }, 'article', item, this.articles, path => located.at(path));
  }

  #list<Schema extends z.ZodType<{ key: string }>>(
    file: string,
    text: string,
    schema: Schema,
    kind: string,
    into: z.output<Schema>[],
  ): void {
    const located = this.#parse(file, text);
    if (!located) return;
    if (!Array.isArray(located.value)) return this.#wrong(file, 1, 1, '', 'this file holds a YAML list');
    located.value.forEach((value, index) => {
      const { item, problems } = checkLocated(file, located, [index], value, schema);
      this.problems.push(...problems);
      if (item) this.#add(file, located.at([index]), kind, item, into, inner => located.at([index, ...inner]));
    });
  }

  #one<Schema extends z.ZodType>(
    file: string,
    text: string,
    schema: Schema,
    take: (item: z.output<Schema>, located: Located) => void,
  ): void {
    const located = this.#parse(file, text);
    if (!located) return;
    const { item, problems } = checkLocated(file, located, [], located.value, schema);
    this.problems.push(...problems);
    if (item) take(item, located);
  }

  #taxonomy(file: string, text: string): void {
    this.#one(file, text, z.array(TaxonomyNode), (tree, located) => {
      for (const { leaf, at } of leavesOf(tree)) this.#add(file, located.at(at), 'leaf', { ...leaf, key: leaf.code }, this.leaves);
    });
  }

  #add<Item extends { key: string }>(
    file: string,
    place: { line: number; column: number },
    kind: string,
    item: Item,
    into: unknown[],
    fields?: (path: readonly (string | number)[]) => { line: number; column: number },
  ): void {
    const name = `${kind}/${item.key}`;
    const first = this.places.get(name);
    if (first)
      return this.#wrong(
        file,
        place.line,
        place.column,
        'key',
        `${name} stands already in ${first.file}:${first.line}: give one of them another key`,
      );
    this.places.set(name, { file, ...place });
    if (fields) this.#fields.set(name, fields);
    into.push(item);
  }

  #parse(file: string, text: string): Located | null {
    const located = parseLocated(file, text);
    this.problems.push(...located.problems);
    return located.problems.length > 0 ? null : located;
  }

  #wrong(file: string, line: number, column: number, field: string, why: string): void {
    this.problems.push({ severity: 'error', file, line, column, field, why });
  }
}
