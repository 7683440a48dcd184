import { Button, Grid, Segmented, Table, type TableColumnsType } from 'antd';
import type { TFunction } from 'i18next';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeliveryState } from '#domain/delivery.ts';
import { type Delivery, DeliveryList } from '#protocol/deliveries.ts';
import { Part } from '#web/admin/frame.tsx';
import { problemWords, Shown, useReading } from '#web/admin/reading.tsx';
import { call, nothing } from '#web/kit/api.ts';
import { useMoment } from '#web/kit/moment.ts';

type Wanted = DeliveryState | 'all';

/** Every note that left the building or is about to, and what went wrong; a failed one is sent again. */
export function Deliveries() {
  const { t } = useTranslation();
  const moment = useMoment();
  const isWide = Grid.useBreakpoint().md === true;
  const [state, setState] = useState<Wanted>('all');
  const [before, setBefore] = useState<readonly string[]>([]);
  const [said, setSaid] = useState('');
  const query = new URLSearchParams({
    limit: '20',
    ...(state === 'all' ? {} : { state }),
    ...(before.length > 0 ? { before: before.at(-1) as string } : {}),
  });
  const reading = useReading(`/v1/deliveries?${query}`, DeliveryList);

  const again = async (id: number) => {
    const answer = await call('POST', `/v1/deliveries/${id}/again`, nothing);
    setSaid(answer.ok ? '' : problemWords(t, answer.problem));
    await reading.again();
  };
  const act = ({ id, state: is }: Delivery) =>
    is === 'delivered' ? null : (
      <Button size="small" onClick={() => void again(id)}>
        {t(is === 'failed' ? 'sendAgain' : 'sendNow')}
      </Button>
    );
  const columns: TableColumnsType<Delivery> = [
    { title: t('col-time'), width: 160, className: 'num', render: (_, { at }) => moment(at) },
    { title: t('receiver'), width: 140, ellipsis: true, render: (_, { webhook }) => webhook.name },
    { title: t('aboutWhat'), ellipsis: true, render: (_, note) => <About note={note} /> },
    { title: t('tries'), width: 80, align: 'right', className: 'num', dataIndex: 'tries' },
    { title: t('col-state'), width: 360, render: (_, note) => <Standing note={note} /> },
    { title: '', width: 120, render: (_, note) => act(note) },
  ];
  return (
    <Part
      title={t('deliveriesTitle')}
      note={t('deliveriesNote')}
      acts={
        <span className="row">
          <Segmented<Wanted>
            value={state}
            options={(['all', 'queued', 'failed', 'delivered'] as const).map(value => ({ value, label: t(`delivery-${value}`) }))}
            onChange={next => {
              setState(next);
              setBefore([]);
            }}
          />
          <Button onClick={() => void reading.again()}>{t('refresh')}</Button>
        </span>
      }
    >
      {said && (
        <p className="x13 stop" role="alert">
          {said}
        </p>
      )}
      <Shown reading={reading}>
        {({ deliveries, next }) =>
          deliveries.length === 0 ? (
            <p className="calm">{t('noDeliveries')}</p>
          ) : (
            <>
              <div className="pan">
                <Table<Delivery>
                  rowKey="id"
                  dataSource={deliveries}
                  pagination={false}
                  showHeader={isWide}
                  {...(isWide ? { scroll: { x: 980 } } : {})}
                  columns={isWide ? columns : [{ render: (_, note) => <Stacked note={note} act={act(note)} /> }]}
                />
              </div>
              <p className="row" style={{ marginTop: 12 }}>
                {before.length > 0 && <Button onClick={() => setBefore(before.slice(0, -1))}>{t('newer')}</Button>}
                {next && <Button onClick={() => setBefore([...before, next])}>{t('older')}</Button>}
              </p>
            </>
          )
        }
      </Shown>
    </Part>
  );
}

/** A note on a narrow screen: whether it arrived stands first, for that is what one looks for. */
function Stacked({ note, act }: { readonly note: Delivery; readonly act: ReactNode }) {
  const { t } = useTranslation();
  const moment = useMoment();
  return (
    <div className="stacked">
      <Standing note={note} />
      <span>
        {note.webhook.name} · <About note={note} />
      </span>
      <span className="row">
        <span className="x12 m num">
          {moment(note.at)} · {t('triesMade', { count: note.tries })}
        </span>
        <span className="sp" />
        {act}
      </span>
    </div>
  );
}

function About({ note: { topic, subject } }: { readonly note: Delivery }) {
  const { t } = useTranslation();
  return (
    <>
      {t(`topic-${topic.replace('.', '-')}`)} <span className="hash">{subject}</span>
    </>
  );
}

/** How a note stands, in words and by colour. */
function Standing({ note }: { readonly note: Delivery }) {
  const { t } = useTranslation();
  const moment = useMoment();
  return (
    <span className={note.state === 'delivered' ? 'ok' : note.state === 'failed' ? 'stop' : note.trouble ? 'warn' : ''}>
      {t(`delivery-${note.state}`)}
      {note.deliveredAt && ` ${moment(note.deliveredAt)}`}
      {note.trouble && `${t('comma')}${troubleWords(note.trouble, t)}`}
      {note.nextAt && `${t('comma')}${t('nextTry', { at: moment(note.nextAt) })}`}
      {note.by && `${t('comma')}${t('sentAgainBy', { who: note.by.name ?? note.by.staffNo })}`}
    </span>
  );
}

function troubleWords(trouble: string, t: TFunction): string {
  const status = /^answered (\d{3})$/.exec(trouble)?.[1];
  if (status) return t('troubleStatus', { status });
  const code = /^not reached(?:: (\w+))?$/.exec(trouble);
  if (code) return `${t('troubleUnreached')}${code[1] ? ` (${code[1]})` : ''}`;
  return trouble.startsWith('no answer') ? t('troubleSlow') : trouble;
}
