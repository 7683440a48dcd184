import i18next from 'i18next';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ValueMetric } from '#domain/value.ts';
import type { Session } from '#protocol/rest.ts';
import { ValueReport, type ValueRow } from '#protocol/value.ts';
import { Frame } from '#web/admin/frame.tsx';
import { Shown, useReading } from '#web/admin/reading.tsx';
import { useNamed } from '#web/kit/names.tsx';
import { Behind } from '#web/value/behind.tsx';
import { FigureTabs, figurePanel } from '#web/value/figure-tabs.tsx';
import { useMeaning } from '#web/value/use-meaning.ts';
import { valueWordsEn } from '#web/value/words-en.ts';
import { valueWordsZh } from '#web/value/words-zh.ts';
import '#web/value/value.css';

i18next.addResourceBundle('zh', 'translation', valueWordsZh, true, true);
i18next.addResourceBundle('en', 'translation', valueWordsEn, true, true);

const Weeks = lazy(async () => ({ default: (await import('#web/value/weeks.tsx')).Weeks }));
const spans = [4, 8, 13, 26] as const;
/** What the desk is worth: one figure at a time, its weeks, how it is computed, and the table behind it. */
export function ValuePage({ session }: { readonly session: Session }) {
  const { t, i18n } = useTranslation();
  const named = useNamed();
  const [weeks, setWeeks] = useState<(typeof spans)[number]>(8);
  const [unit, setUnit] = useState('');
  const [queue, setQueue] = useState('');
  const [metric, setMetric] = useState<ValueMetric>('answered-15');
  const query = new URLSearchParams({ ...lastWeeks(weeks), ...(unit ? { unit } : {}), ...(queue ? { queue } : {}) });
  const report = useReading(`/v1/reports/value?${query}`, ValueReport);
  const isOwn = report.value?.scope === 'own';
  return (
    <Frame session={session} title={t(isOwn ? 'valueOwnTitle' : 'valueTitle')} note={t(isOwn ? 'valueOwnNote' : 'valueNote')}>
      <fieldset className="row filters" aria-label={t('valueFilters')}>
        {spans.map(span => (
          <button
            key={span}
            type="button"
            className={`btn sm${span === weeks ? '' : ' q'}`}
            aria-pressed={span === weeks}
            onClick={() => setWeeks(span)}
          >
            {t('lastWeeks', { count: span })}
          </button>
        ))}
        {!isOwn && (
          <>
            <Pick
              label={t('everyUnit')}
              value={unit}
              options={(report.value?.units ?? []).map(({ id, name }) => [id, named(name)])}
              pick={setUnit}
            />
            <Pick
              label={t('everyQueue')}
              value={queue}
              options={(report.value?.queues ?? []).map(name => [name, named(name)])}
              pick={setQueue}
            />
          </>
        )}
        <span className="sp" />
        <a className="btn q sm" href={`/v1/reports/value.csv?${query}&lang=${i18n.language === 'en' ? 'en' : 'zh'}`} download>
          {t('downloadCsv')}
        </a>
      </fieldset>
      <Shown reading={report}>
        {value =>
          value.calls.assisted + value.calls.silent === 0 && value.rows.every(({ assisted }) => assisted.n === 0) ? (
            <p className="calm">{t('valueNone')}</p>
          ) : (
            <>
              <p className="x13 m" style={{ marginBottom: 12 }}>
                {t('valueCalls', value.calls)}
                {value.invented > 0 && (
                  <span className="tag warn invented" data-testid="invented">
                    {t('valueInvented', { count: value.invented })}
                  </span>
                )}
              </p>
              <FigureTabs report={value} picked={metric} pick={setMetric} />
              <One
                row={value.rows.find(row => row.metric === metric) as ValueRow}
                without={metric === 'talk-overs' ? value.oneChannel : 0}
              />
              <Behind report={value} metric={metric} />
            </>
          )
        }
      </Shown>
    </Frame>
  );
}

/** One figure over the weeks, and how it is computed. */
function One({ row, without }: { readonly row: ValueRow; readonly without: number }) {
  const { t } = useTranslation();
  const { name, means } = useMeaning()(row.metric);
  return (
    <div className="value-one" role="tabpanel" id={figurePanel} aria-labelledby={`tab-${row.metric}`}>
      <section className="pan" aria-label={name}>
        <header className="row">
          <h2 className="x16 b">{name}</h2>
          <span className="sp" />
          <span className="x12 m">{t('legend')}</span>
        </header>
        <Suspense fallback={<span className="bone" style={{ height: 260 }} />}>
          <Weeks row={row} />
        </Suspense>
      </section>
      <section className="pan" aria-label={t('howComputed')}>
        <header>
          <h2 className="x16 b">{t('howComputed')}</h2>
        </header>
        <div className="x13 s how">
          <p>{means}</p>
          {without > 0 && <p className="b">{t('oneChannelCalls', { count: without })}</p>}
          {row.difference && <p>{t('means-difference')}</p>}
          {row.weeks.some(({ intervals }) => intervals.assisted) && <p>{t('means-interval')}</p>}
          <p>{t('means-nobody')}</p>
        </div>
      </section>
    </div>
  );
}

function Pick({
  label,
  value,
  options,
  pick,
}: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [string, string])[];
  readonly pick: (value: string) => void;
}) {
  return (
    <select aria-label={label} value={value} onChange={event => pick(event.target.value)}>
      <option value="">{label}</option>
      {options.map(([id, name]) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}

/** From the Monday so many weeks ago to the Monday after today, by the date in UTC. */
function lastWeeks(weeks: number): { readonly from: string; readonly to: string } {
  const dayMs = 86_400_000;
  const now = Date.now();
  const monday = now - ((new Date(now).getUTCDay() + 6) % 7) * dayMs;
  const date = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  return { from: date(monday - (weeks - 1) * 7 * dayMs), to: date(monday + 7 * dayMs) };
}
