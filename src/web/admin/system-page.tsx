import { Table } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { Session } from '#protocol/rest.ts';
import { SystemState } from '#protocol/system.ts';
import { ApiKeys } from '#web/admin/api-keys.tsx';
import { Frame, Part } from '#web/admin/frame.tsx';
import { Shown, useReading } from '#web/admin/reading.tsx';
import { UnknownStaff } from '#web/admin/unknown-staff.tsx';
import { useMoment } from '#web/kit/moment.ts';
import { may } from '#web/kit/session.tsx';

const everyMs = 10_000;

/** The integrator's first page: is it well, who sends, which 工号 lead nowhere, and the keys. */
export function SystemPage({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  const moment = useMoment();
  const state = useReading('/v1/system', SystemState);
  const { again } = state;
  useEffect(() => {
    const timer = setInterval(() => void again(), everyMs);
    return () => clearInterval(timer);
  }, [again]);

  return (
    <Frame session={session} title={t('systemTitle')} note={t('systemNote')}>
      <Part title={t('healthTitle')}>
        <Readiness />
        <Shown reading={state}>
          {({ nodes, openConversations, consumers, provisionalYears, now }) => {
            const alive = nodes.filter(node => Date.parse(now) - Date.parse(node.beatAt) < 10_000);
            return (
              <>
                {provisionalYears.map(({ year, standing }) => (
                  <p key={year} className="verdict warn" role="status">
                    <b>{t('yearUnsure', { year })}</b> {t(`year-${standing}`)}
                  </p>
                ))}
                <div className="facts">
                  <Fact label={t('openNow')} value={String(openConversations)} />
                  <Fact
                    label={t('nodesAlive')}
                    value={String(alive.length)}
                    note={alive[0] ? t('aliveSince', { at: moment(alive[0].startedAt) }) : t('noNode')}
                  />
                  {consumers.map(consumer => (
                    <Fact
                      key={consumer.name}
                      label={t(`reader-${consumer.name}`, { defaultValue: consumer.name })}
                      value={consumer.lastAt ? moment(consumer.lastAt) : t('nothingRead')}
                      note={t('readerNote')}
                    />
                  ))}
                </div>
              </>
            );
          }}
        </Shown>
      </Part>
      <UnknownStaff note={t('unknownNote')} />
      <Part title={t('sendersTitle')} note={t('sendersNote')}>
        <Shown reading={state}>
          {({ senders }) =>
            senders.length === 0 ? (
              <p className="calm">{t('noSenders')}</p>
            ) : (
              <div className="pan">
                <Table<SystemState['senders'][number]>
                  rowKey="client"
                  dataSource={[...senders]}
                  pagination={senders.length > 10 ? { pageSize: 10, showSizeChanger: false } : false}
                  columns={[
                    { title: t('keyName'), ellipsis: true, render: (_, { name, client }) => name ?? client },
                    { title: t('col-key'), width: 200, render: (_, { client }) => <span className="hash">{client}</span> },
                    { title: t('col-conversations'), width: 140, align: 'right', className: 'num', dataIndex: 'conversations' },
                    { title: t('col-last'), width: 180, className: 'num', render: (_, { lastAt }) => moment(lastAt) },
                  ]}
                />
              </div>
            )
          }
        </Shown>
      </Part>
      {may(session, 'key.manage') && <ApiKeys session={session} />}
    </Frame>
  );
}

function Fact({ label, value, note }: { readonly label: string; readonly value: string; readonly note?: string }) {
  return (
    <div className="fact">
      <span className="x13 m">{label}</span>
      <b className="x16 num">{value}</b>
      {note && <span className="x12 m">{note}</span>}
    </div>
  );
}

const Ready = z.object({ status: z.string(), parts: z.record(z.string(), z.boolean()) });

/** /readyz answers in its own shape also when it is not ready, so it is asked directly. */
function Readiness() {
  const { t } = useTranslation();
  const [parts, setParts] = useState<Readonly<Record<string, boolean>> | 'asking' | 'unreachable'>('asking');
  useEffect(() => {
    const ask = () =>
      fetch('/readyz')
        .then(async response => setParts(Ready.parse(await response.json()).parts))
        .catch(() => setParts('unreachable'));
    void ask();
    const timer = setInterval(ask, everyMs);
    return () => clearInterval(timer);
  }, []);
  if (parts === 'asking') return null;
  if (parts === 'unreachable')
    return (
      <p className="verdict broken stop" role="alert">
        {t('serverAway')}
      </p>
    );
  const failing = Object.entries(parts).filter(([, well]) => !well);
  return (
    <p className={`verdict ${failing.length > 0 ? 'broken stop' : 'ok'}`} role="status">
      <b>{t(failing.length > 0 ? 'notReady' : 'isReady')}</b>{' '}
      {Object.entries(parts)
        .map(([name, well]) => `${t(`part-${name}`, { defaultValue: name })} ${t(well ? 'isWell' : 'isIll')}`)
        .join(t('comma'))}
    </p>
  );
}
