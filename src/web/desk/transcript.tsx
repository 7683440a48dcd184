import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { highlightsOf } from '#web/desk/highlights.ts';
import type { DeskModel } from '#web/desk/model.ts';
import { Words } from '#web/desk/words.tsx';
import { clockTime } from '#web/kit/durations.ts';
import { paintPunctuation } from '#web/kit/punctuation.ts';

const speakers = ['customer', 'agent', 'bot'] as const;

/** What was said, newest at the bottom; it follows along unless the reader scrolled up. */
export function Transcript({ desk, size }: { readonly desk: DeskModel; readonly size: 'column' | 'page' }) {
  const { t } = useTranslation();
  const { followed, board, marked } = desk;
  const marks = useMemo(() => highlightsOf(board, followed.used, followed.turns), [board, followed.used, followed.turns]);
  const box = useRef<HTMLDivElement>(null);
  const [follows, setFollows] = useState(true);
  const spoken = speakers.flatMap(speaker => {
    const glimpse = followed.glimpses[speaker];
    return glimpse ? [{ speaker, ...glimpse }] : [];
  });
  const length = spoken.reduce((sum, { text }) => sum + text.length, 0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was said, not what it is, moves the view
  useLayoutEffect(() => {
    if (follows && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [followed.turns.length, length, follows]);

  useLayoutEffect(() => {
    if (marked === null) return;
    const turn = box.current?.querySelector<HTMLElement>(`[data-position="${marked}"]`);
    if (!turn || !box.current) return;
    setFollows(false);
    box.current.scrollTop = turn.offsetTop - box.current.clientHeight / 2 + turn.clientHeight / 2;
  }, [marked]);

  return (
    <section className={`dt zone ${size}`} aria-label={t('transcript')} data-zone="transcript">
      <div
        ref={box}
        className="talk in-view"
        role="log"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
        tabIndex={0}
        aria-live="off"
        onScroll={event => {
          const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
          setFollows(scrollHeight - scrollTop - clientHeight < 24);
        }}
      >
        {desk.live?.isCaughtUp && followed.turns.length === 0 && spoken.length === 0 && <p className="x13 m wait">{t('waitingFirst')}</p>}
        {followed.turns.map((turn, at) => (
          <div
            key={turn.position}
            className={`ut${turn.speaker === 'customer' ? ' cu' : ''}${marked === turn.position ? ' marked' : ''}`}
            data-position={turn.position}
            title={`${at + 1} · ${clockTime(turn.startMs)}`}
          >
            <b>
              {nameOf(turn.speaker, t)}
              <span className="tm num">{clockTime(turn.startMs)}</span>
            </b>
            <p lang={desk.head?.lang === 'en' ? 'en' : 'zh-CN'}>
              <Words text={turn.text} highlights={marks.get(turn.position)} opens={desk.isOver && followed.wrapped ? undefined : desk.id} />
            </p>
          </div>
        ))}
        {spoken.map(({ speaker, text, startMs }) => (
          <div key={speaker} className={`ut live${speaker === 'customer' ? ' cu' : ''}`}>
            <b>
              {nameOf(speaker, t)}
              <span className="tm num">{clockTime(startMs)}</span>
            </b>
            <p>
              <Words text={paintPunctuation(text)} />
            </p>
          </div>
        ))}
      </div>
      {!follows && (
        <button
          type="button"
          className="to-end btn sm"
          onClick={() => {
            desk.mark(null);
            setFollows(true);
          }}
        >
          {t('toEnd')}
        </button>
      )}
    </section>
  );
}

/** How a side is called on the desk. */
export function nameOf(speaker: 'customer' | 'agent' | 'bot', t: (key: string) => string): string {
  return speaker === 'customer' ? t('customerShort') : speaker === 'agent' ? t('me') : t('bot');
}
