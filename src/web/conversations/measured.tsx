import { useTranslation } from 'react-i18next';
import { callFigures, lettersAMinute } from '#domain/call-figures.ts';
import type { ConversationRecord } from '#protocol/rest.ts';

/** The figures of a call: how long answers took, silence, hold, talk-over, speech rate; what could not be measured says so. */
export function Measured({ rows }: { readonly rows: ConversationRecord['rows'] }) {
  const { t } = useTranslation();
  const figures = callFigures(rows);
  if (!figures) return null;
  const seconds = (ms: number) => Math.round(ms / 100) / 10;
  const { answers, silences, holds, talkOvers } = figures;
  const rate = lettersAMinute(figures.spoken);
  const longest = ({ n, longestMs }: typeof answers) => (n > 0 ? t('figLongest', { n, seconds: seconds(longestMs) }) : '—');
  const lines = [
    ['figAnswer', longest(answers)],
    ['figSilence', longest(silences)],
    ['figHold', holds.n > 0 ? t('figSum', { n: holds.n, seconds: seconds(holds.sumMs) }) : '—'],
    ['figTalkOver', talkOvers === null ? t('figNotMeasurable') : t('figTimes', { n: talkOvers.n })],
    ['figRate', rate === null ? '—' : t('figPerMinute', { n: rate })],
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
