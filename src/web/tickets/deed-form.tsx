import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { CallOutcome, needsReason } from '#domain/call-back.ts';
import type { Problem } from '#domain/problem.ts';
import type { TicketDeed } from '#domain/ticket.ts';
import type { TicketDetail, TicketPlanView } from '#protocol/tickets.ts';
import { call } from '#web/kit/api.ts';
import { EndingPart, mayEndAs } from '#web/tickets/ending-part.tsx';
import { KindFields, LongText, Pick, ShortText, ToWhom } from '#web/tickets/form-parts.tsx';
import { Trouble } from '#web/tickets/trouble.tsx';

type Kind = TicketDeed['kind'];

/** What is asked before a deed is done. Those that ask nothing are sent as they are. */
const asks: Readonly<Record<Kind, readonly ('whom' | 'person' | 'reason' | 'reason?' | 'text' | 'outcome' | 'result' | 'edit')[]>> = {
  take: [],
  resume: [],
  accept: [],
  'take-back': [],
  assign: ['person'],
  wait: ['reason'],
  note: ['text'],
  chase: ['reason?'],
  offer: ['whom', 'reason'],
  refuse: ['reason'],
  extend: ['reason'],
  called: ['outcome', 'reason?'],
  edit: ['edit'],
  close: ['result'],
  reopen: ['reason'],
};

/** Whether a deed is done at once, without a form. */
export function isPlain(kind: Kind): boolean {
  return asks[kind].length === 0;
}

/** Does a deed on the version that was looked at. */
export async function doDeed(detail: TicketDetail, deed: object): Promise<Problem | null> {
  const { number, version } = detail.ticket;
  const answer = await call('POST', `/v1/tickets/${number}/deeds`, z.unknown(), { version, deed });
  return answer.ok ? null : answer.problem;
}

/** The form of one deed. What was written stays until the server has taken it, also when somebody else was first. */
export function DeedForm({
  kind,
  detail,
  plan,
  done,
  leave,
  latest,
}: {
  readonly kind: Kind;
  readonly detail: TicketDetail;
  readonly plan: TicketPlanView | null;
  readonly done: () => void;
  readonly leave: () => void;
  readonly latest: () => void;
}) {
  const { t } = useTranslation();
  const [words, write] = useState('');
  const [whom, setWhom] = useState({ to: '', unit: '' });
  const [result, pickResult] = useState('');
  const [outcome, pickOutcome] = useState('');
  const [fields, setFields] = useState<Readonly<Record<string, string>>>(detail.fields);
  const [title, setTitle] = useState(detail.ticket.title);
  const [description, setDescription] = useState(detail.description);
  const [subject, setSubject] = useState(detail.subject?.staffNo ?? '');
  const [isUrgent, setUrgent] = useState(detail.ticket.urgent);
  const [problem, setProblem] = useState<Problem | null>(null);
  const wanted = asks[kind];
  const limit = kind === 'note' || kind === 'close' || kind === 'called' ? 4000 : 500;
  const hasToSayWhy = needsReason(CallOutcome.safeParse(outcome).data);
  const needsWords = hasToSayWhy || wanted.includes('reason') || wanted.includes('text') || wanted.includes('result');
  const isReady =
    (!needsWords || words.trim() !== '') &&
    words.trim().length <= limit &&
    (!wanted.includes('person') || whom.to !== '') &&
    (!wanted.includes('whom') || whom.to !== '' || whom.unit !== '') &&
    (!wanted.includes('result') || (result !== '' && mayEndAs(detail, result))) &&
    (!wanted.includes('outcome') || outcome !== '') &&
    title.trim().length <= 200 &&
    description.trim().length <= 8000;

  const send = async () => {
    if (!isReady) return;
    const given = Object.fromEntries(Object.entries(fields).filter(([key, value]) => value.trim() !== '' || key in detail.fields));
    const found = await doDeed(detail, deedOf());
    setProblem(found);
    if (!found) done();

    function deedOf(): object {
      const said = words.trim();
      switch (kind) {
        case 'assign':
          return { kind, to: whom.to };
        case 'offer':
          return { kind, ...(whom.to ? { to: whom.to } : { unit: whom.unit }), reason: said };
        case 'wait':
        case 'refuse':
        case 'extend':
        case 'reopen':
          return { kind, reason: said };
        case 'chase':
          return { kind, ...(said ? { reason: said } : {}) };
        case 'note':
          return { kind, text: said };
        case 'called':
          return { kind, outcome, ...(said ? { note: said } : {}) };
        case 'close':
          return { kind, result, text: said, fields: given };
        case 'edit':
          return {
            kind,
            title: title.trim(),
            description: description.trim(),
            urgent: isUrgent,
            subject: subject.trim() || null,
            fields: given,
          };
        default:
          return { kind };
      }
    }
  };
  return (
    <form
      className="pan tk-form"
      aria-label={t(`deed-${kind}`)}
      onSubmit={event => {
        event.preventDefault();
        void send();
      }}
      onKeyDown={event => {
        if (event.key === 'Enter' && event.ctrlKey && !event.nativeEvent.isComposing) void send();
      }}
    >
      <b>{t(`deed-${kind}`)}</b>
      {wanted.includes('outcome') && (
        <Pick
          label={t('outcomeLabel')}
          value={outcome}
          options={CallOutcome.options
            .filter(value => value !== 'no-number' || !detail.phone)
            .map(value => ({ value, words: t(`outcome-${value}`) }))}
          change={pickOutcome}
        />
      )}
      {(wanted.includes('whom') || wanted.includes('person')) && (
        <ToWhom
          plan={plan}
          to={whom.to}
          unit={wanted.includes('whom') ? whom.unit : null}
          change={setWhom}
          not={[detail.subject?.staffNo, detail.ticket.handler?.staffNo]}
        />
      )}
      {wanted.includes('result') && <EndingPart detail={detail} result={result} pick={pickResult} fields={fields} change={setFields} />}
      {wanted.includes('edit') ? (
        <>
          <ShortText label={t('titleLabel')} value={title} change={setTitle} autoFocus="yes" />
          <LongText label={t('descriptionLabel')} value={description} limit={8000} change={setDescription} />
          <div className="tk-two">
            {detail.plan.recusal && (
              <ShortText label={t('aboutWhom')} value={subject} change={setSubject} limit={32} hint={t('subjectHint')} />
            )}
            <KindFields kind={detail.plan} values={fields} change={setFields} due={field => field.required === 'made'} />
          </div>
          <label className="row x13">
            <input type="checkbox" checked={isUrgent} onChange={event => setUrgent(event.target.checked)} /> {t('urgentLabel')}
          </label>
        </>
      ) : (
        <LongText
          label={t(
            wanted.includes('result')
              ? 'closingLabel'
              : wanted.includes('text')
                ? 'noteLabel'
                : wanted.includes('reason') || hasToSayWhy
                  ? 'reasonLabel'
                  : 'reasonOptional',
          )}
          value={words}
          limit={limit}
          change={write}
          {...(wanted[0] === 'reason' || wanted[0] === 'text' || wanted[0] === 'reason?' ? { autoFocus: 'yes' as const } : {})}
        />
      )}
      <Trouble problem={problem} kind={detail.plan} latest={latest} />
      <div className="row">
        <button type="submit" className="btn p" disabled={!isReady}>
          {t('send')} <kbd>Ctrl ↵</kbd>
        </button>
        <button type="button" className="btn q" onClick={leave}>
          {t('cancel')} <kbd>Esc</kbd>
        </button>
      </div>
    </form>
  );
}
