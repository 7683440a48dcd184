import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDoing } from '#web/robots/use-doing.ts';

/** A button that asks for a reason in place before anything happens; what went wrong is said beside it. */
export function WithReason({
  word,
  means,
  kind = '',
  does,
}: {
  readonly word: string;
  readonly means: string;
  readonly kind?: '' | 'p' | 'danger';
  readonly does: (reason: string, ask: ReturnType<typeof useDoing>) => Promise<boolean>;
}) {
  const { t } = useTranslation();
  const doing = useDoing();
  const [isOpen, open] = useState(false);
  const [reason, setReason] = useState('');
  const field = useRef<HTMLInputElement>(null);
  if (!isOpen)
    return (
      <button type="button" className={`btn ${kind}`} onClick={() => open(true)}>
        {word}
      </button>
    );
  return (
    <form
      className="with-reason"
      onSubmit={async event => {
        event.preventDefault();
        if (reason.trim() === '') {
          doing.say(t('rr-reason-must'));
          field.current?.focus();
          return;
        }
        if (await does(reason.trim(), doing)) {
          open(false);
          setReason('');
        }
      }}
    >
      <span className="x12 s">{means}</span>
      <div className="row">
        <input
          ref={field}
          // biome-ignore lint/a11y/noAutofocus: it appears where the person has just pressed
          autoFocus
          value={reason}
          maxLength={300}
          aria-label={t('rr-reason')}
          placeholder={t('rr-reason-must')}
          onChange={event => setReason(event.target.value)}
          onKeyDown={event => event.key === 'Escape' && open(false)}
        />
        <button type="submit" className={`btn ${kind === '' ? 'p' : kind}`} disabled={doing.busy}>
          {word}
        </button>
        <button type="button" className="btn q" onClick={() => open(false)}>
          {t('rr-cancel')}
        </button>
      </div>
      {doing.said && (
        <span className="x12 stop" role="alert">
          {doing.said}
        </span>
      )}
    </form>
  );
}
