import type { Release } from '#domain/release.ts';
import type { Slot } from '#domain/slot.ts';
import { type SlotTemplate, templatesOf } from '#domain/slot-template.ts';
import type { Fault } from '#server/content/check-rule.ts';

/** What is wrong with the templates of queues: what they name and is not there, circles, and what cannot hold at once. */
export function faultsOfTemplates({ settings: { templates }, processes, slots }: Release): readonly Fault[] {
  const known = new Set(slots.map(({ key }) => key));
  const queues = new Set(templates.map(({ queue }) => queue));
  const faults = templates.flatMap((template, at): Fault[] => {
    const at_ = (...path: readonly (string | number)[]) => ['templates', at, ...path];
    const { queue, process, like } = template;
    const unknown = lists.flatMap(list =>
      template[list].flatMap((key, place): Fault[] =>
        known.has(key) ? [] : [{ path: at_(list, place), why: `there is no slot ${key}: name one of slots.yaml` }],
      ),
    );
    const same = templates.findIndex(other => other.queue === queue && other.process === process);
    return [
      ...unknown,
      ...(process === undefined || processes.some(({ key }) => key === process)
        ? []
        : [{ path: at_('process'), why: `there is no process ${process}: name one that is in processes/` }]),
      ...(same < at
        ? [
            {
              path: at_(),
              why: `${queue} has a template for ${process ?? 'every process'} already, the ${ordinal(same)}: put both into one`,
            },
          ]
        : []),
      ...faultsOfLike(templates, queues, template, at_('like'), like),
      ...faultsWithin(template, at_),
      ...faultsOfRequired(templates, template, fieldsOf(processes, slots, process), known, at_),
    ];
  });
  return [...faults, ...faultsOfHidden(templates)];
}

const lists = ['add', 'require', 'optional', 'hide'] as const;

function faultsOfLike(
  templates: readonly SlotTemplate[],
  queues: ReadonlySet<string>,
  { queue }: SlotTemplate,
  path: Fault['path'],
  like: string | undefined,
): readonly Fault[] {
  if (like === undefined) return [];
  if (!queues.has(like)) return [{ path, why: `no template is for the queue ${like}: name one that has a template` }];
  const way = wayBack(templates, like, queue);
  return way === null ? [] : [{ path, why: `these templates build on each other: ${[queue, ...way].join(' → ')}; take one like out` }];
}

/** The queues by which one builds on another, over every template of each; null: it does not. */
function wayBack(templates: readonly SlotTemplate[], from: string, to: string, above: readonly string[] = []): readonly string[] | null {
  if (from === to) return [to];
  if (above.includes(from)) return null;
  for (const { queue, like } of templates) {
    const way = queue === from && like !== undefined ? wayBack(templates, like, to, [...above, from]) : null;
    if (way) return [from, ...way];
  }
  return null;
}

/** Two lists that say opposite things of one field. */
function faultsWithin(template: SlotTemplate, at: (...path: (string | number)[]) => Fault['path']): readonly Fault[] {
  const opposites = [
    ['hide', 'add'],
    ['hide', 'require'],
    ['optional', 'require'],
  ] as const;
  return opposites.flatMap(([one, other]) =>
    template[one].flatMap((key, place): Fault[] =>
      template[other].includes(key) ? [{ path: at(one, place), why: `${key} stands under ${other}, too: leave it in one of them` }] : [],
    ),
  );
}

/** A field nobody shows cannot be filled, so nothing could be confirmed. */
function faultsOfRequired(
  templates: readonly SlotTemplate[],
  template: SlotTemplate,
  listed: ReadonlySet<string>,
  known: ReadonlySet<string>,
  at: (...path: (string | number)[]) => Fault['path'],
): readonly Fault[] {
  const added = new Set(templatesOf(templates, template.queue).flatMap(({ add }) => add));
  const lacks = template.process === undefined ? 'no process has' : `${template.process} lacks`;
  return template.require.flatMap((key, place): Fault[] =>
    listed.has(key) || added.has(key) || !known.has(key)
      ? []
      : [{ path: at('require', place), why: `${lacks} the field ${key}, so it could never be filled: add it as well` }],
  );
}

/** The fields of one process; of all of them for a template that holds whatever the call is about. */
function fieldsOf(processes: Release['processes'], slots: readonly Slot[], process: string | undefined): ReadonlySet<string> {
  const meant = (key: string) => process === undefined || key === process;
  const own = processes.filter(({ key }) => meant(key)).flatMap(one => one.slots);
  return new Set([...own, ...slots.filter(slot => slot.identity || slot.processes.some(meant)).map(({ key }) => key)]);
}

/** One template hides what another requires where both hold: nobody could fill it. A template that adds it after the hiding shows it again. */
function faultsOfHidden(templates: readonly SlotTemplate[]): readonly Fault[] {
  const faults = new Map<string, Fault>(); // by the two templates and the field: whoever builds on them inherits it
  for (const queue of new Set(templates.map(one => one.queue))) {
    const layers = templatesOf(templates, queue);
    for (const process of new Set(layers.map(one => one.process))) {
      const hidden = new Map<string, SlotTemplate>();
      const required = new Map<string, SlotTemplate>();
      for (const layer of layers) {
        if (layer.process !== undefined && layer.process !== process) continue;
        for (const key of layer.add) hidden.delete(key);
        for (const key of layer.hide) hidden.set(key, layer);
        for (const key of layer.require) required.set(key, layer);
        for (const key of layer.optional) required.delete(key);
      }
      for (const [key, by] of required) {
        const hider = hidden.get(key);
        if (hider === undefined || hider === by) continue;
        const [at, hides] = [templates.indexOf(by), templates.indexOf(hider)];
        const why = `${key} is hidden in ${queue} for ${process ?? 'every process'} by the ${ordinal(hides)} template: leave it in one of them`;
        const name = `${at} ${hides} ${key}`;
        if (!faults.has(name)) faults.set(name, { path: ['templates', at, 'require', by.require.indexOf(key)], why });
      }
    }
  }
  return [...faults.values()];
}

function ordinal(at: number): string {
  return `${at + 1}${['st', 'nd', 'rd'][at] ?? 'th'}`;
}

/** A profile field is filled from the call's data alone; another slot names none of them. */
export function faultsOfProfile(slot: Slot): readonly Fault[] {
  if (slot.type !== 'profile')
    return slot.field === undefined ? [] : [{ path: ['field'], why: `field is for type profile; ${slot.key} is ${slot.type}` }];
  const listening = (['asked', 'says', 'told', 'unless', 'unsure', 'choices'] as const).filter(name => slot[name].length > 0);
  return [
    ...(slot.field === undefined
      ? [{ path: ['type'], why: 'a profile field says which of the data that comes with the call it holds: give it field' }]
      : []),
    ...listening.map(name => ({ path: [name], why: `no word fills a profile field: take ${name} out` })),
  ];
}
