import { MustSay } from '#domain/article.ts';
import { Cue } from '#domain/concept.ts';
import { Release } from '#domain/release.ts';
import { escapePattern } from '#engine/hear/pattern.ts';

/** Every cue that stands anywhere in a release, once, sorted. Found by the schema, so a new field of cues is heard at once. */
export function cuesOf(release: Release): string[] {
  const cues = new Set<string>();
  collect(Release, release, cues);
  return [...cues].sort();
}

/** What shows that a phrase was said: its cues, or the label word for word. */
export function saidCues(mustSay: MustSay): readonly string[] {
  return mustSay.said.length > 0 ? mustSay.said : [escapePattern(mustSay.label)];
}

/** As much of a zod schema as it takes to find the cues in a value. */
interface Schema {
  readonly def: {
    readonly type: string;
    readonly shape?: Readonly<Record<string, unknown>>;
    readonly element?: unknown;
    readonly innerType?: unknown;
    readonly valueType?: unknown;
    readonly options?: readonly unknown[];
    readonly discriminator?: string;
  };
}

function collect(schema: unknown, value: unknown, cues: Set<string>): void {
  if (value === undefined || value === null) return;
  if (schema === Cue) {
    cues.add(value as string);
    return;
  }
  if (schema === MustSay) {
    for (const cue of saidCues(value as MustSay)) cues.add(cue);
    return;
  }
  const { def } = schema as Schema;
  if (def.shape) for (const [field, inner] of Object.entries(def.shape)) collect(inner, (value as Record<string, unknown>)[field], cues);
  else if (def.element) for (const item of value as readonly unknown[]) collect(def.element, item, cues);
  else if (def.innerType) collect(def.innerType, value, cues);
  else if (def.valueType) for (const item of Object.values(value)) collect(def.valueType, item, cues);
  else if (def.options) collect(optionFor(def, value), value, cues);
}

/** The member of a union that a value belongs to, by its discriminator. */
function optionFor(def: Schema['def'], value: unknown): unknown {
  const field = def.discriminator;
  if (!field) throw new Error('a union of cues needs a discriminator');
  const kind = (value as Record<string, unknown>)[field];
  return def.options?.find(option => {
    const literal = (option as Schema).def.shape?.[field] as { def: { values?: readonly unknown[] } } | undefined;
    return literal?.def.values?.includes(kind);
  });
}
