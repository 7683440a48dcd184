import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { z } from 'zod';
import type { Problem } from '#domain/problem.ts';
import { LeafHit } from '#protocol/rest.ts';
import { MadeTicket, type TicketPlanView } from '#protocol/tickets.ts';
import { call } from '#web/kit/api.ts';
import { useNamed } from '#web/kit/names.tsx';
import { KindFields, LongText, Pick, ShortText } from '#web/tickets/form-parts.tsx';
import { emptyTicket, isWritten, keepDraft, readDraft, type TicketDraft } from '#web/tickets/ticket-draft.ts';
import { Trouble } from '#web/tickets/trouble.tsx';

/** A ticket by hand. What was typed stays until the server has taken it: over a reload, another page, and closing the form. */
export function MakeForm({
  staffNo,
  plan,
  leave,
  made,
}: {
  readonly staffNo: string;
  readonly plan: TicketPlanView;
  readonly leave: () => void;
  readonly made: () => void;
}) {
  const { t, i18n } = useTranslation();
  const named = useNamed();
  const lang = i18n.language === 'zh' ? 'zh' : 'en';
  const firstKind = plan.kinds[0]?.key ?? '';
  const [draft, setDraft] = useState<TicketDraft>(() => ({ ...(readDraft(staffNo) ?? emptyTicket(firstKind)), isOpen: true }));
  const [problem, setProblem] = useState<Problem | null>(null);
  const [answer, setAnswer] = useState<MadeTicket | null>(null);
  const { title, description, leaf, customer, phone, subject, isUrgent, fields } = draft;
  const kind = plan.kinds.find(({ key }) => key === draft.kind);
  const change = (part: Partial<TicketDraft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    keepDraft(staffNo, next);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: opened, it is open again after a reload
  useEffect(() => keepDraft(staffNo, draft), []);
  const clear = () => {
    change(emptyTicket(firstKind));
    setProblem(null);
  };
  const isReady = kind !== undefined && title.trim() !== '' && title.trim().length <= 200 && description.trim().length <= 8000;

  const send = async () => {
    if (!kind || !isReady) return;
    const known = Object.fromEntries(
      Object.entries(fields).filter(([key, value]) => value.trim() !== '' && kind.fields.some(field => field.key === key)),
    );
    const said = await call('POST', '/v1/tickets', MadeTicket, {
      request: draft.request,
      kind: kind.key,
      title: title.trim(),
      description: description.trim(),
      fields: known,
      ...(leaf ? { category: leaf.code } : {}),
      ...(customer.trim() ? { customer: customer.trim() } : {}),
      ...(phone.trim() ? { phone: phone.trim() } : {}),
      ...(subject.trim() ? { subject: subject.trim() } : {}),
      ...(isUrgent ? { urgent: true } : {}),
    });
    setProblem(said.ok ? null : said.problem);
    if (!said.ok) return;
    keepDraft(staffNo, null);
    setAnswer(said.value);
    made();
  };
  if (answer)
    return (
      <p className="pan tk-done" role="status">
        <Link className="act" to={`/tickets/${answer.number}`}>
          {t(answer.again ? 'madeAgain' : 'madeTicket', { number: answer.number, unit: named(answer.unit.name) })}
        </Link>
        <button type="button" className="btn q sm" onClick={leave}>
          {t('cancel')} <kbd>Esc</kbd>
        </button>
      </p>
    );
  return (
    <form
      className="pan tk-form tk-make"
      aria-label={t('newTicket')}
      onSubmit={event => {
        event.preventDefault();
        void send();
      }}
    >
      <div className="tk-two">
        <Pick
          label={t('kindLabel')}
          value={draft.kind}
          options={plan.kinds.map(one => ({ value: one.key, words: one[lang] }))}
          change={next => change({ kind: next })}
        />
        <LeafPick leaf={leaf} choose={next => change({ leaf: next })} />
      </div>
      <ShortText label={t('titleLabel')} value={title} change={next => change({ title: next })} hint={t('required')} autoFocus="yes" />
      <LongText label={t('descriptionLabel')} value={description} limit={8000} change={next => change({ description: next })} />
      <div className="tk-two">
        <ShortText label={t('customerRef')} value={customer} change={next => change({ customer: next })} limit={128} />
        <ShortText
          label={t('phoneLabel')}
          value={phone}
          change={next => change({ phone: next })}
          limit={40}
          hint={t(kind?.callBack ? 'phoneWanted' : 'phoneHint')}
        />
        {kind?.recusal && (
          <ShortText label={t('aboutWhom')} value={subject} change={next => change({ subject: next })} limit={32} hint={t('subjectHint')} />
        )}
        {kind && (
          <KindFields
            kind={kind}
            values={fields}
            change={next => change({ fields: { ...next } })}
            due={field => field.required === 'made'}
          />
        )}
      </div>
      <label className="row x13">
        <input type="checkbox" checked={isUrgent} onChange={event => change({ isUrgent: event.target.checked })} /> {t('urgentLabel')}
      </label>
      <Trouble problem={problem} kind={kind} />
      <div className="row">
        <button type="submit" className="btn p" disabled={!isReady}>
          {t('send')}
        </button>
        <button type="button" className="btn q" onClick={leave}>
          {t('cancel')} <kbd>Esc</kbd>
        </button>
        <span className="sp" />
        {isWritten(draft) && (
          <button type="button" className="btn q" onClick={clear}>
            {t('clearForm')}
          </button>
        )}
      </div>
    </form>
  );
}

/** One of thousands of categories, by name, pinyin initials or code. */
function LeafPick({ leaf, choose }: { readonly leaf: LeafHit | null; readonly choose: (leaf: LeafHit | null) => void }) {
  const { t, i18n } = useTranslation();
  const named = useNamed();
  const [words, write] = useState('');
  const [found, setFound] = useState<readonly LeafHit[]>([]);
  const ask = async (next: string) => {
    write(next);
    choose(null);
    if (next.trim() === '') return setFound([]);
    const answer = await call(
      'GET',
      `/v1/leaves?${new URLSearchParams({ q: next.trim().slice(0, 100), lang: i18n.language })}`,
      z.array(LeafHit),
    );
    setFound(answer.ok ? answer.value.slice(0, 6) : []);
  };
  return (
    <div className="tk-leaf">
      <ShortText
        label={t('categoryLabel')}
        hint={t('categoryHint')}
        value={leaf ? leaf.path.map(named).join(' / ') : words}
        change={next => void ask(next)}
        limit={200}
      />
      {!leaf && found.length > 0 && (
        <ul className="pop">
          {found.map(one => (
            <li key={one.code}>
              <button type="button" className="hug x13" onClick={() => choose(one)}>
                {one.path.map(named).join(' / ')} <span className="m num">{one.code}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
