import { Button, Input, Popconfirm, Select, Table } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LiveItemList, RecallList, type RecallRow } from '#protocol/content.ts';
import type { Session } from '#protocol/rest.ts';
import { Part } from '#web/admin/frame.tsx';
import { Who } from '#web/admin/named.tsx';
import { problemWords, Shown, useReading } from '#web/admin/reading.tsx';
import { call, nothing } from '#web/kit/api.ts';
import { useMoment } from '#web/kit/moment.ts';
import { may } from '#web/kit/session.tsx';

/** Recalls so far, and for those who may: stopping one piece on running conversations, with a reason. */
export function Recalls({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  const moment = useMoment();
  const reading = useReading('/v1/content/recalls', RecallList);
  return (
    <Part title={t('recallsTitle')} note={t('recallsNote')}>
      {may(session, 'content.recall') && <RecallForm done={reading.again} />}
      <Shown reading={reading}>
        {({ recalls }) =>
          recalls.length === 0 ? (
            <p className="calm">{t('noRecalls')}</p>
          ) : (
            <div className="pan">
              <Table<RecallRow>
                rowKey="id"
                dataSource={[...recalls]}
                pagination={recalls.length > 10 ? { pageSize: 10, showSizeChanger: false } : false}
                scroll={{ x: 900 }}
                columns={[
                  {
                    title: t('col-state'),
                    width: 110,
                    render: (_, one) => (
                      <span className={one.stands ? 'stop' : 'm'}>{t(one.stands ? `recall-${one.act}` : 'recallOver')}</span>
                    ),
                  },
                  { title: t('col-title'), ellipsis: true, dataIndex: 'title' },
                  {
                    title: t('col-item'),
                    width: 190,
                    ellipsis: true,
                    render: (_, one) => `${t(`content-${one.kind}`, { defaultValue: one.kind })} ${one.key}@${one.version}`,
                  },
                  { title: t('col-reason'), ellipsis: true, dataIndex: 'reason' },
                  { title: t('col-by'), width: 140, render: (_, { by }) => <Who who={by} /> },
                  { title: t('col-time'), width: 160, className: 'num', render: (_, { at }) => moment(at) },
                ]}
              />
            </div>
          )
        }
      </Shown>
    </Part>
  );
}

function RecallForm({ done }: { readonly done: () => Promise<void> }) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const [found, setFound] = useState<LiveItemList['items']>([]);
  const [item, setItem] = useState<string | null>(null);
  const [act, setAct] = useState<'recalled' | 'suspended'>('recalled');
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<{ readonly kind: 'done' | 'refused'; readonly text: string } | null>(null);

  useEffect(() => {
    let isCurrent = true;
    void call('GET', `/v1/content/items?q=${encodeURIComponent(words)}`, LiveItemList).then(answer => {
      if (isCurrent && answer.ok) setFound(answer.value.items);
    });
    return () => {
      isCurrent = false;
    };
  }, [words]);

  const order = async () => {
    if (item === null) return;
    const slash = item.indexOf('/');
    setBusy(true);
    const answer = await call('POST', '/v1/content/recalls', nothing, {
      kind: item.slice(0, slash),
      key: item.slice(slash + 1),
      act,
      reason: reason.trim(),
    });
    setBusy(false);
    setSaid(answer.ok ? { kind: 'done', text: t('recallDone') } : { kind: 'refused', text: problemWords(t, answer.problem) });
    if (!answer.ok) return;
    setItem(null);
    setReason('');
    await done();
  };

  return (
    <>
      <div className="pan form">
        <div className="field">
          <label className="x13 s" htmlFor="recall-item">
            {t('recallItem')}
          </label>
          <Select
            id="recall-item"
            showSearch={{ filterOption: false, onSearch: setWords }}
            placeholder={t('recallItemHint')}
            value={item}
            onChange={setItem}
            notFoundContent={t('noHits')}
            options={found.map(one => ({
              value: `${one.kind}/${one.key}`,
              label: `${one.key} · ${one.title} (${t(`content-${one.kind}`, { defaultValue: one.kind })})`,
            }))}
          />
        </div>
        <div className="field">
          <label className="x13 s" htmlFor="recall-act">
            {t('recallHow')}
          </label>
          <Select
            id="recall-act"
            value={act}
            onChange={setAct}
            options={[
              { value: 'recalled', label: t('recall-recalled') },
              { value: 'suspended', label: t('recall-suspended') },
            ]}
          />
        </div>
        <div className="field">
          <label className="x13 s" htmlFor="recall-reason">
            {t('col-reason')}
          </label>
          <Input
            id="recall-reason"
            maxLength={500}
            value={reason}
            placeholder={t('recallReasonHint')}
            onChange={event => setReason(event.target.value)}
          />
        </div>
        <Popconfirm
          title={t('recallSure')}
          okText={t('recallIt')}
          okButtonProps={{ danger: true }}
          onConfirm={() => void order()}
          disabled={item === null || reason.trim() === ''}
        >
          <Button danger loading={busy} disabled={item === null || reason.trim() === ''}>
            {t('recallIt')}
          </Button>
        </Popconfirm>
      </div>
      {said && (
        <p className={`x13 said ${said.kind === 'done' ? 'ok' : 'stop'}`} role="status" style={{ marginBottom: 12 }}>
          {said.text}
        </p>
      )}
    </>
  );
}
