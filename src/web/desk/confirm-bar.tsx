import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '#domain/problem.ts';
import { confirmWrapUp, toggleEditing } from '#web/desk/confirm-wrap-up.ts';
import { CopyNote } from '#web/desk/copy-note.tsx';
import type { DeskModel } from '#web/desk/model.ts';
import { useSeconds } from '#web/desk/use-seconds.ts';
import { clockTime } from '#web/kit/durations.ts';
import { Icon } from '#web/kit/icons.tsx';
import { Key } from '#web/kit/key.tsx';
import { missingWords } from '#web/kit/missing-words.ts';
import { useNamed } from '#web/kit/names.tsx';

/** The one primary button, what came of it, and how long the after-call work takes: from the moment the customer hung up. */
export function ConfirmBar({ desk }: { readonly desk: DeskModel }) {
  const { t } = useTranslation();
  const seconds = useSeconds(desk.live?.hungUpAt);
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    box.current?.scrollIntoView?.({ block: 'nearest' }); // newer browsers give a promise, which is no clean-up
  }, []);
  return (
    <section ref={box} className="confirm zone" aria-label={t('confirmWrap')}>
      <div className="row">
        <button type="button" className="btn p first" aria-busy={desk.form.isWrapping} onClick={() => confirmWrapUp(desk)}>
          {t('confirmWrap')} <Key of="confirm" />
        </button>
        <button type="button" className="btn" aria-pressed={desk.isEditing} onClick={() => toggleEditing(desk)}>
          <Icon name="edit" />
          {t(desk.isEditing ? 'doneEditing' : 'edit')} <Key of="edit" />
        </button>
        <CopyNote desk={desk} />
      </div>
      <div className="row x12 m below-confirm">
        <State desk={desk} />
        <span className="sp" />
        <span className="num nw">{t('afterCall', { time: clockTime(seconds * 1000) })}</span>
      </div>
    </section>
  );
}

function State({ desk }: { readonly desk: DeskModel }) {
  const { t } = useTranslation();
  const named = useNamed();
  const { refusal, isWrapping, lastEdit } = desk.form;
  if (refusal)
    return (
      <span className="warn el" role="alert">
        {refusal.kind === 'incomplete'
          ? t('refusedIncomplete', { what: missingWords(refusal, t) })
          : t('wrapRefused', { why: t(reasonOf(refusal)) })}
      </span>
    );
  if (isWrapping) return <span role="status">{t('wrapSending')}</span>;
  if (lastEdit)
    return (
      <button type="button" className="row hug undo" onClick={lastEdit.undo}>
        <span className="el">{t('undoEdit', { what: named(lastEdit.label) })}</span> <Key of="undo" />
      </button>
    );
  return <span className="el">{t('kept')}</span>;
}

function reasonOf({ kind }: Problem) {
  switch (kind) {
    case 'closed':
      return 'wrapClosed';
    case 'not-allowed':
    case 'not-signed-in':
      return 'wrapNotAllowed';
    case 'conflict':
      return 'wrapStillOpen';
    default:
      return 'wrapOther';
  }
}
