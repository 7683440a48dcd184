import { Button, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Flag, FlagList } from '#protocol/content.ts';
import type { Session } from '#protocol/rest.ts';
import { Who } from '#web/admin/named.tsx';
import { problemWords } from '#web/admin/reading.tsx';
import { call, nothing } from '#web/kit/api.ts';
import { useMoment } from '#web/kit/moment.ts';
import { paintPunctuation } from '#web/kit/punctuation.ts';
import { may } from '#web/kit/session.tsx';

/** Cards that agents called wrong or outdated; editors say what became of each. */
export function Flags({
  session,
  first,
  changed,
}: {
  readonly session: Session;
  readonly first: FlagList;
  readonly changed: () => Promise<void>;
}) {
  const { t } = useTranslation();
  const moment = useMoment();
  const [older, setOlder] = useState<{ readonly flags: readonly Flag[]; readonly next?: number | undefined } | null>(null);
  const [busy, setBusy] = useState<number | null>(null);
  const [said, setSaid] = useState('');
  const next = older ? older.next : first.next;

  const settle = async (flag: Flag, outcome: 'corrected' | 'kept') => {
    setBusy(flag.id);
    setSaid('');
    const answer = await call('POST', `/v1/content/flags/${flag.id}/settle`, nothing, { outcome });
    setBusy(null);
    if (!answer.ok) setSaid(problemWords(t, answer.problem));
    setOlder(null);
    await changed();
  };
  const readOlder = async () => {
    const answer = await call('GET', `/v1/content/flags?before=${next}`, FlagList);
    if (answer.ok) setOlder(old => ({ flags: [...(old?.flags ?? []), ...answer.value.flags], next: answer.value.next }));
    else setSaid(problemWords(t, answer.problem));
  };

  return (
    <>
      {said && (
        <p className="x13 stop" role="alert">
          {said}
        </p>
      )}
      <div className="pan">
        <Table<Flag>
          rowKey="id"
          dataSource={[...first.flags, ...(older?.flags ?? [])]}
          pagination={false}
          scroll={{ x: 900 }}
          columns={[
            {
              title: t('col-why'),
              width: 100,
              render: (_, { why }) => <span className={why === 'wrong' ? 'stop' : 'warn'}>{t(`flag-${why}`)}</span>,
            },
            { title: t('col-card'), render: (_, { card, title }) => paintPunctuation(card || title) },
            {
              title: t('col-item'),
              width: 210,
              ellipsis: true,
              render: (_, flag) =>
                `${t(`content-${flag.kind}`, { defaultValue: flag.kind })} ${flag.key}${flag.version ? `@${flag.version}` : ''}`,
            },
            { title: t('col-agent'), width: 140, render: (_, { agent }) => <Who who={agent} /> },
            { title: t('col-time'), width: 160, className: 'num', render: (_, { at }) => moment(at) },
            ...(may(session, 'content.edit')
              ? [
                  {
                    title: t('col-settle'),
                    width: 220,
                    render: (_: unknown, flag: Flag) => (
                      <span className="row">
                        <Button size="small" loading={busy === flag.id} onClick={() => void settle(flag, 'corrected')}>
                          {t('flag-corrected')}
                        </Button>
                        <Button size="small" disabled={busy === flag.id} onClick={() => void settle(flag, 'kept')}>
                          {t('flag-kept')}
                        </Button>
                      </span>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </div>
      {next !== undefined && (
        <Button style={{ marginTop: 12 }} onClick={() => void readOlder()}>
          {t('loadMore')}
        </Button>
      )}
    </>
  );
}
