import { useTranslation } from 'react-i18next';
import type { ConversationRecord } from '#protocol/rest.ts';
import { figuresOf } from '#web/conversations/figures.ts';

/** The figures of a call: how long answers took, silence, hold, talk-over, speech rate; what could not be measured says so. */
export function Measured({ rows }: { readonly rows: ConversationRecord['rows'] }) {
  const { t } = useTranslation();
  const figures = figuresOf(rows);
  if (!figures) return null;
  const seconds = (ms: number) => Math.round(ms / 100) / 10;
  const { answers, silences, holds, talkOvers, charsAMinute } = figures;
  const lines = [
    ['figAnswer', answers ? t('figLongest', { n: answers.n, seconds: seconds(answers.longestMs) }) : '—'],
    ['figSilence', silences ? t('figLongest', { n: silences.n, seconds: seconds(silences.longestMs) }) : '—'],
    ['figHold', holds ? t('figSum', { n: holds.n, seconds: seconds(holds.sumMs) }) : '—'],
    ['figTalkOver', talkOvers === null ? t('figNotMeasurable') : t('figTimes', { n: talkOvers })],
    ['figRate', charsAMinute === null ? '—' : t('figPerMinute', { n: charsAMinute })],
  ] as const;
  return (
    <section aria-label={t('figTitle')} data-testid="figures">
      <h2 className="b" style={{ marginTop: 16 }}>
        {t('figTitle')}
      </h2>
      <dl>
        {lines.map(([name, value]) => (
          <div key={name} className="row x13">
            <dt className="m">{t(name)}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
