import type { Release } from '#domain/release.ts';
import type { Slot } from '#domain/slot.ts';
import { type SlotTemplate, templatesOf } from '#domain/slot-template.ts';
import type { Fault } from '#server/content/check-rule.ts';

/** What is wrong with the templates of queues: what they name and is not there, circles, and what cannot hold at once. */
export function faultsOfTemplates({ settings: { templates }, processes, slots }: Release): readonly Fault[] {
  const known = new Set(slots.map(({ key }) => key));
  const queues = new Set(templates.map(({ queue }) => queue));
  return templates.flatMap((template, at): Fault[] => {
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
      ...(process === undefined ? [] : faultsOfRequired(templates, template, fieldsOf(processes, slots, process), at_)),
    ];
  });
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
  const way = [queue];
  for (let next: string | undefined = like; next !== undefined; next = templates.find(one => one.queue === way.at(-1) && one.like)?.like) {
    if (next === queue) return [{ path, why: `these templates build on each other: ${[...way, queue].join(' → ')}; take one like out` }];
    if (way.includes(next)) return [];
    way.push(next);
  }
  return [];
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
  at: (...path: (string | number)[]) => Fault['path'],
): readonly Fault[] {
  const added = new Set(templatesOf(templates, template.queue).flatMap(({ add }) => add));
  return template.require.flatMap((key, place): Fault[] =>
    listed.has(key) || added.has(key)
      ? []
      : [{ path: at('require', place), why: `${template.process} has no field ${key}, so it could never be filled: add it as well` }],
  );
}

function fieldsOf(processes: Release['processes'], slots: readonly Slot[], process: string): ReadonlySet<string> {
  const own = processes.find(({ key }) => key === process)?.slots ?? [];
  return new Set([...own, ...slots.filter(slot => slot.identity || slot.processes.includes(process)).map(({ key }) => key)]);
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
