import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paintPunctuation } from '#web/kit/punctuation.ts';

const reasons = ['contestHeard', 'contestQuote', 'contestRule'] as const;

/** No, that was not so: one of three reasons and, if wanted, a sentence. */
export function Contest({
  quote,
  send,
  back,
}: {
  readonly quote: string | undefined;
  readonly send: (reason: string) => void;
  readonly back: () => void;
}) {
  const { t } = useTranslation();
  const [reason, choose] = useState<(typeof reasons)[number]>('contestHeard');
  const [more, write] = useState('');
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <form
      className="col contest"
      style={{ flex: 1, minHeight: 0 }}
      onSubmit={event => {
        event.preventDefault();
        send(more.trim() ? `${t(reason)}；${more.trim()}`.slice(0, 200) : t(reason));
      }}
    >
      {quote && (
        <p className="quote el">
          {t('youSaid')}
          <span className="hl stop">{paintPunctuation(quote)}</span>
          {t('youSaidShut')}
        </p>
      )}
      <fieldset className="say" style={{ background: 'var(--surface)' }}>
        <legend className="hidden-text">{t('whyContest')}</legend>
        <div className="l b" style={{ color: 'var(--ink)' }}>
          {t('whyContest')}
        </div>
        {reasons.map((one, at) => (
          <label key={one} className="row x13 radio">
            <input ref={at === 0 ? first : undefined} type="radio" name="reason" checked={reason === one} onChange={() => choose(one)} />
            {t(one)}
          </label>
        ))}
        <div className="in" style={{ marginTop: 8, height: 34, fontSize: 13 }}>
          <input
            value={more}
            onChange={event => write(event.target.value)}
            maxLength={150}
            placeholder={t('addSentence')}
            aria-label={t('addSentence')}
          />
        </div>
      </fieldset>
      <p className="why" style={{ whiteSpace: 'normal' }}>
        {t('contestNote')}
      </p>
      <div className="row" style={{ marginTop: 'auto' }}>
        <button type="submit" className="btn p">
          {t('sendContest')} <kbd>↵</kbd>
        </button>
        <button type="button" className="btn q" onClick={back}>
          {t('back')} <kbd>Esc</kbd>
        </button>
      </div>
    </form>
  );
}
