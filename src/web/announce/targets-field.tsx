import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Targets } from '#domain/announcement.ts';
import { StaffNo } from '#domain/ids.ts';
import type { AnnouncementOptions } from '#protocol/announcements.ts';
import { PickMany } from '#web/announce/picks.tsx';
import { useNamed } from '#web/kit/names.tsx';

/** Whom it is for: units, queues, roles and people together, without those who are named as excluded. */
export function TargetsField({
  targets,
  options,
  change,
}: {
  readonly targets: Targets;
  readonly options: AnnouncementOptions;
  readonly change: (targets: Targets) => void;
}) {
  const { t, i18n } = useTranslation();
  const named = useNamed();
  return (
    <div className="col ann-targets">
      <p className="x12 m">{t('annUnits')}</p>
      <PickMany
        label={t('annUnits')}
        values={targets.units}
        picks={options.units.map(({ id, name, agents }) => ({ value: id, label: named(name), count: agents }))}
        choose={units => change({ ...targets, units })}
      />
      {options.queues.length > 0 && (
        <>
          <p className="x12 m">{t('annQueues')}</p>
          <PickMany
            label={t('annQueues')}
            values={targets.queues}
            picks={options.queues.map(queue => ({ value: queue, label: named(queue) }))}
            choose={queues => change({ ...targets, queues })}
          />
        </>
      )}
      <p className="x12 m">{t('annRoles')}</p>
      <PickMany
        label={t('annRoles')}
        values={targets.roles}
        picks={options.roles.map(({ key, zh, en }) => ({ value: key, label: i18n.language === 'zh' ? zh : en }))}
        choose={roles => change({ ...targets, roles })}
      />
      <div className="ann-pair">
        <People label={t('annPeople')} people={targets.people} change={people => change({ ...targets, people })} />
        <People label={t('annExcept')} people={targets.except} change={except => change({ ...targets, except })} />
      </div>
    </div>
  );
}

/** Staff numbers in one field; what is none is left in the field and not taken. */
function People({
  label,
  people,
  change,
}: {
  readonly label: string;
  readonly people: Targets['people'];
  readonly change: (people: Targets['people']) => void;
}) {
  const { t } = useTranslation();
  const [text, write] = useState(people.join('，'));
  return (
    <label className="col">
      <span className="x12 m">{label}</span>
      <span className="in">
        <input
          value={text}
          placeholder={t('annPeopleHint')}
          onChange={event => {
            write(event.target.value);
            change(staffNosIn(event.target.value));
          }}
        />
      </span>
    </label>
  );
}

function staffNosIn(text: string): Targets['people'] {
  const parts = text.slice(0, 70_000).split(/[\s,，、;；]+/);
  const known = parts.flatMap(part => {
    const parsed = StaffNo.safeParse(part);
    return parsed.success ? [parsed.data] : [];
  });
  return [...new Set(known)].slice(0, 2000);
}
