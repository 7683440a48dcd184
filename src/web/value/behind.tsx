import { Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ValueMetric, valueScale } from '#domain/value.ts';
import { ValueDimension, type ValueReport, type ValueSlice } from '#protocol/value.ts';
import { Part } from '#web/admin/frame.tsx';
import { useNamed } from '#web/kit/names.tsx';
import { figureWords } from '#web/value/figure-words.ts';
import { metricGroups } from '#web/value/metric-groups.ts';
import { useMeaning } from '#web/value/use-meaning.ts';

/** The table behind the picked figure and its neighbours: by week, team, queue or tenure; assisted, in brackets silent, and over how many. */
export function Behind({ report, metric }: { readonly report: ValueReport; readonly metric: ValueMetric }) {
  const { t } = useTranslation();
  const named = useNamed();
  const meaning = useMeaning();
  const [by, choose] = useState<ValueDimension>('week');
  const dimensions = ValueDimension.options.filter(one => one !== 'unit' || report.scope !== 'own');
  const { group, metrics } = metricGroups.find(one => one.metrics.includes(metric)) ?? { group: '', metrics: [] };
  const nameOf = ({ key }: ValueSlice) => {
    switch (by) {
      case 'week':
        return key;
      case 'unit':
        return key === '' ? t('noUnit') : named(report.units.find(({ id }) => id === key)?.name ?? key);
      case 'queue':
        return key === '' ? t('noQueue') : named(key);
      case 'tenure':
        return t(`tenure-${key}`);
    }
  };
  return (
    <Part title={t('behind', { group: t(`valueGroup-${group}`) })} note={t('behindNote')}>
      <fieldset className="row filters" aria-label={t('behindBy')}>
        {dimensions.map(one => (
          <button
            key={one}
            type="button"
            className={`btn sm${one === by ? '' : ' q'}`}
            aria-pressed={one === by}
            onClick={() => choose(one)}
          >
            {t(`by-${one}`)}
          </button>
        ))}
      </fieldset>
      <div className="pan" data-testid="behind">
        <Table<ValueSlice>
          rowKey="key"
          dataSource={[...report.tables[by]]}
          pagination={false}
          scroll={{ x: 240 + 140 * metrics.length }}
          columns={[
            {
              title: t(`by-${by}`),
              key: 'key',
              width: 150,
              fixed: 'left',
              className: by === 'week' ? 'num' : '',
              render: (_, row) => nameOf(row),
            },
            {
              title: t('col-calls'),
              key: 'calls',
              width: 90,
              align: 'right',
              className: 'num',
              render: (_, { calls }) => (
                <>
                  {calls.assisted}
                  {calls.silent > 0 && <span className="m"> ({calls.silent})</span>}
                </>
              ),
            },
            ...metrics.map(one => ({
              title: (
                <>
                  {meaning(one).name}
                  <br />
                  <span className="x12 m">{t(`unit-${valueScale[one].of}`)}</span>
                </>
              ),
              key: one,
              align: 'right' as const,
              className: one === metric ? 'num picked' : 'num',
              render: (_: unknown, { figures }: ValueSlice) => <Cell metric={one} figures={figures[one]} />,
            })),
          ]}
        />
      </div>
    </Part>
  );
}

function Cell({ metric, figures }: { readonly metric: ValueMetric; readonly figures: ValueSlice['figures'][ValueMetric] }) {
  const { assisted, silent } = figures;
  return (
    <>
      {figureWords(metric, assisted.value)}
      {silent.value !== null && <span className="m"> ({figureWords(metric, silent.value)})</span>}
      <br />
      <span className="x12 m">
        {assisted.n.toLocaleString()}
        {silent.n > 0 && ` (${silent.n.toLocaleString()})`}
      </span>
    </>
  );
}
