import { useTranslation } from 'react-i18next';
import type { Advice } from '#domain/advice.ts';
import type { Evidence } from '#domain/evidence.ts';
import type { DeskModel } from '#web/desk/model.ts';
import { langOf } from '#web/desk/search.tsx';
import { clockTime } from '#web/kit/durations.ts';
import { withTails } from '#web/kit/marks.ts';
import { paintPunctuation } from '#web/kit/punctuation.ts';

/** Why this is shown: the words it rests on and their second; one click marks them in the transcript. */
export function Because({
  desk,
  evidence,
  of,
}: {
  readonly desk: DeskModel;
  readonly evidence: readonly Evidence[];
  readonly of?: Advice;
}) {
  const { t } = useTranslation();
  const found = evidence
    .map(one => ({ one, turn: desk.followed.turns.find(turn => turn.position === one.position) }))
    .find(({ turn }) => turn);
  const more = of && (
    <button type="button" className="link why-more" onClick={() => desk.explain(of)} data-testid="why-more">
      {t('why')}
    </button>
  );
  if (!found?.turn)
    return (
      <p className="why">
        {t('becauseStep')} {more}
      </p>
    );
  const { one, turn } = found;
  return (
    <p className="why">
      {t(turn.speaker === 'customer' ? 'becauseCustomer' : 'becauseMe')}
      <button type="button" className="link" onClick={() => desk.mark(turn.position)} data-testid="because">
        <span className="el" lang={langOf(desk)}>
          {t('quote', { words: quoteOf(turn.text, one.span) })}
        </span>
        <span className="num">{clockTime(turn.startMs)}</span>
      </button>
      {one.like && <span className="m">{t('meantLike')} </span>}
      {more}
    </p>
  );
}

/** The quoted words, at most 18 of them, secrets as their tails. */
export function quoteOf(text: string, span: readonly [number, number]): string {
  const words = withTails(text.slice(span[0], span[1]));
  const short = words.length > 18 ? `${words.slice(0, 17)}…` : words;
  return paintPunctuation(short).replace(/[，。？！、；：,.?!;:]+$/u, '');
}
