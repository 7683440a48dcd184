import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketField, TicketKind } from '#domain/ticket-plan.ts';
import type { TicketPlanView } from '#protocol/tickets.ts';
import { useNamed } from '#web/kit/names.tsx';

/** A labelled field. */
function Labelled({
  label,
  hint,
  children,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly children: (id: string) => React.ReactNode;
}) {
  const id = useId();
  return (
    <div className="tk-field">
      <label className="lab" htmlFor={id}>
        {label} {hint && <span className="m x12">{hint}</span>}
      </label>
      {children(id)}
    </div>
  );
}

/** Words of any length: what is too long is said, not cut, so that a paste is never lost. */
export function LongText({
  label,
  value,
  limit,
  change,
  autoFocus,
  rows = 3,
  hint,
}: {
  readonly label: string;
  readonly value: string;
  readonly limit: number;
  readonly change: (value: string) => void;
  readonly autoFocus?: 'yes';
  readonly rows?: number;
  readonly hint?: string;
}) {
  const { t } = useTranslation();
  const isOver = value.trim().length > limit;
  return (
    <Labelled label={label} {...(hint ? { hint } : {})}>
      {id => (
        <>
          <textarea
            id={id}
            rows={rows}
            value={value}
            aria-invalid={isOver}
            // biome-ignore lint/a11y/noAutofocus: whoever pressed the key of this form is about to write
            autoFocus={autoFocus === 'yes'}
            onChange={event => change(event.target.value)}
          />
          {(isOver || value.length > limit * 0.8) && (
            <span className={`x12 num ${isOver ? 'stop' : 'm'}`} role={isOver ? 'alert' : undefined}>
              {isOver ? t('tooLong', { count: value.trim().length, limit }) : t('lengthOf', { count: value.length, limit })}
            </span>
          )}
        </>
      )}
    </Labelled>
  );
}

/** One line. */
export function ShortText({
  label,
  value,
  change,
  hint,
  limit = 200,
  autoFocus,
}: {
  readonly label: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly hint?: string;
  readonly limit?: number;
  readonly autoFocus?: 'yes';
}) {
  const { t } = useTranslation();
  return (
    <Labelled label={label} {...(hint ? { hint } : {})}>
      {id => (
        <>
          <span className="in">
            <input
              id={id}
              value={value}
              // biome-ignore lint/a11y/noAutofocus: whoever pressed the key of this form is about to write
              autoFocus={autoFocus === 'yes'}
              onChange={event => change(event.target.value)}
            />
          </span>
          {value.trim().length > limit && (
            <span className="x12 num stop" role="alert">
              {t('tooLong', { count: value.trim().length, limit })}
            </span>
          )}
        </>
      )}
    </Labelled>
  );
}

/** One of several. */
export function Pick({
  label,
  value,
  options,
  change,
  hint,
}: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly words: string }[];
  readonly change: (value: string) => void;
  readonly hint?: string;
}) {
  const { t } = useTranslation();
  return (
    <Labelled label={label} {...(hint ? { hint } : {})}>
      {id => (
        <select id={id} className="tk-select" value={value} onChange={event => change(event.target.value)}>
          <option value="">{t('choose')}</option>
          {options.map(option => (
            <option key={option.value} value={option.value}>
              {option.words}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

/** The fields of a kind; those due now say so. */
export function KindFields({
  kind,
  values,
  change,
  due,
}: {
  readonly kind: TicketKind;
  readonly values: Readonly<Record<string, string>>;
  readonly change: (values: Readonly<Record<string, string>>) => void;
  readonly due: (field: TicketField) => boolean;
}) {
  const { t, i18n } = useTranslation();
  const lang = i18n.language === 'zh' ? 'zh' : 'en';
  const control = (field: TicketField): React.ReactNode => {
    const value = values[field.key] ?? '';
    const common = {
      label: field[lang],
      value,
      change: (next: string) => change({ ...values, [field.key]: next }),
      ...(due(field) ? { hint: t('required') } : {}),
    };
    switch (field.type) {
      case 'choice':
        return <Pick key={field.key} {...common} options={field.choices.map(choice => ({ value: choice.value, words: choice[lang] }))} />;
      case 'text':
        return <LongText key={field.key} {...common} limit={2000} rows={2} />;
      case 'date':
        return (
          <Labelled key={field.key} label={common.label} {...(common.hint ? { hint: common.hint } : {})}>
            {id => (
              <span className="in">
                <input id={id} type="date" value={value} onChange={event => common.change(event.target.value)} />
              </span>
            )}
          </Labelled>
        );
      case 'amount':
        return <ShortText key={field.key} {...common} limit={15} />;
    }
  };
  return kind.fields.map(control);
}

/** Whom a ticket goes to: a person who handles tickets, or a unit. */
export function ToWhom({
  plan,
  to,
  unit,
  change,
  not,
}: {
  readonly plan: TicketPlanView | null;
  readonly to: string;
  readonly unit: string | null; // null: only people
  readonly change: (to: { readonly to: string; readonly unit: string }) => void;
  readonly not: readonly (string | undefined)[];
}) {
  const { t } = useTranslation();
  const named = useNamed();
  const people = (plan?.people ?? []).filter(({ staffNo }) => !not.includes(staffNo));
  const unitName = (id: string) => named(plan?.units.find(one => one.id === id)?.name ?? id);
  return (
    <>
      <Pick
        label={t('toWhom')}
        value={to}
        options={people.map(person => ({
          value: person.staffNo,
          words: `${person.staffNo} ${person.name ?? ''} · ${unitName(person.unit)}`,
        }))}
        change={value => change({ to: value, unit: '' })}
      />
      {unit !== null && (
        <Pick
          label={t('chooseUnit')}
          value={unit}
          options={(plan?.units ?? [])
            .filter(({ id }) => plan?.people.some(person => person.unit === id))
            .map(({ id, name }) => ({ value: id, words: named(name) }))}
          change={value => change({ to: '', unit: value })}
        />
      )}
    </>
  );
}
