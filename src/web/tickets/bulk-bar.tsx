import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '#domain/problem.ts';
import { BulkAnswer, type TicketPlanView } from '#protocol/tickets.ts';
import { call } from '#web/kit/api.ts';
import { LongText, Pick, ToWhom } from '#web/tickets/form-parts.tsx';
import { Trouble, troubleWords } from '#web/tickets/trouble.tsx';

const offered = ['take', 'chase', 'assign', 'offer', 'note'] as const;
type Bulk = (typeof offered)[number];

/** One deed on all that are selected, and what came of each. */
export function BulkBar({
  chosen,
  plan,
  isOpen,
  open,
  clear,
  done,
}: {
  readonly chosen: ReadonlyMap<string, number>;
  readonly plan: TicketPlanView | null;
  readonly isOpen: boolean;
  readonly open: () => void;
  readonly clear: () => void;
  readonly done: (left: readonly string[]) => Promise<void>;
}) {
  const { t, i18n } = useTranslation();
  const [what, pick] = useState<Bulk | ''>('');
  const [words, write] = useState('');
  const [whom, setWhom] = useState({ to: '', unit: '' });
  const [answer, setAnswer] = useState<BulkAnswer | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const deed = deedOf(what, words.trim(), whom);
  const send = async () => {
    if (!deed) return;
    const tickets = [...chosen].map(([number, version]) => ({ number, version }));
    const said = await call('POST', '/v1/tickets/bulk', BulkAnswer, { tickets, deed });
    setProblem(said.ok ? null : said.problem);
    if (!said.ok) return;
    setAnswer(said.value);
    await done(said.value.rows.filter(row => !row.done).map(({ number }) => number));
  };
  if (chosen.size === 0 && !answer) return null;
  const failed = answer?.rows.filter(row => !row.done) ?? [];
  return (
    <section className="pan tk-bulk" aria-label={t('bulkDo')}>
      <div className="row">
        <b className="num">{t('selected', { count: chosen.size })}</b>
        <button type="button" className="btn sm" onClick={open}>
          {t('bulkDo')} <kbd className="key">B</kbd>
        </button>
        <button
          type="button"
          className="btn q sm"
          onClick={() => {
            setAnswer(null);
            clear();
          }}
        >
          {t('bulkNone')}
        </button>
        {answer && (
          <span className="x13" role="status">
            {t('bulkDone', { done: answer.rows.length - failed.length, failed: failed.length })}
          </span>
        )}
      </div>
      {isOpen && chosen.size > 0 && (
        <form
          className="tk-form"
          onSubmit={event => {
            event.preventDefault();
            void send();
          }}
        >
          <Pick
            label={t('bulkPick')}
            value={what}
            options={offered.map(kind => ({ value: kind, words: t(`deed-${kind}`) }))}
            change={value => pick(value as Bulk | '')}
          />
          {(what === 'assign' || what === 'offer') && (
            <ToWhom plan={plan} to={whom.to} unit={what === 'offer' ? whom.unit : null} change={setWhom} not={[]} />
          )}
          {(what === 'offer' || what === 'chase' || what === 'note') && (
            <LongText
              label={t(what === 'note' ? 'noteLabel' : what === 'chase' ? 'reasonOptional' : 'reasonLabel')}
              value={words}
              limit={what === 'note' ? 4000 : 500}
              change={write}
              rows={2}
            />
          )}
          <Trouble problem={problem} kind={undefined} />
          <button type="submit" className="btn p" disabled={!deed}>
            {t('send')} <kbd>↵</kbd>
          </button>
        </form>
      )}
      {failed.length > 0 && (
        <ul className="x13 tk-failed">
          {failed.map(row => (
            <li key={row.number} className="row">
              <span className="num">{row.number}</span>
              <span className="s">{row.problem && troubleWords(t, row.problem, undefined, i18n.language === 'zh' ? 'zh' : 'en')}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function deedOf(what: Bulk | '', words: string, whom: { readonly to: string; readonly unit: string }): object | null {
  switch (what) {
    case '':
      return null;
    case 'take':
      return { kind: what };
    case 'chase':
      return { kind: what, ...(words ? { reason: words } : {}) };
    case 'note':
      return words ? { kind: what, text: words } : null;
    case 'assign':
      return whom.to ? { kind: what, to: whom.to } : null;
    case 'offer':
      return words && (whom.to || whom.unit) ? { kind: what, ...(whom.to ? { to: whom.to } : { unit: whom.unit }), reason: words } : null;
  }
}
