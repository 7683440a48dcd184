import { Table } from 'antd';
import i18next from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AttentionReport, type AttentionRow } from '#protocol/reports.ts';
import type { Session } from '#protocol/rest.ts';
import { Frame, Part } from '#web/admin/frame.tsx';
import { Shown, useReading } from '#web/admin/reading.tsx';
import { useNamed } from '#web/kit/names.tsx';
import { reportWordsEn } from '#web/reports/words-en.ts';
import { reportWordsZh } from '#web/reports/words-zh.ts';
import '#web/reports/reports.css';

i18next.addResourceBundle('zh', 'translation', reportWordsZh, true, true);
i18next.addResourceBundle('en', 'translation', reportWordsEn, true, true);

const spans = [7, 30, 90] as const;
const bands = ['novice', 'regular', 'expert'] as const;
const figures = ['shown', 'used', 'usedThenSaid', 'said', 'dismissed', 'ignored'] as const;

/** What became of everything that was shown: per kind and per rule, by queue and tenure, with what each column means. */
export function AttentionPage({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  const [days, setDays] = useState<(typeof spans)[number]>(30);
  const [queue, setQueue] = useState('');
  const [band, setBand] = useState('');
  const query = new URLSearchParams({ ...lastDays(days), ...(queue ? { queue } : {}), ...(band ? { band } : {}) });
  const report = useReading(`/v1/reports/attention?${query}`, AttentionReport);
  const queues = report.value?.queues ?? [];
  return (
    <Frame session={session} title={t('attentionTitle')} note={t('attentionNote')}>
      <fieldset className="row filters" aria-label={t('attentionFilters')}>
        {spans.map(span => (
          <button
            key={span}
            type="button"
            className={`btn sm${span === days ? '' : ' q'}`}
            aria-pressed={span === days}
            onClick={() => setDays(span)}
          >
            {t(`days-${span}`)}
          </button>
        ))}
        <select aria-label={t('attentionQueue')} value={queue} onChange={event => setQueue(event.target.value)}>
          <option value="">{t('everyQueue')}</option>
          {[...new Set([...queues, ...(queue ? [queue] : [])])].map(each => (
            <option key={each}>{each}</option>
          ))}
        </select>
        <select aria-label={t('attentionBand')} value={band} onChange={event => setBand(event.target.value)}>
          <option value="">{t('everyBand')}</option>
          {bands.map(each => (
            <option key={each} value={each}>
              {t(`band-${each}`)}
            </option>
          ))}
        </select>
        <span className="sp" />
        <a className="btn q sm" href={`/v1/reports/attention.csv?${query}`} download>
          {t('downloadCsv')}
        </a>
      </fieldset>
      <Shown reading={report}>
        {({ calls, kinds, rows }) => (
          <>
            <Part title={t('attentionByKind')} note={t('attentionCalls', { calls })}>
              {rows.length === 0 ? <p className="calm">{t('attentionNone')}</p> : <Counted rows={kinds} by="kind" />}
            </Part>
            {rows.length > 0 && (
              <Part title={t('attentionByRule')}>
                <Counted rows={rows} by="origin" />
              </Part>
            )}
          </>
        )}
      </Shown>
      <Part title={t('definitions')}>
        <dl className="definitions x13">
          {figures.map(figure => (
            <div key={figure}>
              <dt className="b">{t(`col-${figure}`)}</dt>
              <dd>{t(`means-${figure}`)}</dd>
            </div>
          ))}
        </dl>
      </Part>
    </Frame>
  );
}

function Counted({ rows, by }: { readonly rows: readonly AttentionRow[]; readonly by: 'kind' | 'origin' }) {
  const { t } = useTranslation();
  const named = useNamed();
  return (
    <div className="pan" data-testid={`by-${by}`}>
      <Table<AttentionRow>
        rowKey={row => `${row.kind} ${row.origin}`}
        dataSource={[...rows]}
        pagination={rows.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
        scroll={{ x: 916 }}
        columns={[
          ...(by === 'origin'
            ? [
                {
                  title: t('col-origin'),
                  key: 'origin',
                  render: (_: unknown, row: AttentionRow) => (
                    <>
                      {named(row.title)} <span className="m x12 num">{row.origin.slice(row.origin.indexOf('/') + 1)}</span>
                    </>
                  ),
                },
              ]
            : []),
          {
            title: t('col-kind'),
            key: 'kind',
            width: by === 'kind' ? undefined : 130,
            render: (_: unknown, row: AttentionRow) => t(`shown-${row.kind}`),
          },
          ...figures.map(figure => ({
            title: t(`col-${figure}`),
            key: figure,
            width: 116,
            align: 'right' as const,
            className: 'num',
            sorter: (a: AttentionRow, b: AttentionRow) => a[figure] - b[figure],
            render: (_: unknown, row: AttentionRow) => <Figure row={row} of={figure} />,
          })),
        ]}
      />
    </div>
  );
}

/** A count, and beside it the share of what it is counted from. */
function Figure({ row, of }: { readonly row: AttentionRow; readonly of: (typeof figures)[number] }) {
  const whole = of === 'usedThenSaid' ? row.used : row.shown;
  return (
    <>
      {row[of]}
      {of !== 'shown' && whole > 0 && <span className="m x12"> {Math.round((row[of] * 100) / whole)}%</span>}
    </>
  );
}

/** The last so many days with today, as the server counts them: by the date in UTC and one more, whatever the place of the bank. */
function lastDays(days: number): { readonly from: string; readonly to: string } {
  const dayMs = 86_400_000;
  const date = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  return { from: date(Date.now() - days * dayMs), to: date(Date.now() + dayMs) };
}
