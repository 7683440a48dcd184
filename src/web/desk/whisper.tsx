import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { StandingWhisper } from '#domain/whisper.ts';
import type { DeskModel } from '#web/desk/model.ts';
import { Icon } from '#web/kit/icons.tsx';
import { paintPunctuation } from '#web/kit/punctuation.ts';

const askAgainMs = 3000;

/** A leader's whisper in the line zone: alone in both rows, or in one of two. It says it was painted until the server knows. */
export function WhisperLine({
  whisper,
  desk,
  size,
}: {
  readonly whisper: StandingWhisper;
  readonly desk: DeskModel;
  readonly size: 'one' | 'half';
}) {
  const { t } = useTranslation();
  const { id, state, text, by } = whisper;
  const { answerWhisper } = desk;
  useEffect(() => {
    if (state !== 'sent') return;
    answerWhisper(id, 'seen');
    const timer = setInterval(() => answerWhisper(id, 'seen'), askAgainMs);
    return () => clearInterval(timer);
  }, [id, state, answerWhisper]);

  const isDone = state === 'done';
  const title = isDone ? t('whisperSaid') : t('whisperFrom', { by });
  const words = paintPunctuation(text);
  const button = isDone ? null : (
    <button type="button" className="x12 link-button why-line" onClick={() => answerWhisper(id, 'said')}>
      {t('whisperTick')}
    </button>
  );
  const tone = isDone ? 'ok' : 'act';
  if (size === 'half')
    return (
      <fieldset aria-label={`${title}：${words}`} data-whisper={state} className={`half x13 ${isDone ? 'done' : 'whispered'}`}>
        <span className={tone}>
          <Icon name={isDone ? 'tick' : 'arrow'} />
        </span>
        <span className={`b nw ${tone}`}>{title}</span>
        <span className="el s" title={words}>
          {words}
        </span>
        <span className="sp" />
        {button}
      </fieldset>
    );
  return (
    <fieldset aria-label={`${title}：${words}`} data-whisper={state} className="one">
      <div className={`t ${tone}`}>
        <Icon name={isDone ? 'tick' : 'arrow'} />
        <span className="el">{title}</span>
        <span className="sp" />
        <span className="x12 m" style={{ fontWeight: 400 }}>
          {isDone ? '' : t('whisperOnly')}
        </span>
        {button}
      </div>
      <p className="x13 two-lines">{words}</p>
    </fieldset>
  );
}
