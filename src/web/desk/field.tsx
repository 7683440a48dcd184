import { useTranslation } from 'react-i18next';
import { isMissing } from '#web/desk/confirm-wrap-up.ts';
import { textOf } from '#web/desk/field-text.ts';
import type { DeskModel } from '#web/desk/model.ts';
import { langOf } from '#web/desk/search.tsx';
import type { Slot } from '#web/desk/seen.ts';
import { Turns } from '#web/desk/turns.tsx';
import { Sealed } from '#web/desk/words.tsx';
import { dateInShort } from '#web/kit/durations.ts';
import { Icon } from '#web/kit/icons.tsx';
import { partMarks } from '#web/kit/marks.ts';
import { useNamed, useNamedValue } from '#web/kit/names.tsx';

/** A field of the wrap-up: its value with the turns it rests on; while editing, an input that keeps what is typed. */
export function Field({ desk, slot }: { readonly desk: DeskModel; readonly slot: Slot }) {
  const { t } = useTranslation();
  const named = useNamed();
  const isBad = desk.form.isBad(slot);
  return (
    <div className="field">
      <label className="m x12 el" htmlFor={`slot-${slot.slot}`} title={named(slot.label)}>
        {named(slot.label)}
      </label>
      {desk.isEditing ? <Editing desk={desk} slot={slot} isBad={isBad} /> : <Standing desk={desk} slot={slot} />}
      {desk.isEditing && isBad && (
        <p className="x12 warn says" id={`slot-${slot.slot}-says`} role="alert">
          {t(`typed-${slot.form?.type ?? 'text'}`)}
        </p>
      )}
    </div>
  );
}

function Editing({ desk, slot, isBad }: { readonly desk: DeskModel; readonly slot: Slot; readonly isBad: boolean }) {
  const { t } = useTranslation();
  const named = useNamed();
  const written = useNamedValue();
  const { form } = desk;
  const draft = form.draftOf(slot);
  const position = slot.evidence[0]?.position;
  const isUnsure = slot.status === 'unsure' && draft === undefined;
  const missing = isMissing(desk, slot) || undefined;
  const common = {
    id: `slot-${slot.slot}`,
    className: ['edit', ...(missing ? ['missing'] : []), ...(isUnsure ? ['amber'] : []), ...(isBad ? ['bad'] : [])].join(' '),
    value: draft ?? textOf(slot),
    'data-missing': missing,
    'data-bad': isBad || undefined,
    'aria-invalid': isBad || undefined,
    'aria-describedby': isBad ? `slot-${slot.slot}-says` : undefined,
    onFocus: () => position !== undefined && desk.mark(position),
    onBlur: () => void form.save(slot),
    onKeyDown: (event: React.KeyboardEvent<HTMLElement>) => press(desk, slot, event),
  };
  return (
    <span className="editing" lang={langOf(desk)}>
      {slot.form?.type === 'choice' ? (
        <select
          {...common}
          onChange={event => {
            form.type(slot, event.currentTarget.value);
            form.save(slot);
          }}
        >
          <option value="">{t('notHeard')}</option>
          {[...new Set([...(slot.form.choices ?? []), ...(slot.value ? [slot.value] : [])])].map(choice => (
            <option key={choice} value={choice}>
              {named(choice)}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...common}
          title={written(slot.form?.choices?.join('、') ?? '', slot.form)}
          maxLength={500}
          autoComplete="off"
          onChange={event => form.type(slot, event.currentTarget.value)}
        />
      )}
      {isUnsure && (
        <button
          type="button"
          className="ib keep"
          onClick={() => form.keep(slot)}
          title={t('keepValue')}
          aria-label={`${t('keepValue')} ${named(slot.label)}`}
        >
          <Icon name="tick" size={13} />
        </button>
      )}
    </span>
  );
}

/** Enter takes what stands there and goes on to the next field; Escape drops what was typed, then leaves the field. */
function press({ form }: DeskModel, slot: Slot, event: React.KeyboardEvent<HTMLElement>): void {
  if (event.nativeEvent.isComposing) return;
  const field = event.currentTarget;
  const draft = form.draftOf(slot);
  if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    if (draft === undefined && slot.status === 'unsure') form.keep(slot);
    if (form.save(slot) === 'bad') return;
    const fields = [...(field.closest('.fields')?.querySelectorAll<HTMLElement>('.edit') ?? [])];
    fields[fields.indexOf(field) + 1]?.focus();
  } else if (event.key === 'Escape') {
    event.preventDefault();
    if (draft === undefined) field.blur();
    else form.drop(slot);
  } else if (event.key === 'z' && (event.ctrlKey || event.metaKey) && draft !== undefined) {
    event.stopPropagation(); // the browser takes back what is being typed
  }
}

function Standing({ desk, slot }: { readonly desk: DeskModel; readonly slot: Slot }) {
  const { t } = useTranslation();
  const written = useNamedValue();
  const position = slot.evidence[0]?.position;
  const draft = desk.form.draftOf(slot); // on its way
  const sealed = slot.value && draft === undefined ? partMarks(slot.value).find(part => part.kind === 'mark') : undefined;
  const missing = isMissing(desk, slot);
  return (
    <button
      type="button"
      id={`slot-${slot.slot}`}
      className="value"
      title={sealed ? undefined : [written(slot.value ?? '', slot.form), slot.on && dateInShort(slot.on)].filter(Boolean).join(' · ')}
      onClick={() => (position === undefined ? desk.edit('on') : desk.mark(position))}
    >
      {sealed ? (
        <Sealed mark={sealed.mark} kind={sealed.class} tail={sealed.tail} />
      ) : (draft ?? slot.value ?? '') === '' ? (
        <span className={missing ? 'warn' : 'm'}>{t(missing ? 'missing' : 'notHeard')}</span>
      ) : (
        <span className={slot.status === 'unsure' ? 'unsure' : ''} {...(slot.form?.choices ? {} : { lang: langOf(desk) })}>
          {written(draft ?? slot.value ?? '', slot.form)}
          {slot.on && draft === undefined && <span className="on-day num" data-on={dateInShort(slot.on)} title={slot.on} />}
        </span>
      )}
      {slot.source === 'profile' && (
        <span className="turn" title={t('fromProfile')}>
          {t('profileMark')}
        </span>
      )}
      <Turns desk={desk} evidence={slot.evidence} look="number" />
    </button>
  );
}
