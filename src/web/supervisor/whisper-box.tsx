import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationId } from '#domain/ids.ts';
import type { Problem } from '#domain/problem.ts';
import { longestWhisper } from '#domain/whisper.ts';
import { type WhisperOffer, WhisperOffers, WhisperSent } from '#protocol/supervisor.ts';
import { call } from '#web/kit/api.ts';
import { clockTime } from '#web/kit/durations.ts';
import { tagOfWords } from '#web/kit/language.ts';
import { useNamed } from '#web/kit/names.tsx';
import { paintPunctuation } from '#web/kit/punctuation.ts';
import type { Chosen } from '#web/supervisor/chosen-call.ts';
import { useSecond } from '#web/supervisor/tiles.tsx';

/** A sentence for one agent's desk: three at hand with the best chosen, or words of one's own. 1–3 or arrows choose, Enter sends. */
export function WhisperBox({
  conversation,
  chosen,
  aheadMs,
  done,
}: {
  readonly conversation: ConversationId;
  readonly chosen: Chosen; // with the conversation: an agent may have several
  readonly aheadMs: number;
  readonly done: () => void;
}) {
  const { t } = useTranslation();
  const named = useNamed();
  const { agent } = chosen;
  const now = useSecond(true) + aheadMs;
  const [offers, setOffers] = useState<readonly WhisperOffer[] | null>(null);
  const [at, choose] = useState(0);
  const [own, write] = useState('');
  const [problem, tell] = useState<Problem | null>(null);
  const [isSending, sending] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const id = useRef(newId());
  const wanted = useRef(false); // Enter came before the sentences did

  useEffect(() => {
    box.current?.focus();
    void call('GET', `/v1/supervisor/calls/${conversation}/whispers`, WhisperOffers).then(answer => {
      if (answer.ok) setOffers(answer.value.offers);
      else tell(answer.problem);
    });
  }, [conversation]);

  const send = async () => {
    const offer = offers?.[at];
    const words = own.trim();
    if (isSending) return;
    if (words === '' && !offer) {
      wanted.current = offers === null;
      return;
    }
    sending(true);
    const body = words !== '' ? { text: words, origin: { kind: 'own' } } : { text: offer?.text, origin: offer?.origin };
    const answer = await call('POST', `/v1/supervisor/calls/${conversation}/whispers`, WhisperSent, { id: id.current, ...body });
    sending(false);
    if (answer.ok) return done();
    tell(answer.problem); // the same id again: it goes once
  };

  useEffect(() => {
    if (offers !== null || problem) box.current?.scrollIntoView({ block: 'nearest' }); // it has grown: what is sent and why not stays in sight
  }, [offers, problem]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only the coming of the sentences sends what was asked for before
  useEffect(() => {
    if (offers !== null && wanted.current) void send();
  }, [offers]);

  const pressed = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const isWriting = event.target === field.current;
    const count = offers?.length ?? 0;
    if (event.key === 'Escape') done();
    else if (event.key === 'Enter') void send();
    else if (!isWriting && /^[1-3]$/.test(event.key) && Number(event.key) <= count) choose(Number(event.key) - 1);
    else if (!isWriting && event.key === 'ArrowDown') choose(Math.min(count - 1, at + 1));
    else if (!isWriting && event.key === 'ArrowUp') choose(Math.max(0, at - 1));
    else {
      if (!isWriting && event.key !== 'Tab') event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="pop whisper-pop" role="dialog" aria-label={t('whisperTo', { agent })} tabIndex={-1} ref={box} onKeyDown={pressed}>
      <div className="row whisper-head">
        <span className="b">{t('whisperTo', { agent })}</span>
        <span className="sp" />
        <span className="x12 m">{t('onlyAgent')}</span>
      </div>
      <p className="row x13 s whisper-call" data-testid="whisper-call">
        <span className="el">{[chosen.topic, chosen.row?.claim].flatMap(part => (part ? named(part) : [])).join(' · ')}</span>
        <span className="sp" />
        {chosen.openedAt !== undefined && <span className="num m">{clockTime(now - chosen.openedAt)}</span>}
      </p>
      {offers === null && !problem && <span className="bone" style={{ height: 64, marginBottom: 8 }} />}
      {offers?.map((offer, place) => (
        <button
          type="button"
          key={offer.text}
          className={`tpl${place === at && own.trim() === '' ? ' on' : ''}`}
          aria-pressed={place === at && own.trim() === ''}
          onClick={() => {
            write('');
            choose(place);
            box.current?.focus();
          }}
        >
          <span className="row x12 b">
            <kbd>{place + 1}</kbd>
            <span className="el">{offer.origin.kind === 'leader' ? t('offerLeader') : named(offer.title)}</span>
            <span className="sp" />
            {place === 0 && <span className="m plain">{t('best')}</span>}
          </span>
          <span className="tpl-text" lang={tagOfWords(offer.text)}>
            {paintPunctuation(offer.text)}
          </span>
        </button>
      ))}
      <div className="row">
        <label className="in sp x13">
          <input
            ref={field}
            value={own}
            maxLength={longestWhisper}
            placeholder={t('ownWords')}
            aria-label={t('ownWords')}
            onChange={event => write(event.target.value)}
          />
          <span className="x12 m num">
            {own.length}/{longestWhisper}
          </span>
        </label>
        <button type="button" className="btn p" disabled={isSending} onClick={() => void send()}>
          {t('send')} <kbd>↵</kbd>
        </button>
      </div>
      {problem && (
        <p className="x12 warn" role="alert">
          {t(problem.kind === 'busy' ? 'whisperBusy' : problem.kind === 'closed' ? 'whisperClosed' : 'whisperFailed')}
        </p>
      )}
    </div>
  );
}

function newId(): string {
  return `w${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 12)}`;
}
