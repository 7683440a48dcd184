import i18next from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Problem } from '#domain/problem.ts';
import { MadeTicket, TicketDraft, TicketPlanView } from '#protocol/tickets.ts';
import { useKeys } from '#web/desk/keys.ts';
import { call } from '#web/kit/api.ts';
import { useKeysOn } from '#web/kit/appearance.ts';
import { Icon } from '#web/kit/icons.tsx';
import { Key } from '#web/kit/key.tsx';
import { useKeymap } from '#web/kit/keymap.ts';
import { useNamed } from '#web/kit/names.tsx';
import { momentWords } from '#web/tickets/clock-words.ts';
import { Trouble } from '#web/tickets/trouble.tsx';
import { useAsked } from '#web/tickets/use-asked.ts';
import { ticketWordsEn } from '#web/tickets/words-en.ts';
import { ticketWordsZh } from '#web/tickets/words-zh.ts';
import '#web/tickets/after-call.css';

i18next.addResourceBundle('zh', 'translation', ticketWordsZh, true, true);
i18next.addResourceBundle('en', 'translation', ticketWordsEn, true, true);

/** After a wrap-up was confirmed: one key makes the ticket it needs, filled from it, and shows its number. */
export function AfterCall({ conversation, leave }: { readonly conversation: string; readonly leave: () => void }) {
  const { t, i18n } = useTranslation();
  const named = useNamed();
  const draft = useAsked(`/v1/tickets/draft?conversation=${conversation}`, TicketDraft);
  const plan = useAsked('/v1/tickets/plan', TicketPlanView).value;
  const [picked, pick] = useState<string | null>(null);
  const [about, setAbout] = useState<string | null>(null); // another category than the main one
  const [missing, setMissing] = useState<{ readonly key: string; readonly words: string } | null>(null);
  const [phone, setPhone] = useState<string | null>(null); // asked where a call-back is due and none was heard; empty: there is none
  const [made, setMade] = useState<MadeTicket | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const kind = plan?.kinds.find(({ key }) => key === (picked ?? draft.value?.kind));
  const lang = i18n.language === 'zh' ? 'zh' : 'en';

  const make = async () => {
    if (!kind || !draft.value || made) return;
    if (kind.callBack && draft.value.phone === undefined && phone === null) return setPhone('');
    const answer = await call('POST', '/v1/tickets', MadeTicket, {
      request: [conversation, about, kind.key].filter(Boolean).join(' ').slice(0, 64), // one of a kind for a call and category: a second press is the same ticket
      conversation,
      kind: kind.key,
      ...(about === null ? {} : { category: about, title: draft.value.further.find(({ code }) => code === about)?.path.at(-1) }),
      ...(phone?.trim() ? { phone: phone.trim() } : {}),
      ...(missing?.words.trim() ? { fields: { [missing.key]: missing.words.trim().slice(0, 2000) } } : {}),
    });
    if (answer.ok) return setMade(answer.value);
    const key = answer.problem.kind === 'invalid' && answer.problem.why === 'missing' ? answer.problem.field.replace('fields.', '') : null;
    if (key === null) setProblem(answer.problem);
    else {
      setProblem(missing?.key === key ? answer.problem : null);
      setMissing({ key, words: missing?.key === key ? missing.words : '' });
    }
  };
  const keysOn = useKeysOn();
  const keymap = useKeymap();
  useKeys(Object.fromEntries([[keymap.ticket, () => void make()] as const]), keysOn ? 'on' : 'off');

  const before = draft.value?.made ?? [];
  if (!plan || !draft.value) return null; // no wrap-up there yet, or no right to it: nothing to offer
  const field = kind?.fields.find(({ key }) => key === missing?.key);
  return (
    <aside className="after-call pop" aria-label={t('afterCallTitle')}>
      <div className="row">
        <b className="x13">{t('afterCallTitle')}</b>
        <span className="x12 m el">{draft.value.path.slice(-2).map(named).join(' / ')}</span>
        <span className="sp" />
        <button type="button" className="hug" aria-label={t('afterCallLeave')} onClick={leave}>
          <Icon name="cross" size={14} />
        </button>
      </div>
      {made ? (
        <p className="x13" role="status">
          <Link className="act b num" to={`/tickets/${made.number}`}>
            {made.number}
          </Link>{' '}
          {t('afterCallMade', { unit: named(made.unit.name), at: momentWords(t, made.doneBy, new Date()) })}
        </p>
      ) : (
        <>
          {before.length > 0 && <p className="x12 m num">{t('madeAgain', { number: before.map(({ number }) => number).join(' ') })}</p>}
          {phone !== null && (
            <label className="x12 m">
              {t('phoneLabel')} · {t('phoneWanted')}
              <span className="in">
                <input
                  value={phone}
                  maxLength={40}
                  // biome-ignore lint/a11y/noAutofocus: the key was pressed, only this is missing
                  autoFocus
                  onChange={event => setPhone(event.target.value)}
                  onKeyDown={event => event.key === 'Enter' && !event.nativeEvent.isComposing && void make()}
                />
              </span>
            </label>
          )}
          {missing && field && (
            <label className="x12 m">
              {field[lang]}
              <span className="in">
                <input
                  value={missing.words}
                  // biome-ignore lint/a11y/noAutofocus: the key was pressed, only this is missing
                  autoFocus
                  onChange={event => setMissing({ key: missing.key, words: event.target.value })}
                  onKeyDown={event => event.key === 'Enter' && !event.nativeEvent.isComposing && void make()}
                />
              </span>
            </label>
          )}
          {draft.value.further.length > 0 && (
            <select
              className="of-call"
              aria-label={t('categoryLabel')}
              value={about ?? ''}
              onChange={event => setAbout(event.target.value || null)}
            >
              <option value="">{draft.value.path.map(named).join(' / ')}</option>
              {draft.value.further.map(({ code, path }) => (
                <option key={code} value={code}>
                  {path.map(named).join(' / ')}
                </option>
              ))}
            </select>
          )}
          <div className="row">
            <select
              aria-label={t('kindLabel')}
              value={kind?.key ?? ''}
              onChange={event => {
                pick(event.target.value);
                setMissing(null);
                setPhone(null);
                setProblem(null);
              }}
            >
              {plan.kinds.map(one => (
                <option key={one.key} value={one.key}>
                  {one[lang]}
                </option>
              ))}
            </select>
            <button type="button" className="btn p sm" onClick={() => void make()}>
              {t('afterCallMake')} <Key of="ticket" />
            </button>
          </div>
          <Trouble problem={problem} kind={kind} />
        </>
      )}
    </aside>
  );
}
