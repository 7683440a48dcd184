import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { StandingWhisper } from '#domain/whisper.ts';
import type { DeskModel } from '#web/desk/model.ts';
import { Icon } from '#web/kit/icons.tsx';
import { tagOfWords } from '#web/kit/language.ts';
import { paintPunctuation } from '#web/kit/punctuation.ts';

const lookAgainMs = 1000;
const twoLines = 44; // characters of the narrow column

/** A leader's whisper: whole, in both rows of the line zone; what is owed besides is a count. It says it was seen once nothing lies over it, until the server knows. */
export function WhisperLine({
  whisper,
  desk,
  more,
}: {
  readonly whisper: StandingWhisper;
  readonly desk: DeskModel;
  readonly more: number; // obligations it stands before
}) {
  const { t } = useTranslation();
  const { id, state, text, by } = whisper;
  const { answerWhisper } = desk;
  const box = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (state !== 'sent') return;
    const look = () => {
      if (box.current && isInSight(box.current)) answerWhisper(id, 'seen');
    };
    look();
    const timer = setInterval(look, lookAgainMs);
    return () => clearInterval(timer);
  }, [id, state, answerWhisper]);

  const isDone = state === 'done';
  const title = isDone ? t('whisperSaid') : t('whisperFrom', { by });
  const words = paintPunctuation(text);
  return (
    <fieldset ref={box} aria-label={`${title}${t('colon')}${words}`} data-whisper={state} className="one whisper">
      <div className={`t ${isDone ? 'ok' : 'act'}`}>
        <Icon name={isDone ? 'tick' : 'arrow'} />
        <span className="el">{title}</span>
        <span className="sp" />
        {more > 0 ? (
          <span className="tag o">{t('more', { count: more })}</span>
        ) : (
          <span className="x12 m plain">{isDone ? '' : t('whisperOnly')}</span>
        )}
        {!isDone && (
          <button type="button" className="x12 link-button why-line" onClick={() => answerWhisper(id, 'said')}>
            {t('whisperTick')}
          </button>
        )}
      </div>
      <p className={`x13 whisper-words${words.length > twoLines ? ' long' : ''}`} title={words} lang={tagOfWords(text)}>
        {words}
      </p>
    </fieldset>
  );
}

/** Below the interrupt, which covers the line zone: the leader's words are not hidden by what they are about. */
export function WhisperBelow({ desk }: { readonly desk: DeskModel }) {
  const { t } = useTranslation();
  const { whisper } = desk;
  if (!whisper) return null;
  return (
    <section
      className={`dc below-int ${whisper.state === 'done' ? 'done' : 'whispered'}`}
      aria-label={t('whisperZone')}
      aria-live="polite"
      data-testid="whisper-below"
    >
      <WhisperLine whisper={whisper} desk={desk} more={0} />
    </section>
  );
}

/** Whether somebody looking at the window sees the middle of it: the page is shown and nothing lies over it there. */
function isInSight(element: HTMLElement): boolean {
  const page = element.ownerDocument;
  if (page.visibilityState !== 'visible') return false;
  const { left, top, width, height } = element.getBoundingClientRect();
  return element.contains(page.elementFromPoint(left + width / 2, top + height / 2));
}
