import { type ReactNode, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { Session } from '#protocol/rest.ts';
import { JournalVerdict, RobotRunRecord } from '#protocol/robot-runs.ts';
import { Who } from '#web/admin/named.tsx';
import { Shown, useReading } from '#web/admin/reading.tsx';
import { useMoment } from '#web/kit/moment.ts';
import { may } from '#web/kit/session.tsx';
import { Journal } from '#web/robots/runs/journal.tsx';
import { Requeue } from '#web/robots/runs/requeue.tsx';
import { RunParts } from '#web/robots/runs/run-parts.tsx';
import { StateTag, useBotTitle, useCauseWords, useTroubleWords } from '#web/robots/runs/run-state.tsx';
import { useStepPath } from '#web/robots/runs/step-names.ts';
import { useAgain } from '#web/robots/runs/use-again.ts';
import { useTook } from '#web/robots/runs/use-took.ts';
import { WithReason } from '#web/robots/runs/with-reason.tsx';

/** One run as an auditor reads it: who asked, what went in, each step with its evidence, and whether the record is whole. */
export function OneRun({ session, id }: { readonly session: Session; readonly id: string }) {
  const { t } = useTranslation();
  const reading = useReading(`/v1/robots/runs/${id}`, RobotRunRecord);
  const verdict = useReading(`/v1/robots/runs/${id}/verify`, JournalVerdict);
  const state = reading.value?.run.state;
  const isUnderWay = state === 'queued' || state === 'running' || state === 'waiting';
  useAgain(reading.again, isUnderWay ? 2000 : null);
  return (
    <>
      <p className="x13 m" style={{ marginBottom: 8 }}>
        <Link className="act" to="/robots/runs">
          {t('robots-tab-runs')}
        </Link>{' '}
        › <span className="num">{id.slice(0, 8)}</span>
      </p>
      <Shown reading={reading}>
        {record => (
          <>
            <Head session={session} record={record} again={reading.again} />
            <Chain record={record} verdict={verdict.value} again={verdict.again} />
            <div className="one-run">
              <Journal id={id} rows={record.rows} outline={record.outline} />
              <RunParts record={record} />
            </div>
          </>
        )}
      </Shown>
    </>
  );
}

function Head({
  session,
  record,
  again,
}: {
  readonly session: Session;
  readonly record: RobotRunRecord;
  readonly again: () => Promise<void>;
}) {
  const { t } = useTranslation();
  const go = useNavigate();
  const moment = useMoment();
  const took = useTook();
  const title = useBotTitle();
  const cause = useCauseWords();
  const words = useTroubleWords();
  const { run, consent } = record;
  const namesOf = useStepPath(record.outline);
  const operates = may(session, 'robot.operate');
  const isUnderWay = run.state === 'queued' || run.state === 'running' || run.state === 'waiting';
  const isOver = run.state === 'failed' || run.state === 'cancelled';
  const deed = useCallback(
    (what: 'cancel' | 'take-over') =>
      async (reason: string, { did }: { readonly did: (method: 'POST', path: string, body: unknown) => Promise<boolean> }) => {
        const done = await did('POST', `/v1/robots/runs/${run.id}/${what}`, { reason });
        if (done) await again();
        return done;
      },
    [run.id, again],
  );
  const trouble = run.trouble && words(run.trouble);
  const waitsForPerson = run.waits && run.waits.for !== 'target' ? run.waits.for : null;
  const task = record.tasks.find(({ state }) => state === 'open' || state === 'second');
  return (
    <>
      <header className="row head">
        <h1 className="h1">{title(run)}</h1>
        <StateTag state={run.state} />
        {run.mode === 'dry' && <span className="tag o">{t('rr-dry')}</span>}
        {run.late && <span className="tag warn">{t('rr-late')}</span>}
        <span className="sp" />
        {operates && isUnderWay && run.state !== 'waiting' && (
          <WithReason word={t('rr-take-over')} means={t('rr-take-over-means')} does={deed('take-over')} />
        )}
        {operates && isUnderWay && (
          <WithReason word={t('rr-cancel-run')} means={t('rr-cancel-means')} kind="danger" does={deed('cancel')} />
        )}
        {operates && isOver && !run.requeuedAs && (
          <Requeue
            runs={[run.id]}
            done={async ({ requeued }) => {
              await again();
              if (requeued[0]) go(`/robots/runs/${requeued[0].as}`);
            }}
          />
        )}
      </header>
      {(trouble || waitsForPerson) && (
        <div className="trouble row" role="status" style={{ marginBottom: 12 }}>
          <span className="grow">
            {trouble && (
              <>
                <b>{trouble.what}</b> {trouble.says !== trouble.what && <span className="s">{trouble.says}</span>}
              </>
            )}
            {!trouble && waitsForPerson && <b>{t(`rr-wait-${waitsForPerson}`)}</b>}
            {run.atStep && <span className="m x13"> · {t('rr-at-step', { step: namesOf(run.atStep).step })}</span>}
          </span>
          {waitsForPerson && task && (
            <Link className="btn p" to={`/robots/tasks/${task.id}`}>
              {t(`rr-go-${waitsForPerson}`)}
            </Link>
          )}
        </div>
      )}
      <dl className="pan run-facts">
        <Fact name={t('rr-asked-by')}>
          <Who who={run.askedBy} />
          {run.askedFor && run.askedFor.staffNo !== run.askedBy.staffNo && (
            <>
              {' '}
              {t('rr-asked-for')} <Who who={run.askedFor} />
            </>
          )}
        </Fact>
        <Fact name={t('rr-cause')}>{cause(run.cause)}</Fact>
        {run.conversation && (
          <Fact name={t('rr-conversation')}>
            <Link className="act" to={`/conversations/${run.conversation}`}>
              {run.conversation.slice(-8)}
            </Link>
            {consent !== undefined && <span className="x12 m"> {t('rr-consent', { position: consent })}</span>}
          </Fact>
        )}
        {run.reference && <Fact name={t('rr-reference')}>{run.reference}</Fact>}
        <Fact name={t('rr-version')}>
          <Link className="act code" to={`/robots/bots/${run.bot}`}>
            {run.bot} {run.version.slice(0, 12)}
          </Link>
        </Fact>
        <Fact name={t('rr-began')}>{run.begunAt ? moment(run.begunAt) : '–'}</Fact>
        <Fact name={t('rr-ended')}>
          {run.endedAt ? moment(run.endedAt) : run.nextAt ? `${t('rr-next-at')} ${moment(run.nextAt)}` : '–'}{' '}
          <span className="m x12">{took(run.begunAt, run.endedAt)}</span>
        </Fact>
        {run.deadlineAt && <Fact name={t('rr-deadline')}>{moment(run.deadlineAt)}</Fact>}
        {run.requeuedFrom && (
          <Fact name={t('rr-requeued-from')}>
            <Link className="act num" to={`/robots/runs/${run.requeuedFrom}`}>
              {run.requeuedFrom.slice(0, 8)}
            </Link>
          </Fact>
        )}
        {run.requeuedAs && (
          <Fact name={t('rr-requeued-as')}>
            <Link className="act num" to={`/robots/runs/${run.requeuedAs}`}>
              {run.requeuedAs.slice(0, 8)}
            </Link>
          </Fact>
        )}
      </dl>
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt className="x12 m">{name}</dt>
      <dd className="num">{children}</dd>
    </div>
  );
}

/** What recomputing the chain says, and how its head begins, to compare with the anchor in the audit log. */
function Chain({
  record,
  verdict,
  again,
}: {
  readonly record: RobotRunRecord;
  readonly verdict: JournalVerdict | null;
  readonly again: () => Promise<void>;
}) {
  const { t } = useTranslation();
  return (
    <p className="row chain x13" role="status">
      {verdict === null ? (
        <span className="m">{t('rr-chain-reading')}</span>
      ) : verdict.kind === 'ok' ? (
        <span className="tag ok">{t('rr-chain-ok', { rows: verdict.rows })}</span>
      ) : (
        <span className="tag stop">{t('rr-chain-broken', { number: verdict.number, why: verdict.why })}</span>
      )}
      <span className="m code el">{t('rr-chain-head', { head: record.head.slice(0, 16) })}</span>
      <button type="button" className="btn q sm" onClick={() => void again()}>
        {t('rr-chain-again')}
      </button>
    </p>
  );
}
