import { useTranslation } from 'react-i18next';
import type { Schedule } from '#domain/announcement.ts';
import { fromField, toField } from '#web/announce/local-time.ts';
import { PickMany, PickOne } from '#web/announce/picks.tsx';

const kinds = ['now', 'at', 'between', 'repeat', 'shift'] as const;
const hourMs = 3_600_000;

/** When it is shown: at once, at a time, within a window, every day or on some, or with the shifts of the roster. */
export function ScheduleField({ schedule, change }: { readonly schedule: Schedule; readonly change: (schedule: Schedule) => void }) {
  const { t } = useTranslation();
  return (
    <>
      <PickOne
        label={t('annWhen')}
        value={schedule.kind}
        picks={kinds.map(value => ({ value, label: t(`annWhen-${value}`) }))}
        choose={kind => kind !== schedule.kind && change(startOf(kind))}
      />
      <More schedule={schedule} change={change} />
    </>
  );
}

function More({ schedule, change }: { readonly schedule: Schedule; readonly change: (schedule: Schedule) => void }) {
  const { t } = useTranslation();
  switch (schedule.kind) {
    case 'now':
      return null;
    case 'at':
      return <MomentField label={t('annWhen-at')} value={schedule.at} choose={at => change({ kind: 'at', at })} />;
    case 'between':
      return (
        <div className="row ann-row">
          <MomentField label={t('annFrom')} value={schedule.from} choose={from => change({ ...schedule, from })} />
          <MomentField label={t('annTo')} value={schedule.to} choose={to => change({ ...schedule, to })} />
        </div>
      );
    case 'repeat':
      return (
        <>
          <div className="row ann-row">
            <HourField label={t('annFrom')} value={schedule.from} choose={from => change({ ...schedule, from })} />
            <HourField label={t('annTo')} value={schedule.to} choose={to => change({ ...schedule, to })} />
          </div>
          <PickMany
            label={t('annDays')}
            values={schedule.days.map(String)}
            picks={([1, 2, 3, 4, 5, 6, 7] as const).map(day => ({ value: String(day), label: t(`annDay${day}`) }))}
            choose={days => change({ ...schedule, days: days.map(Number).sort() })}
          />
        </>
      );
    case 'shift':
      return (
        <PickOne
          label={t('annWhen-shift')}
          value={schedule.every}
          picks={(['first', 'each'] as const).map(value => ({ value, label: t(`annShift-${value}`) }))}
          choose={every => change({ kind: 'shift', every })}
        />
      );
  }
}

/** A date and time on the wall clock. */
export function MomentField({
  label,
  value,
  choose,
}: {
  readonly label: string;
  readonly value: string | null;
  readonly choose: (iso: string) => void;
}) {
  return (
    <label className="in ann-moment">
      <span className="x12 m nw">{label}</span>
      <input
        type="datetime-local"
        value={toField(value)}
        onChange={event => {
          const iso = fromField(event.target.value);
          if (iso) choose(iso);
        }}
      />
    </label>
  );
}

function HourField({ label, value, choose }: { readonly label: string; readonly value: string; readonly choose: (hour: string) => void }) {
  return (
    <label className="in ann-moment">
      <span className="x12 m nw">{label}</span>
      <input type="time" value={value} onChange={event => event.target.value !== '' && choose(event.target.value.slice(0, 5))} />
    </label>
  );
}

function startOf(kind: Schedule['kind']): Schedule {
  const soon = new Date(Math.ceil(Date.now() / hourMs) * hourMs);
  switch (kind) {
    case 'now':
      return { kind };
    case 'at':
      return { kind, at: soon.toISOString() };
    case 'between':
      return { kind, from: soon.toISOString(), to: new Date(soon.getTime() + 8 * hourMs).toISOString() };
    case 'repeat':
      return { kind, from: '08:30', to: '12:00', days: [1, 2, 3, 4, 5] };
    case 'shift':
      return { kind, every: 'first' };
  }
}
