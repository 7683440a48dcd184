import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Advice, FiledLeaf } from '#domain/advice.ts';
import type { Problem } from '#domain/problem.ts';
import { isSealedType } from '#domain/slot-form.ts';
import type { LeafHit } from '#protocol/rest.ts';
import type { CorrectWrapup } from '#protocol/wrapup-parts.ts';
import { FurtherField } from '#web/conversations/further-field.tsx';
import { LeafField } from '#web/conversations/leaf-field.tsx';
import { Words } from '#web/desk/words.tsx';
import { partMarks } from '#web/kit/marks.ts';
import { missingWords } from '#web/kit/missing-words.ts';
import '#web/conversations/parts.css';

/** A field as it stands. */
export type SlotAdvice = Extract<Advice, { kind: 'slot' }>;

/** Category, fields and the reason; what is sealed stays. Only what was changed is sent, and a refusal leaves everything as it was typed. */
export function CorrectionForm({
  conversation,
  leaf,
  further,
  most,
  slots,
  problem,
  save,
  leave,
}: {
  readonly conversation: string;
  readonly leaf: LeafHit | undefined;
  readonly further: readonly FiledLeaf[];
  readonly most: number; // categories the call may be filed under
  readonly slots: readonly SlotAdvice[];
  readonly problem: Problem | null;
  readonly save: (correction: Omit<CorrectWrapup, 'ref'>) => void;
  readonly leave: () => void;
}) {
  const { t } = useTranslation();
  const id = useId();
  const [picked, setPicked] = useState<LeafHit | null>(leaf ?? null);
  const [others, setOthers] = useState(further);
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [why, setWhy] = useState('');
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.scrollIntoView({ block: 'nearest' }); // all of it, where it has room
    form.current?.querySelector('input')?.focus({ preventScroll: true });
  }, []);
  const codes = others.map(({ code }) => code);
  const isOther = codes.join() !== further.map(({ code }) => code).join();
  const isChanged = isOther || picked?.code !== leaf?.code || slots.some(({ slot, value = '' }) => (values[slot] ?? value) !== value);
  return (
    <form
      ref={form}
      className="part-form"
      aria-label={t('correct')}
      onSubmit={event => {
        event.preventDefault();
        save({
          ...(picked && picked.code !== leaf?.code ? { category: picked.code } : {}),
          ...(isOther ? { further: codes } : {}),
          slots: values,
          why,
        });
      }}
      onKeyDown={event => event.key === 'Escape' && !event.nativeEvent.isComposing && leave()}
    >
      <LeafField conversation={conversation} leaf={picked} pick={setPicked} />
      {most > 1 && <FurtherField conversation={conversation} further={others} most={most} put={setOthers} />}
      {slots.map(({ slot, label, value = '', form: typed }) => (
        <label key={slot} htmlFor={`${id}-${slot}`}>
          <span className="m x12">{label}</span>
          {isSealed(value, typed?.type) ? (
            <span>{value === '' ? '—' : <Words text={value} />}</span>
          ) : typed?.choices ? (
            <select id={`${id}-${slot}`} defaultValue={value} onChange={event => setValues({ ...values, [slot]: event.target.value })}>
              {[...new Set(['', ...typed.choices, value])].map(choice => (
                <option key={choice} value={choice}>
                  {choice || '—'}
                </option>
              ))}
            </select>
          ) : (
            <input
              id={`${id}-${slot}`}
              maxLength={500}
              defaultValue={value}
              aria-invalid={problem?.kind === 'invalid' && problem.field === slot}
              onChange={event => setValues({ ...values, [slot]: event.target.value })}
            />
          )}
        </label>
      ))}
      <label htmlFor={`${id}-why`}>
        <span className="m x12">{t('correctWhy')}</span>
        <input id={`${id}-why`} required maxLength={200} value={why} onChange={event => setWhy(event.target.value)} />
      </label>
      {problem && (
        <p className="stop x13" role="alert">
          {refusal(problem)}
        </p>
      )}
      <div className="row">
        <button type="submit" className="btn sm p" disabled={!isChanged || why.trim() === ''}>
          {t('correctSave')}
        </button>
        <button type="button" className="btn sm" onClick={leave}>
          {t('partLeave')}
        </button>
      </div>
    </form>
  );

  function refusal(problem: Problem): string {
    if (problem.kind === 'invalid' && problem.field === 'further') return t('furtherInvalid');
    if (problem.kind === 'incomplete') return t('refusedIncomplete', { what: missingWords(problem, t) });
    const label = problem.kind === 'invalid' ? slots.find(({ slot }) => slot === problem.field)?.label : undefined;
    return label === undefined ? t('partFailed') : t('correctInvalid', { label });
  }
}

/** Where a sealed value stands, or would: neither is typed after the call. */
function isSealed(value: string, type: string | undefined): boolean {
  return isSealedType(type) || partMarks(value).some(piece => piece.kind === 'mark');
}
