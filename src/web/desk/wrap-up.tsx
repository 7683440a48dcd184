import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Evidence } from '#domain/evidence.ts';
import { Below } from '#web/desk/below.tsx';
import { Category, filingOf } from '#web/desk/category.tsx';
import { CopyNote } from '#web/desk/copy-note.tsx';
import type { DeskModel } from '#web/desk/model.ts';
import { langOf } from '#web/desk/search.tsx';
import type { Slot } from '#web/desk/seen.ts';
import { useSeconds } from '#web/desk/use-seconds.ts';
import { Sealed } from '#web/desk/words.tsx';
import { clockTime, dateInShort } from '#web/kit/durations.ts';
import { deskWindow } from '#web/kit/float-window.ts';
import { Icon } from '#web/kit/icons.tsx';
import { Key } from '#web/kit/key.tsx';
import { partMarks } from '#web/kit/marks.ts';
import { paintPunctuation } from '#web/kit/punctuation.ts';

/** The wrap-up written when the customer hung up: category, three sentences, fields; every claim names its turn. */
export function WrapUp({ desk }: { readonly desk: DeskModel }) {
  const { t } = useTranslation();
  const { summary, slots } = desk.seen;
  const box = useRef<HTMLElement>(null);
  return (
    <section ref={box} className="wrap zone" aria-label={t('wrapUp')} data-zone="wrap-up-form" data-testid="wrap-up">
      <div className="row">
        <span className="b" style={{ fontSize: 15 }}>
          {t(summary?.final ? 'wrapReady' : 'wrapDraft')}
        </span>
        <span className="x12 m">{t('pleaseCheck')}</span>
        {summary?.generated && (
          <span className="tag o" title={summary.generated}>
            {t('generated')}
          </span>
        )}
      </div>
      <Category desk={desk} />
      <dl className="clauses">
        {(summary?.clauses ?? []).map(clause => (
          <div key={clause.part} style={{ display: 'contents' }}>
            <dt className="m x12">{t(`part-${clause.part}`)}</dt>
            <dd>
              {paintPunctuation(clause.text)}
              <Turns desk={desk} evidence={clause.evidence} look="sup" />
            </dd>
          </div>
        ))}
      </dl>
      <div className="fields" lang={langOf(desk)}>
        {slots.map(slot => (
          <Field key={slot.key} desk={desk} slot={slot} />
        ))}
      </div>
      <Below box={box} rows=".field" />
    </section>
  );
}

function Field({ desk, slot }: { readonly desk: DeskModel; readonly slot: Slot }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<string | null>(null);
  const position = slot.evidence[0]?.position;
  const sealed = slot.value ? partMarks(slot.value).find(part => part.kind === 'mark') : undefined;
  const missing = slot.required && slot.status === 'empty';
  const save = () => {
    if (draft !== null && draft.trim() !== (slot.value ?? '') && draft.trim() !== '')
      desk.act({ kind: 'edited', slot: slot.slot, value: draft.trim().slice(0, 500) });
    setDraft(null);
  };
  return (
    <div className="field">
      <label className="m x12 el" htmlFor={`slot-${slot.slot}`} title={slot.label}>
        {slot.label}
      </label>
      {desk.isEditing && !sealed ? (
        <input
          id={`slot-${slot.slot}`}
          className={missing ? 'edit missing' : 'edit'}
          data-missing={missing || undefined}
          value={draft ?? slot.value ?? ''}
          maxLength={500}
          onFocus={() => position !== undefined && desk.mark(position)}
          onChange={event => setDraft(event.target.value)}
          onBlur={save}
          onKeyDown={event => event.key === 'Enter' && !event.nativeEvent.isComposing && !event.ctrlKey && save()}
        />
      ) : (
        <button
          type="button"
          id={`slot-${slot.slot}`}
          className="value"
          title={sealed ? undefined : slot.value}
          onClick={() => (position === undefined ? desk.edit('on') : desk.mark(position))}
        >
          {sealed ? (
            <Sealed mark={sealed.mark} kind={sealed.class} tail={sealed.tail} />
          ) : slot.status === 'empty' ? (
            <span className={missing ? 'warn' : 'm'}>{t(missing ? 'missing' : 'notHeard')}</span>
          ) : (
            <span className={slot.status === 'unsure' ? 'unsure' : ''}>
              {slot.value}
              {slot.on && <span className="on-day num" data-on={dateInShort(slot.on)} title={slot.on} />}
            </span>
          )}
          <Turns desk={desk} evidence={slot.evidence} look="number" />
        </button>
      )}
    </div>
  );
}

/** The numbers of the turns a claim rests on. */
function Turns({
  desk,
  evidence,
  look,
}: {
  readonly desk: DeskModel;
  readonly evidence: readonly Evidence[];
  readonly look: 'sup' | 'number';
}) {
  const numbers = [...new Set(evidence.map(({ position }) => position as number))]
    .map(position => ({ position, at: desk.followed.turns.findIndex(turn => turn.position === position) + 1 }))
    .filter(({ at }) => at > 0)
    .slice(0, 6);
  if (look === 'number') return numbers.length === 0 ? null : <span className="turn num">{numbers.map(({ at }) => at).join('·')}</span>;
  return (
    <>
      {numbers.map(({ position, at }) => (
        <sup key={position}>
          <button type="button" onClick={() => desk.mark(position)}>
            {at}
          </button>
        </sup>
      ))}
    </>
  );
}

/** Confirms, or goes to the first thing that is missing. */
export function confirmWrapUp(desk: DeskModel): void {
  const root = deskWindow().document;
  const filing = filingOf(desk);
  if (filing.top && !filing.isChosen) {
    root.querySelector<HTMLElement>('[data-category]')?.focus();
    return;
  }
  if (desk.seen.slots.some(slot => slot.required && slot.status === 'empty')) {
    desk.edit('on');
    setTimeout(() => root.querySelector<HTMLElement>('[data-missing]')?.focus());
    return;
  }
  desk.act({ kind: 'wrapped' });
  desk.edit('off');
}

/** The one primary button, and how long the after-call work takes. */
export function ConfirmBar({ desk }: { readonly desk: DeskModel }) {
  const { t } = useTranslation();
  const started = useRef<number | undefined>(undefined);
  started.current ??= Date.now();
  const seconds = useSeconds(started.current);
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    box.current?.scrollIntoView?.({ block: 'nearest' }); // newer browsers give a promise, which is no clean-up
  }, []);
  return (
    <section ref={box} className="confirm zone" aria-label={t('confirmWrap')}>
      <div className="row">
        <button type="button" className="btn p" style={{ flex: 1, height: 36, fontSize: 14 }} onClick={() => confirmWrapUp(desk)}>
          {t('confirmWrap')} <Key of="confirm" />
        </button>
        <button
          type="button"
          className="btn"
          style={{ height: 36 }}
          aria-pressed={desk.isEditing}
          onClick={() => desk.edit(desk.isEditing ? 'off' : 'on')}
        >
          <Icon name="edit" />
          {t(desk.isEditing ? 'doneEditing' : 'edit')} <Key of="edit" />
        </button>
        <CopyNote desk={desk} />
      </div>
      <div className="row x12 m" style={{ marginTop: 5, height: 20 }}>
        <span>{t('kept')}</span>
        <span className="sp" />
        <span className="num">{t('afterCall', { time: clockTime(seconds * 1000) })}</span>
      </div>
    </section>
  );
}
