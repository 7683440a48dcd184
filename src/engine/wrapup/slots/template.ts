import type { Slot } from '#domain/slot.ts';
import { templatesOf } from '#domain/slot-template.ts';
import type { Content } from '#engine/content.ts';

/** What a queue changes of the fields of one business: those it adds, hides, requires or leaves open. */
export interface QueueFields {
  readonly add: readonly string[];
  readonly hide: ReadonlySet<string>;
  readonly required: ReadonlyMap<string, boolean>;
}

/** What the queue of a call changes for the business at hand; null where it changes nothing. A later template outdoes an earlier one. */
export function queueFields(content: Content, queue: string | undefined, process: string | null): QueueFields | null {
  const { templates } = content.settings;
  if (queue === undefined || templates.length === 0) return null;
  const known = made.get(content) ?? new Map<string, QueueFields | null>();
  made.set(content, known);
  const name = `${queue}\n${process}`;
  const kept = known.get(name);
  if (kept !== undefined) return kept;

  const own = templatesOf(templates, queue).filter(template => template.process === undefined || template.process === process);
  const fields = own.length === 0 ? null : folded(own, content);
  known.set(name, fields);
  return fields;
}

const made = new WeakMap<Content, Map<string, QueueFields | null>>();

function folded(templates: ReturnType<typeof templatesOf>, { slots }: Content): QueueFields {
  const add = new Set<string>();
  const hide = new Set<string>();
  const required = new Map<string, boolean>();
  for (const template of templates) {
    for (const key of template.add) if (slots.has(key)) [add.add(key), hide.delete(key)];
    for (const key of template.hide) [hide.add(key), add.delete(key)];
    for (const key of template.require) required.set(key, true);
    for (const key of template.optional) required.set(key, false);
  }
  return { add: [...add], hide, required };
}

/** The fields to show, as the queue has them: what it adds comes last, what it hides is left out. The same list where it changes nothing. */
export function shownIn(fields: QueueFields | null, keys: readonly string[]): readonly string[] {
  if (fields === null || fields.add.length + fields.hide.size === 0) return keys;
  return [...new Set([...keys, ...fields.add])].filter(key => !fields.hide.has(key));
}

/** The fields listened for, as the queue has them. */
export function wantedIn(fields: QueueFields | null, wanted: ReadonlySet<string>): ReadonlySet<string> {
  if (fields === null || fields.add.length + fields.hide.size === 0) return wanted;
  const known = wantedBy.get(fields) ?? new WeakMap<ReadonlySet<string>, ReadonlySet<string>>();
  wantedBy.set(fields, known);
  const kept = known.get(wanted) ?? new Set(shownIn(fields, [...wanted]));
  known.set(wanted, kept);
  return kept;
}

const wantedBy = new WeakMap<QueueFields, WeakMap<ReadonlySet<string>, ReadonlySet<string>>>();

/** Whether a field may stay empty in this queue. */
export function isRequired(fields: QueueFields | null, { key, required }: Slot): boolean {
  return fields?.required.get(key) ?? required;
}
