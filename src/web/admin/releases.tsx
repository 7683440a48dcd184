import { Button, Table } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '#domain/problem.ts';
import { ReleaseList } from '#protocol/content.ts';
import { Part } from '#web/admin/frame.tsx';
import { Who } from '#web/admin/named.tsx';
import { Shown } from '#web/admin/reading.tsx';
import { call } from '#web/kit/api.ts';
import { useMoment } from '#web/kit/moment.ts';

type Release = ReleaseList['releases'][number];

/** The live release and those before it. `drafts`: how many wait; when one was published the list is read again. */
export function Releases({ drafts }: { readonly drafts: number }) {
  const { t } = useTranslation();
  const moment = useMoment();
  const [value, setValue] = useState<ReleaseList | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  const read = useCallback(async (before?: string) => {
    const answer = await call(
      'GET',
      `/v1/content/releases?${new URLSearchParams({ limit: '10', ...(before ? { before } : {}) })}`,
      ReleaseList,
    );
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    setValue(old => (before && old ? { ...answer.value, releases: [...old.releases, ...answer.value.releases] } : answer.value));
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a draft that left may have gone live
  useEffect(() => void read(), [read, drafts]);

  return (
    <Part title={t('releasesTitle')}>
      <Shown reading={{ value, problem, again: read }}>
        {({ live, releases, next }) => (
          <>
            <div className="pan">
              <Table<Release>
                rowKey="hash"
                dataSource={[...releases]}
                pagination={false}
                scroll={{ x: 900 }}
                locale={{ emptyText: t('noReleases') }}
                columns={[
                  {
                    title: t('col-state'),
                    width: 110,
                    render: (_, { hash }) => (hash === live?.hash ? <span className="tag ok">{t('isLive')}</span> : null),
                  },
                  { title: t('col-title'), ellipsis: true, render: (_, one) => `${one.title} #${one.draft}` },
                  { title: t('col-release'), width: 140, render: (_, { hash }) => <span className="hash">{hash.slice(0, 12)}</span> },
                  { title: t('col-items'), width: 90, align: 'right', className: 'num', dataIndex: 'items' },
                  { title: t('col-author'), width: 150, render: (_, { author }) => <Who who={author} /> },
                  { title: t('col-approver'), width: 150, render: (_, { approver }) => <Who who={approver} /> },
                  { title: t('col-published'), width: 160, className: 'num', render: (_, { publishedAt }) => moment(publishedAt) },
                ]}
              />
            </div>
            {next && (
              <Button style={{ marginTop: 12 }} onClick={() => void read(next)}>
                {t('loadMore')}
              </Button>
            )}
          </>
        )}
      </Shown>
    </Part>
  );
}
