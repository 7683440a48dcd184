import { Button, ConfigProvider, Table } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { OwnClaims } from '#protocol/alerts.ts';
import { ConversationList, type Session } from '#protocol/rest.ts';
import { Parts } from '#web/conversations/parts.tsx';
import { call } from '#web/kit/api.ts';
import { AppBar } from '#web/kit/app-bar.tsx';
import { useDark } from '#web/kit/appearance.ts';
import { clockTime } from '#web/kit/durations.ts';
import { Masked } from '#web/kit/masked.tsx';
import { useNamed } from '#web/kit/names.tsx';
import { may } from '#web/kit/session.tsx';
import { antTheme } from '#web/kit/theme.ts';

type Item = ConversationList['conversations'][number];
type Reading = 'reading' | 'read' | 'failed';

/** My recent conversations, newest first, paged by the server. */
export function ConversationsPage({ session }: { readonly session: Session }) {
  const { t, i18n } = useTranslation();
  const named = useNamed();
  const go = useNavigate();
  const dark = useDark();
  const [items, setItems] = useState<readonly Item[]>([]);
  const [next, setNext] = useState<string | undefined>();
  const [claims, setClaims] = useState<ReadonlyMap<string, OwnClaims['conversations'][number]>>(new Map());
  const [reading, setReading] = useState<Reading>('reading');

  const read = useCallback(async (before?: string) => {
    setReading('reading');
    const query = new URLSearchParams({ limit: '20', ...(before ? { before } : {}) });
    const answer = await call('GET', `/v1/conversations/mine?${query}`, ConversationList);
    if (!answer.ok) return setReading('failed');
    setItems(old => (before ? [...old, ...answer.value.conversations] : answer.value.conversations));
    setNext(answer.value.next);
    setReading('read');
  }, []);
  const hasOwn = may(session, 'conversation.read.own');
  useEffect(() => {
    if (!hasOwn) return;
    void call('GET', '/v1/alerts/mine', OwnClaims).then(answer => {
      if (answer.ok) setClaims(new Map(answer.value.conversations.map(each => [each.conversation, each])));
    });
  }, [hasOwn]);
  useEffect(() => {
    if (hasOwn) void read();
    else setReading('read');
  }, [hasOwn, read]);

  const moment = (iso: string) =>
    new Date(iso).toLocaleString(i18n.language === 'zh' ? 'zh-CN' : 'en-GB', {
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
  return (
    <ConfigProvider theme={antTheme(dark)} locale={i18n.language === 'zh' ? zhCN : enUS} button={{ autoInsertSpace: false }}>
      <AppBar session={session} />
      <main className="page">
        <h1 className="h1">{t('listTitle')}</h1>
        <p className="m" style={{ margin: '4px 0 20px' }}>
          {t('listNote')}
        </p>
        {hasOwn && <Parts mayConfirm={may(session, 'wrapup.confirm')} />}
        {reading === 'failed' ? (
          <div className="trouble" role="alert">
            <p style={{ marginBottom: 8 }}>{t('listFailed')}</p>
            <Button onClick={() => void read()}>{t('again')}</Button>
          </div>
        ) : (
          <div className="pan">
            <Table<Item>
              rowKey="id"
              dataSource={[...items]}
              loading={reading === 'reading' && items.length === 0 ? { delay: 200 } : false}
              pagination={false}
              locale={{ emptyText: reading === 'read' ? t(hasOwn ? 'emptyList' : 'noneOfOnesOwn') : ' ' }}
              onRow={item => ({ onClick: () => go(`/conversations/${item.id}`), style: { cursor: 'pointer' } })}
              scroll={{ x: 720 }}
              columns={[
                {
                  title: t('col-time'),
                  width: 130,
                  className: 'num',
                  render: (_, item) => <Link to={`/conversations/${item.id}`}>{moment(item.openedAt)}</Link>,
                },
                { title: t('col-customer'), width: 150, className: 'num', render: (_, item) => <Masked text={item.customer ?? ''} /> },
                { title: t('col-topic'), render: (_, item) => named(item.topic ?? '') },
                { title: t('col-queue'), width: 160, render: (_, item) => named(item.queue ?? '') },
                {
                  title: t('col-claims'),
                  width: 150,
                  render: (_, item) => {
                    const its = claims.get(item.id);
                    return its ? (
                      <span className="num">
                        {t('claimsCount', its)} {its.waiting > 0 && <span className="m x12">{t('claimsWaiting', its)}</span>}
                      </span>
                    ) : null;
                  },
                },
                {
                  title: t('col-length'),
                  width: 90,
                  align: 'right',
                  className: 'num',
                  render: (_, item) => (item.durationMs === undefined ? '' : clockTime(item.durationMs)),
                },
                {
                  title: t('col-note'),
                  width: 100,
                  render: (_, { note }) =>
                    note ? (
                      <span className={note === 'delivered' ? 'ok' : note === 'failed' ? 'stop' : note === 'retried' ? 'warn' : 'm'}>
                        {t(`note-${note}`)}
                      </span>
                    ) : null,
                },
                {
                  title: t('col-state'),
                  width: 110,
                  render: (_, item) => (
                    <span className={item.open ? 'act' : item.wrapped ? 'ok' : 'warn'}>
                      {t(item.open ? 'isOpen' : item.wrapped ? 'isWrapped' : 'isUnwrapped')}
                    </span>
                  ),
                },
              ]}
            />
          </div>
        )}
        {next && reading !== 'failed' && (
          <Button style={{ marginTop: 16 }} loading={reading === 'reading'} onClick={() => void read(next)}>
            {t('loadMore')}
          </Button>
        )}
      </main>
    </ConfigProvider>
  );
}
