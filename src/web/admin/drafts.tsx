import { Button, Popconfirm, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChangedFields, type Draft, type DraftChange, PublishedRelease } from '#protocol/content.ts';
import type { Session } from '#protocol/rest.ts';
import { Who } from '#web/admin/named.tsx';
import { problemWords, Shown, useReading } from '#web/admin/reading.tsx';
import { call, nothing } from '#web/kit/api.ts';
import { useMoment } from '#web/kit/moment.ts';
import { useNamed } from '#web/kit/names.tsx';
import { may } from '#web/kit/session.tsx';

/** Drafts that are not live, each with its differences and what I may do about it. */
export function Drafts({
  session,
  drafts,
  changed,
}: {
  readonly session: Session;
  readonly drafts: readonly Draft[];
  readonly changed: () => Promise<void>;
}) {
  return drafts.map(draft => <OneDraft key={draft.id} session={session} draft={draft} changed={changed} />);
}

function OneDraft({
  session,
  draft,
  changed,
}: {
  readonly session: Session;
  readonly draft: Draft;
  readonly changed: () => Promise<void>;
}) {
  const { t } = useTranslation();
  const named = useNamed();
  const moment = useMoment();
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const mayDecide = may(session, 'content.approve');
  const isMine = draft.author.staffNo === session.user.staffNo;

  const decide = async (act: 'approve' | 'publish') => {
    setBusy(true);
    setSaid('');
    const answer = await call('POST', `/v1/content/drafts/${draft.id}/${act}`, act === 'publish' ? PublishedRelease : nothing);
    setBusy(false);
    if (answer.ok) await changed();
    else setSaid(problemWords(t, answer.problem));
  };

  return (
    <div className="pan draft">
      <div className="row">
        <b>{draft.title}</b>
        <span className="m num">#{draft.id}</span>
        <span className={`tag ${draft.state === 'approved' ? 'ok' : 'warn'}`}>{t(`draft-${draft.state}`)}</span>
        <span className="x13 s">
          <Who who={draft.author} /> · <span className="num">{moment(draft.createdAt)}</span>
        </span>
        {draft.approver && (
          <span className="x13 s">
            {t('approvedBy')} <Who who={draft.approver} />
          </span>
        )}
        <span className="sp" />
        {mayDecide && draft.state === 'in-review' && !isMine && (
          <Button type="primary" loading={busy} onClick={() => void decide('approve')}>
            {t('approve')}
          </Button>
        )}
        {mayDecide && draft.state === 'approved' && (
          <Popconfirm
            title={t('publishSure')}
            description={`${t('publishMeans')}${draft.behind > 0 ? ` ${t('draftBehind', { count: draft.behind })}` : ''}`}
            okText={t('publish')}
            onConfirm={() => void decide('publish')}
          >
            <Button type="primary" loading={busy}>
              {t('publish')}
            </Button>
          </Popconfirm>
        )}
      </div>
      <p className="x13 m">
        {t('draftCounts', draft.counts)}
        {isMine && draft.state === 'in-review' ? ` ${t('notYourOwn')}` : ''}
      </p>
      {draft.behind > 0 && (
        <p className="x13 warn" role="note">
          {t('draftBehind', { count: draft.behind })}
        </p>
      )}
      {said && (
        <p className="x13 stop" role="alert">
          {said}
        </p>
      )}
      <Table<DraftChange>
        rowKey={change => `${change.kind}/${change.key}`}
        size="small"
        dataSource={[...draft.changes]}
        pagination={draft.changes.length > 10 ? { pageSize: 10, showSizeChanger: false } : false}
        locale={{ emptyText: t('noChanges') }}
        expandable={{ expandedRowRender: change => <Fields draft={draft.id} change={change} />, expandRowByClick: true }}
        columns={[
          {
            title: t('col-change'),
            width: 100,
            render: (_, { change }) => (
              <span className={change === 'added' ? 'ok' : change === 'removed' ? 'stop' : 'act'}>{t(`change-${change}`)}</span>
            ),
          },
          { title: t('col-kind'), width: 140, render: (_, { kind }) => t(`content-${kind}`, { defaultValue: kind }) },
          { title: t('col-key'), width: 170, dataIndex: 'key', ellipsis: true },
          { title: t('col-title'), ellipsis: true, render: (_, { title }) => title.split(' / ').map(named).join(' / ') },
          {
            title: t('col-fields'),
            width: 260,
            ellipsis: true,
            render: (_, { fields }) => fields.map(field => t(`field-${field}`, { defaultValue: field })).join(t('comma')),
          },
        ]}
      />
    </div>
  );
}

function Fields({ draft, change }: { readonly draft: number; readonly change: DraftChange }) {
  const { t } = useTranslation();
  const query = new URLSearchParams({ kind: change.kind, key: change.key });
  const reading = useReading(`/v1/content/drafts/${draft}/change?${query}`, ChangedFields);
  return (
    <Shown reading={reading}>
      {({ fields }) =>
        fields.map(({ field, before, after }) => {
          const [start, end] = differingPart(before ?? '', after ?? '');
          return (
            <div key={field}>
              <b className="x13">{t(`field-${field}`, { defaultValue: field })}</b>
              <div className="duo">
                <Side label={t('before')} text={before} start={start} end={end} className="hl stop" />
                <Side label={t('after')} text={after} start={start} end={end} className="hl ok" />
              </div>
            </div>
          );
        })
      }
    </Shown>
  );
}

function Side({
  label,
  text,
  start,
  end,
  className,
}: {
  readonly label: string;
  readonly text: string | undefined;
  readonly start: number;
  readonly end: number;
  readonly className: string;
}) {
  const { t } = useTranslation();
  const middle = text?.slice(start, text.length - end) ?? '';
  return (
    <div>
      <span className="x12 m">{label}</span>
      {text === undefined ? (
        <pre className="m">{t('nothingThere')}</pre>
      ) : (
        <pre>
          {lead(text.slice(0, start))}
          {middle && <span className={className}>{middle}</span>}
          {tail(text.slice(text.length - end))}
        </pre>
      )}
    </div>
  );
}

const shownBefore = 70;
const shownAfter = 160;

/** What stands before a difference: all of a short text, the end of a long one. */
function lead(text: string): string {
  return text.length > shownBefore ? `… ${text.slice(-shownBefore)}` : text;
}

/** What stands after a difference: all of a short text, the beginning of a long one. */
function tail(text: string): string {
  return text.length > shownAfter ? `${text.slice(0, shownAfter)} …` : text;
}

/** How many characters two texts share at their beginning and at their end. */
function differingPart(before: string, after: string): readonly [start: number, end: number] {
  const shortest = Math.min(before.length, after.length);
  let start = 0;
  while (start < shortest && before[start] === after[start]) start++;
  let end = 0;
  while (end < shortest - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return [start, end];
}
