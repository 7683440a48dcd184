import { Button, Input, Popconfirm, Select, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { Permission } from '#domain/permission.ts';
import type { Session } from '#protocol/rest.ts';
import { Part } from '#web/admin/frame.tsx';
import { problemWords, Shown, useReading } from '#web/admin/reading.tsx';
import { TellOnce } from '#web/admin/tell-once.tsx';
import { call, nothing } from '#web/kit/api.ts';
import { useMoment } from '#web/kit/moment.ts';

const Keys = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(Permission),
    createdAt: z.string(),
    lastUsedAt: z.string().optional(),
    revokedAt: z.string().optional(),
  }),
);
type Key = z.infer<typeof Keys>[number];
const Made = z.object({ id: z.string(), key: z.string() });

/** Keys for programs: made, shown once, revoked. */
export function ApiKeys({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  const moment = useMoment();
  const reading = useReading('/v1/keys', Keys);
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<Permission[]>(['ingest.send']);
  const [made, setMade] = useState<z.infer<typeof Made> | null>(null);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const offered = [...new Set<Permission>(['ingest.send', ...session.may])];

  const make = async () => {
    setBusy(true);
    setSaid('');
    const answer = await call('POST', '/v1/keys', Made, { name: name.trim(), scopes });
    setBusy(false);
    if (!answer.ok) return setSaid(problemWords(t, answer.problem));
    setMade(answer.value);
    setName('');
    await reading.again();
  };
  const revoke = async (id: string) => {
    const answer = await call('DELETE', `/v1/keys/${id}`, nothing);
    setSaid(answer.ok ? '' : problemWords(t, answer.problem));
    if (made?.id === id) setMade(null);
    await reading.again();
  };

  return (
    <Part title={t('keysTitle')} note={t('keysNote')}>
      <div className="pan form keys">
        <div className="field">
          <label className="x13 s" htmlFor="key-name">
            {t('keyName')}
          </label>
          <Input
            id="key-name"
            maxLength={120}
            value={name}
            placeholder={t('keyNameHint')}
            onChange={event => setName(event.target.value)}
          />
        </div>
        <div className="field">
          <label className="x13 s" htmlFor="key-scopes">
            {t('keyScopes')}
          </label>
          <Select
            id="key-scopes"
            mode="multiple"
            value={scopes}
            onChange={setScopes}
            options={offered.map(value => ({ value, label: t(`may-${value.replaceAll('.', '-')}`, { defaultValue: value }) }))}
          />
        </div>
        <Button type="primary" loading={busy} disabled={name.trim() === '' || scopes.length === 0} onClick={() => void make()}>
          {t('makeKey')}
        </Button>
      </div>
      {said && (
        <p className="x13 stop" role="alert" style={{ marginBottom: 12 }}>
          {said}
        </p>
      )}
      {made && <TellOnce key={made.id} text={made.key} word="keyOnce" done={() => setMade(null)} />}
      <Shown reading={reading}>
        {keys =>
          keys.length === 0 ? (
            <p className="calm">{t('noKeys')}</p>
          ) : (
            <div className="pan">
              <Table<Key>
                rowKey="id"
                dataSource={[...keys]}
                pagination={keys.length > 10 ? { pageSize: 10, showSizeChanger: false } : false}
                scroll={{ x: 900 }}
                columns={[
                  { title: t('keyName'), ellipsis: true, dataIndex: 'name' },
                  { title: t('col-key'), width: 170, render: (_, { id }) => <span className="hash">dk_{id}</span> },
                  {
                    title: t('keyScopes'),
                    ellipsis: true,
                    render: (_, key) =>
                      key.scopes.map(scope => t(`may-${scope.replaceAll('.', '-')}`, { defaultValue: scope })).join(t('comma')),
                  },
                  { title: t('col-made'), width: 160, className: 'num', render: (_, { createdAt }) => moment(createdAt) },
                  {
                    title: t('col-used'),
                    width: 160,
                    className: 'num',
                    render: (_, { lastUsedAt }) => (lastUsedAt ? moment(lastUsedAt) : <span className="m">{t('neverUsed')}</span>),
                  },
                  {
                    title: t('col-state'),
                    width: 110,
                    render: (_, { id, revokedAt }) =>
                      revokedAt ? (
                        <span className="m">{t('isRevoked')}</span>
                      ) : (
                        <Popconfirm
                          title={t('revokeSure')}
                          okText={t('revoke')}
                          okButtonProps={{ danger: true }}
                          onConfirm={() => void revoke(id)}
                        >
                          <Button size="small" danger>
                            {t('revoke')}
                          </Button>
                        </Popconfirm>
                      ),
                  },
                ]}
              />
            </div>
          )
        }
      </Shown>
    </Part>
  );
}
