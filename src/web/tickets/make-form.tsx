import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { z } from 'zod';
import type { Problem } from '#domain/problem.ts';
import { LeafHit } from '#protocol/rest.ts';
import { MadeTicket, type TicketPlanView } from '#protocol/tickets.ts';
import { call } from '#web/kit/api.ts';
import { KindFields, LongText, Pick, ShortText } from '#web/tickets/form-parts.tsx';
import { Trouble } from '#web/tickets/trouble.tsx';

/** A ticket by hand. What was typed stays until the server has taken it. */
export function MakeForm({ plan, leave, made }: { readonly plan: TicketPlanView; readonly leave: () => void; readonly made: () => void }) {
  const { t, i18n } = useTranslation();
  const lang = i18n.language === 'zh' ? 'zh' : 'en';
  const request = useRef(crypto.randomUUID()); // a second click on the same form is the same ticket
  const [kindKey, pickKind] = useState(plan.kinds[0]?.key ?? '');
  const [title, setTitle] = useState('');
  const [description, setDescription] = useState('');
  const [leaf, setLeaf] = useState<LeafHit | null>(null);
  const [customer, setCustomer] = useState('');
  const [phone, setPhone] = useState('');
  const [subject, setSubject] = useState('');
  const [isUrgent, setUrgent] = useState(false);
  const [fields, setFields] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  const [answer, setAnswer] = useState<MadeTicket | null>(null);
  const kind = plan.kinds.find(({ key }) => key === kindKey);
  const isReady = kind !== undefined && title.trim() !== '' && title.trim().length <= 200 && description.trim().length <= 8000;

  const send = async () => {
    if (!kind || !isReady) return;
    const known = Object.fromEntries(
      Object.entries(fields).filter(([key, value]) => value.trim() !== '' && kind.fields.some(field => field.key === key)),
    );
    const said = await call('POST', '/v1/tickets', MadeTicket, {
      request: request.current,
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
    setAnswer(said.value);
    made();
  };
  if (answer)
    return (
      <p className="pan tk-done" role="status">
        <Link className="act" to={`/tickets/${answer.number}`}>
          {t(answer.again ? 'madeAgain' : 'madeTicket', { number: answer.number, unit: answer.unit.name })}
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
          value={kindKey}
          options={plan.kinds.map(one => ({ value: one.key, words: one[lang] }))}
          change={pickKind}
        />
        <LeafPick leaf={leaf} choose={setLeaf} />
      </div>
      <ShortText label={t('titleLabel')} value={title} change={setTitle} hint={t('required')} autoFocus="yes" />
      <LongText label={t('descriptionLabel')} value={description} limit={8000} change={setDescription} />
      <div className="tk-two">
        <ShortText label={t('customerRef')} value={customer} change={setCustomer} limit={128} />
        <ShortText label={t('phoneLabel')} value={phone} change={setPhone} limit={40} hint={t('phoneHint')} />
        {kind?.recusal && <ShortText label={t('aboutWhom')} value={subject} change={setSubject} limit={32} hint={t('subjectHint')} />}
        {kind && <KindFields kind={kind} values={fields} change={setFields} due={field => field.required === 'made'} />}
      </div>
      <label className="row x13">
        <input type="checkbox" checked={isUrgent} onChange={event => setUrgent(event.target.checked)} /> {t('urgentLabel')}
      </label>
      <Trouble problem={problem} kind={kind} />
      <div className="row">
        <button type="submit" className="btn p" disabled={!isReady}>
          {t('send')}
        </button>
        <button type="button" className="btn q" onClick={leave}>
          {t('cancel')} <kbd>Esc</kbd>
        </button>
      </div>
    </form>
  );
}

/** One of thousands of categories, by name, pinyin initials or code. */
function LeafPick({ leaf, choose }: { readonly leaf: LeafHit | null; readonly choose: (leaf: LeafHit | null) => void }) {
  const { t, i18n } = useTranslation();
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
        value={leaf ? leaf.path.join(' / ') : words}
        change={next => void ask(next)}
        limit={200}
      />
      {!leaf && found.length > 0 && (
        <ul className="pop">
          {found.map(one => (
            <li key={one.code}>
              <button type="button" className="hug x13" onClick={() => choose(one)}>
                {one.path.join(' / ')} <span className="m num">{one.code}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
