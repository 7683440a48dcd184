import { Button, Table } from 'antd';
import i18next, { type TFunction } from 'i18next';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { Problem } from '#domain/problem.ts';
import type { Session } from '#protocol/rest.ts';
import { deedWordsEn } from '#web/admin/deed-words-en.ts';
import { deedWordsZh } from '#web/admin/deed-words-zh.ts';
import { Frame, Part } from '#web/admin/frame.tsx';
import { problemWords, Shown, useReading } from '#web/admin/reading.tsx';
import { call } from '#web/kit/api.ts';
import { useMoment } from '#web/kit/moment.ts';
import { may } from '#web/kit/session.tsx';

i18next.addResourceBundle('zh', 'translation', deedWordsZh, true, true);
i18next.addResourceBundle('en', 'translation', deedWordsEn, true, true);

const Deeds = z.object({
  deeds: z.array(
    z.object({
      writer: z.string(),
      number: z.number(),
      at: z.string(),
      who: z.string(),
      person: z.object({ staffNo: z.string(), name: z.string() }).optional(),
      action: z.string(),
      subject: z.string(),
      details: z.unknown(),
    }),
  ),
  next: z.string().optional(),
});
type Deeds = z.infer<typeof Deeds>;
type Deed = Deeds['deeds'][number];
const Anchors = z.object({ anchors: z.array(z.object({ number: z.number(), at: z.string(), hash: z.string(), writers: z.number() })) });
type Anchor = z.infer<typeof Anchors>['anchors'][number];

/** The auditor's first page: is the record whole; below, the latest deeds and the anchors that bind them. */
export function AuditPage({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  const moment = useMoment();
  const anchors = useReading('/v1/audit/anchors', Anchors);
  return (
    <Frame session={session} title={t('auditTitle')} note={t('auditNote')}>
      {may(session, 'audit.verify') && <Verify />}
      <LatestDeeds />
      <Part title={t('anchorsTitle')} note={t('anchorsNote')}>
        <Shown reading={anchors}>
          {({ anchors: list }) =>
            list.length === 0 ? (
              <p className="calm">{t('noAnchors')}</p>
            ) : (
              <div className="pan">
                <Table<Anchor>
                  rowKey="number"
                  dataSource={[...list]}
                  pagination={list.length > 10 ? { pageSize: 10, showSizeChanger: false } : false}
                  columns={[
                    { title: t('col-number'), width: 90, align: 'right', className: 'num', dataIndex: 'number' },
                    { title: t('col-time'), width: 170, className: 'num', render: (_, { at }) => moment(at) },
                    { title: t('col-writers'), width: 110, align: 'right', className: 'num', dataIndex: 'writers' },
                    { title: t('hash'), render: (_, { hash }) => <span className="hash">{hash}</span> },
                  ]}
                />
              </div>
            )
          }
        </Shown>
      </Part>
    </Frame>
  );
}

const Verdict = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ok'), rows: z.number(), writers: z.number(), anchors: z.number() }),
  z.object({ kind: z.literal('broken'), where: z.string(), number: z.number(), why: z.string() }),
]);

function Verify() {
  const { t } = useTranslation();
  const moment = useMoment();
  const [busy, setBusy] = useState(false);
  const [verdict, setVerdict] = useState<{ readonly is: z.infer<typeof Verdict>; readonly at: string } | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const verify = async () => {
    setBusy(true);
    const answer = await call('GET', '/v1/audit/verify', Verdict);
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    setVerdict(answer.ok ? { is: answer.value, at: new Date().toISOString() } : null);
  };
  return (
    <Part
      title={t('verifyTitle')}
      acts={
        <>
          <Button href="/v1/audit/export" download="deskside-audit.ndjson">
            {t('exportAudit')}
          </Button>
          <Button type="primary" loading={busy} onClick={() => void verify()}>
            {t('verifyNow')}
          </Button>
        </>
      }
    >
      {problem ? (
        <p className="trouble" role="alert">
          {problemWords(t, problem)}
        </p>
      ) : verdict === null ? (
        <p className="calm">{t('verifyHint')}</p>
      ) : verdict.is.kind === 'ok' ? (
        <p className="verdict ok" role="status">
          <b>{t('isWhole')}</b> {t('wholeFigures', { ...verdict.is, at: moment(verdict.at) })}
        </p>
      ) : (
        <p className="verdict broken stop" role="alert">
          <b>{t('isBroken')}</b> {t('brokenAt', { where: verdict.is.where, number: verdict.is.number, why: verdict.is.why })}
        </p>
      )}
    </Part>
  );
}

function LatestDeeds() {
  const { t } = useTranslation();
  const moment = useMoment();
  const [value, setValue] = useState<Deeds | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const read = useCallback(async (before?: string) => {
    const answer = await call('GET', `/v1/audit?${new URLSearchParams({ limit: '20', ...(before ? { before } : {}) })}`, Deeds);
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) setValue(old => (before && old ? { ...answer.value, deeds: [...old.deeds, ...answer.value.deeds] } : answer.value));
  }, []);
  useEffect(() => void read(), [read]);

  const nameOf = ({ who, person }: Deed) =>
    person
      ? `${person.name} ${person.staffNo}`
      : who.startsWith('key:')
        ? `${t('aKey')} ${who.slice(4)}`
        : t(`who-${who}`, { defaultValue: who });
  const aboutOf = ({ subject, person, who }: Deed) => (subject === who && person ? '' : subject);
  return (
    <Part title={t('deedsTitle')}>
      <Shown reading={{ value, problem, again: read }}>
        {({ deeds, next }) => (
          <>
            <div className="pan">
              <Table<Deed>
                rowKey={deed => `${deed.writer}${deed.number}`}
                dataSource={[...deeds]}
                pagination={false}
                scroll={{ x: 900 }}
                locale={{ emptyText: t('noDeeds') }}
                columns={[
                  { title: t('col-time'), width: 160, className: 'num', render: (_, { at }) => moment(at) },
                  { title: t('col-who'), width: 180, ellipsis: true, render: (_, deed) => nameOf(deed) },
                  {
                    title: t('col-did'),
                    width: 220,
                    render: (_, { action }) => t(`deed-${action.replaceAll('.', '-')}`, { defaultValue: action }),
                  },
                  { title: t('col-about'), width: 270, ellipsis: true, render: (_, deed) => aboutOf(deed) },
                  { title: t('col-details'), ellipsis: true, render: (_, { details }) => detailsOf(details, t) },
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

function detailsOf(details: unknown, t: TFunction): string {
  return Object.entries(Object(details) as Record<string, unknown>)
    .map(([name, value]) => {
      const text = [value]
        .flat()
        .map(one => wordOf(one, t))
        .join(t('comma'));
      return `${t(`detail-${name}`, { defaultValue: name })} ${text}`;
    })
    .join(' · ');
}

function wordOf(value: unknown, t: TFunction): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return t([`value-${value}`, `may-${value.replaceAll('.', '-')}`], { defaultValue: value });
}
