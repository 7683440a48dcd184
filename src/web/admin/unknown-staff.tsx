import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { Part } from '#web/admin/frame.tsx';
import { Shown, useReading } from '#web/admin/reading.tsx';
import { useMoment } from '#web/kit/moment.ts';

const Unknown = z.array(z.object({ staffNo: z.string(), firstSeenAt: z.string(), lastSeenAt: z.string(), times: z.number() }));
type Unknown = z.infer<typeof Unknown>[number];

/** 工号 that telephony names and nobody has: their calls reach no desk until the person is added. */
export function UnknownStaff({ note }: { readonly note: string }) {
  const { t } = useTranslation();
  const moment = useMoment();
  const reading = useReading('/v1/people/unknown', Unknown);
  return (
    <Part title={t('unknownTitle')} count={reading.value?.length} note={note}>
      <Shown reading={reading}>
        {list =>
          list.length === 0 ? (
            <p className="calm">{t('noUnknown')}</p>
          ) : (
            <div className="pan">
              <Table<Unknown>
                rowKey="staffNo"
                dataSource={[...list]}
                pagination={list.length > 10 ? { pageSize: 10, showSizeChanger: false } : false}
                columns={[
                  { title: t('staffNo'), dataIndex: 'staffNo', className: 'num' },
                  { title: t('col-times'), width: 120, align: 'right', className: 'num', dataIndex: 'times' },
                  { title: t('col-first'), width: 180, className: 'num', render: (_, { firstSeenAt }) => moment(firstSeenAt) },
                  { title: t('col-last'), width: 180, className: 'num', render: (_, { lastSeenAt }) => moment(lastSeenAt) },
                ]}
              />
            </div>
          )
        }
      </Shown>
    </Part>
  );
}
