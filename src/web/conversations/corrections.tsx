import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { FiledLeaf } from '#domain/advice.ts';
import type { Problem } from '#domain/problem.ts';
import type { ConversationRecord, LeafHit } from '#protocol/rest.ts';
import type { CorrectWrapup } from '#protocol/wrapup-parts.ts';
import { CorrectionForm, type SlotAdvice } from '#web/conversations/correction-form.tsx';
import { call } from '#web/kit/api.ts';

/** What was corrected after the confirmation, and for the agent of the call a form to correct it. */
export function Corrections({
  record,
  leaf,
  further,
  most,
  slots,
  mayCorrect,
  changed,
}: {
  readonly record: ConversationRecord;
  readonly leaf: LeafHit | undefined;
  readonly further: readonly FiledLeaf[];
  readonly most: number; // categories the call may be filed under
  readonly slots: readonly SlotAdvice[];
  readonly mayCorrect: boolean;
  readonly changed: () => void;
}) {
  const { t, i18n } = useTranslation();
  const [ref, setRef] = useState<string | null>(null); // of the correction being written
  const [problem, setProblem] = useState<Problem | null>(null);
  const made = record.rows.flatMap(({ event: { what, position }, stamps }) =>
    what.kind === 'acted' && what.act.kind === 'amended' ? [{ position, why: what.act.why, at: stamps?.storedAt }] : [],
  );
  const save = async (correction: Omit<CorrectWrapup, 'ref'>) => {
    const path = `/v1/conversations/${encodeURIComponent(record.head.id)}/corrections`;
    const answer = await call('POST', path, z.unknown(), { ref, ...correction });
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    setRef(null);
    changed();
  };
  return (
    <>
      {made.map(({ position, why, at }) => (
        <p key={position} className="x12 m">
          {t('corrected', { at: at ? new Date(at).toLocaleString(i18n.language === 'zh' ? 'zh-CN' : 'en-GB') : '', why })}
        </p>
      ))}
      {mayCorrect && ref === null && (
        <button type="button" className="btn sm" onClick={() => setRef(crypto.randomUUID())}>
          {t('correct')}
        </button>
      )}
      {ref !== null && (
        <CorrectionForm
          conversation={record.head.id}
          leaf={leaf}
          further={further}
          most={most}
          slots={slots}
          problem={problem}
          save={correction => void save(correction)}
          leave={() => {
            setRef(null);
            setProblem(null);
          }}
        />
      )}
    </>
  );
}
