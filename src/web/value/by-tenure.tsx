import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ValueMetric } from '#domain/value.ts';
import type { ValueReport } from '#protocol/value.ts';
import { Part } from '#web/admin/frame.tsx';
import { figureWords } from '#web/value/figure-words.ts';

const columns: readonly ValueMetric[] = [
  'answered-15',
  'look-ups',
  'look-up-seconds',
  'handling-seconds',
  'after-share',
  'omitted',
  'again-7',
  'unchanged',
  'unread',
];

/** Every figure for newcomers and old hands: assisted, in brackets silent. */
export function ByTenure({ report }: { readonly report: ValueReport }) {
  const { t } = useTranslation();
  const cell = (metric: ValueMetric, tenure: string) => {
    const found = report.rows.find(row => row.metric === metric)?.tenures.find(one => one.tenure === tenure);
    if (!found) return '—';
    return (
      <>
        {figureWords(metric, found.assisted.value)}
        {found.silent.value !== null && <span className="m"> ({figureWords(metric, found.silent.value)})</span>}
      </>
    );
  };
  return (
    <Part title={t('byTenure')} note={t('byTenureNote')}>
      <div className="pan">
        <Table
          rowKey="tenure"
          dataSource={[...report.tenures]}
          pagination={false}
          scroll={{ x: 1000 }}
          columns={[
            { title: t('col-tenure'), width: 130, render: (_, { tenure }) => t(`tenure-${tenure}`) },
            {
              title: t('col-calls'),
              align: 'right',
              className: 'num',
              render: (_, { assisted, silent }) => (
                <>
                  {assisted}
                  {silent > 0 && <span className="m"> ({silent})</span>}
                </>
              ),
            },
            ...columns.map(metric => ({
              title: t(`value-${metric}`),
              key: metric,
              align: 'right' as const,
              className: 'num',
              render: (_: unknown, { tenure }: ValueReport['tenures'][number]) => cell(metric, tenure),
            })),
          ]}
        />
      </div>
    </Part>
  );
}
