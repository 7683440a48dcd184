import { Button, Grid, Input, Popconfirm, Switch, Table, type TableColumnsType } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DeliveryTopic } from '#domain/delivery.ts';
import { CodesTaken, type Webhook, WebhookMade } from '#protocol/deliveries.ts';
import { Part } from '#web/admin/frame.tsx';
import { problemWords, type Reading, Shown } from '#web/admin/reading.tsx';
import { TellOnce } from '#web/admin/tell-once.tsx';
import { call, nothing } from '#web/kit/api.ts';

/** Receivers in the bank: made, tried, given codes, turned off. */
export function Webhooks({ reading }: { readonly reading: Reading<{ webhooks: Webhook[] }> }) {
  const { t } = useTranslation();
  const isWide = Grid.useBreakpoint().md === true;
  const [name, setName] = useState('');
  const [url, setUrl] = useState('');
  const [secret, setSecret] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const [wrong, setWrong] = useState<CodesTaken['problems']>([]);
  const picker = useRef<HTMLInputElement>(null);
  const pickingFor = useRef('');

  const make = async () => {
    setBusy(true);
    setSaid('');
    const answer = await call('POST', '/v1/webhooks', WebhookMade, { name: name.trim(), url: url.trim(), topics: DeliveryTopic.options });
    setBusy(false);
    if (!answer.ok) return setSaid(problemWords(t, answer.problem));
    setSecret(answer.value.secret);
    setName('');
    setUrl('');
    await reading.again();
  };
  const renew = async (id: string) => {
    const answer = await call('POST', `/v1/webhooks/${id}/secret`, WebhookMade);
    if (answer.ok) setSecret(answer.value.secret);
    else setSaid(problemWords(t, answer.problem));
  };
  const change = async (method: 'PATCH' | 'DELETE', id: string, body?: object) => {
    const answer = await call(method, `/v1/webhooks/${id}`, nothing, body);
    setSaid(answer.ok ? '' : problemWords(t, answer.problem));
    await reading.again();
  };
  const bring = async (file: File) => {
    setSaid('');
    setWrong([]);
    if (file.size > 1_000_000) return setSaid(t('fileTooLarge'));
    const answer = await call('PUT', `/v1/webhooks/${pickingFor.current}/codes`, CodesTaken, { csv: await file.text() });
    if (!answer.ok) return setSaid(problemWords(t, answer.problem));
    setWrong(answer.value.problems);
    setSaid(answer.value.problems.length > 0 ? t('codesRefused', { file: file.name, count: answer.value.problems.length }) : '');
    await reading.again();
  };

  const codesOf = ({ id, codes }: Webhook) => (
    <Button
      size="small"
      onClick={() => {
        pickingFor.current = id;
        picker.current?.click();
      }}
    >
      {t('codesCount', codes)}
    </Button>
  );
  const switchOf = ({ id, on, name: called }: Webhook) => (
    <Switch size="small" checked={on} aria-label={`${t('isOn')} ${called}`} onChange={next => void change('PATCH', id, { on: next })} />
  );
  const actsOf = ({ id }: Webhook) => (
    <span className="row">
      <Popconfirm title={t('renewSure')} okText={t('renew')} onConfirm={() => void renew(id)}>
        <Button size="small">{t('renew')}</Button>
      </Popconfirm>
      <Popconfirm title={t('removeSure')} okText={t('remove')} okButtonProps={{ danger: true }} onConfirm={() => void change('DELETE', id)}>
        <Button size="small" danger>
          {t('remove')}
        </Button>
      </Popconfirm>
    </span>
  );
  const failedOf = ({ failed }: Webhook) => <span className={failed > 0 ? 'stop' : ''}>{failed}</span>;
  const columns: TableColumnsType<Webhook> = [
    { title: t('keyName'), width: 140, ellipsis: true, dataIndex: 'name' },
    { title: t('webhookUrl'), ellipsis: true, render: (_, hook) => <span className="hash">{hook.url}</span> },
    { title: t('codes'), width: 200, render: (_, hook) => codesOf(hook) },
    { title: t('waiting'), width: 96, align: 'right', className: 'num', dataIndex: 'waiting' },
    { title: t('failedOnes'), width: 96, align: 'right', className: 'num', render: (_, hook) => failedOf(hook) },
    { title: t('isOn'), width: 80, render: (_, hook) => switchOf(hook) },
    { title: '', width: 200, render: (_, hook) => actsOf(hook) },
  ];
  const stacked = (hook: Webhook) => (
    <div className="stacked">
      <span className="row">
        <b className="el">{hook.name}</b>
        <span className="sp" />
        {switchOf(hook)}
      </span>
      <span className="hash el">{hook.url}</span>
      <span className="x12 m num">
        {t('waiting')} {hook.waiting} · {t('failedOnes')} {failedOf(hook)}
      </span>
      <span className="row">
        {codesOf(hook)}
        <span className="sp" />
        {actsOf(hook)}
      </span>
    </div>
  );
  return (
    <Part title={t('webhooksTitle')} note={t('webhooksNote')}>
      <form
        className="pan form keys"
        onSubmit={event => {
          event.preventDefault();
          void make();
        }}
      >
        <div className="field">
          <label className="x13 s" htmlFor="webhook-name">
            {t('keyName')}
          </label>
          <Input
            id="webhook-name"
            maxLength={60}
            value={name}
            placeholder={t('webhookNameHint')}
            onChange={event => setName(event.target.value)}
          />
        </div>
        <div className="field">
          <label className="x13 s" htmlFor="webhook-url">
            {t('webhookUrl')}
          </label>
          <Input
            id="webhook-url"
            type="url"
            maxLength={500}
            value={url}
            placeholder="https://"
            onChange={event => setUrl(event.target.value)}
          />
        </div>
        <Button type="primary" htmlType="submit" loading={busy} disabled={name.trim() === '' || url.trim() === ''}>
          {t('makeWebhook')}
        </Button>
      </form>
      {said && (
        <p className="x13 stop" role="alert" style={{ marginBottom: 12 }}>
          {said}
        </p>
      )}
      {wrong.length > 0 && (
        <ul className="x13 s" style={{ marginBottom: 12 }}>
          {wrong.slice(0, 20).map(({ line, why }) => (
            <li key={`${line} ${why}`}>{t('atLine', { line, why })}</li>
          ))}
        </ul>
      )}
      {secret !== null && <TellOnce text={secret} word="secretOnce" done={() => setSecret(null)} />}
      <input
        ref={picker}
        type="file"
        accept=".csv,text/csv"
        hidden
        aria-label={t('pickCodes')}
        onChange={event => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) void bring(file);
        }}
      />
      <Shown reading={reading}>
        {({ webhooks }) =>
          webhooks.length === 0 ? (
            <p className="calm">{t('noWebhooks')}</p>
          ) : (
            <div className="pan">
              <Table<Webhook>
                rowKey="id"
                dataSource={webhooks}
                pagination={false}
                showHeader={isWide}
                {...(isWide ? { scroll: { x: 1040 } } : {})}
                columns={isWide ? columns : [{ render: (_, hook) => stacked(hook) }]}
              />
            </div>
          )
        }
      </Shown>
    </Part>
  );
}
