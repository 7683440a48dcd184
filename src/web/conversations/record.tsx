import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ConversationRecord, type Session } from '#protocol/rest.ts';
import { Claims } from '#web/conversations/claims.tsx';
import type { SlotAdvice } from '#web/conversations/correction-form.tsx';
import { Corrections } from '#web/conversations/corrections.tsx';
import { Measured } from '#web/conversations/measured.tsx';
import { PartsOfCall } from '#web/conversations/parts.tsx';
import { Timeline } from '#web/conversations/timeline.tsx';
import { type Followed, takeRow, unheard } from '#web/desk/fold.ts';
import { highlightsOf } from '#web/desk/highlights.ts';
import type { Category } from '#web/desk/seen.ts';
import { nameOf } from '#web/desk/transcript.tsx';
import { Words } from '#web/desk/words.tsx';
import { call } from '#web/kit/api.ts';
import { AppBar } from '#web/kit/app-bar.tsx';
import { clockTime } from '#web/kit/durations.ts';
import { withTails } from '#web/kit/marks.ts';
import { Masked } from '#web/kit/masked.tsx';
import { useMoment } from '#web/kit/moment.ts';
import { useNamed, useNamedValue } from '#web/kit/names.tsx';
import { paintPunctuation } from '#web/kit/punctuation.ts';
import { may } from '#web/kit/session.tsx';
import '#web/conversations/record.css';

/** One conversation, read only: what was said, what the desk showed then and why, and how it was wrapped up. */
export function RecordPage({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const [record, setRecord] = useState<ConversationRecord | 'failed' | null>(null);
  const [marked, mark] = useState<number | null>(null);
  const [version, setVersion] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a corrected record is read again
  useEffect(() => {
    void call('GET', `/v1/conversations/${encodeURIComponent(id)}`, ConversationRecord).then(answer =>
      setRecord(answer.ok ? answer.value : 'failed'),
    );
  }, [id, version]);

  useEffect(() => {
    if (marked !== null) document.querySelector(`[data-position="${marked}"]`)?.scrollIntoView({ block: 'center' });
  }, [marked]);

  if (record === null || record === 'failed')
    return (
      <>
        <AppBar session={session} />
        <main className="page">{record === 'failed' && <div className="trouble">{t('listFailed')}</div>}</main>
      </>
    );
  return (
    <div className="record-page">
      <AppBar session={session} />
      <Recorded record={record} session={session} marked={marked} mark={mark} changed={() => setVersion(version + 1)} />
    </div>
  );
}

function Recorded({
  record,
  session,
  marked,
  mark,
  changed,
}: {
  readonly record: ConversationRecord;
  readonly session: Session;
  readonly marked: number | null;
  readonly mark: (position: number) => void;
  readonly changed: () => void;
}) {
  const { t } = useTranslation();
  const named = useNamed();
  const written = useNamedValue();
  const moment = useMoment();
  const { head } = record;
  const end = useMemo(() => foldAll(record), [record]);
  const marks = useMemo(() => highlightsOf(end.board, end.used, end.turns), [end]);
  const all = Object.values(end.board);
  const summary = all.find(advice => advice.kind === 'summary');
  const category = all.find(advice => advice.kind === 'category');
  const leaf = category?.ranking.find(({ code }) => code === category.chosen);
  const first = category?.by === 'agent' ? category.ranking.find(({ confidence }) => confidence > 0) : undefined;
  const likeliest = leaf ? undefined : category?.ranking[0];
  const slots = all.filter(advice => advice.kind === 'slot' && (advice.status !== 'empty' || advice.suggested !== undefined));
  return (
    <>
      <div className="record-head row">
        <Link to="/conversations" className="m">
          {t('myConversations')}
        </Link>
        <span className="m">/</span>
        <span className="b x16 num">
          <Masked text={head.customer ?? t('customer')} />
        </span>
        <span className="tag o">{t('readOnly')}</span>
        <span className="x13 s">{named(head.queue ?? '')}</span>
        <span className="x13 s num">{moment(head.openedAt)}</span>
        <span className="sp" />
        <span className="x12 m">
          {t('release')} <code>{record.release.slice(0, 12)}</code> · {t('hash')}{' '}
          <code title={record.hash}>{record.hash.slice(0, 12)}</code>
        </span>
        <span className="num" style={{ fontSize: 20 }}>
          {clockTime(end.closedAtMs ?? end.atMs)}
        </span>
      </div>
      <div className="record">
        <section className="talk-col" aria-label={t('transcript')}>
          {end.turns.map((turn, at) => (
            <div
              key={turn.position}
              className={`said${turn.speaker === 'customer' ? ' cu' : ''}${marked === turn.position ? ' marked' : ''}`}
              data-position={turn.position}
            >
              <b>
                {nameOf(turn.speaker, t)}
                <span className="num">{clockTime(turn.startMs)}</span>
              </b>
              <p>
                <Words text={turn.text} highlights={marks.get(turn.position)} />
                <span className="turn num">{at + 1}</span>
              </p>
            </div>
          ))}
        </section>
        <Timeline rows={record.rows} end={end} mark={mark} />
        <aside className="wrap-col" aria-label={t('wrapUp')}>
          <Claims conversation={head.id} mark={mark} />
          <PartsOfCall conversation={head.id} staffNo={session.user.staffNo} mayConfirm={may(session, 'wrapup.confirm')} />
          <h2 className="b">{t('wrapUp')}</h2>
          {leaf && (
            <div className="filed">
              <p className="b x13">{named(leaf.path.at(-1) ?? '')}</p>
              <p className="x12 m">{leaf.path.slice(0, -1).map(named).join(' / ')}</p>
              {first && first.code !== leaf.code && <p className="x12 m">{t('partWas', { was: first.path.map(named).join(' / ') })}</p>}
            </div>
          )}
          <FurtherFiled category={category} />
          {likeliest && (
            <div className="filed">
              <p className="x13">
                <span className="warn">{t('partChoose')}</span> {likeliest.path.map(named).join(' / ')}
              </p>
            </div>
          )}
          {summary ? (
            summary.clauses.map(clause => (
              <div key={clause.part} className="clause">
                <span className="m x12">{t(`part-${clause.part}`)}</span>
                <p>{paintPunctuation(clause.text)}</p>
              </div>
            ))
          ) : (
            <p className="m x13">{t('noSummary')}</p>
          )}
          <dl>
            {slots.map(slot =>
              slot.kind === 'slot' ? (
                <div key={slot.key} className="row x13">
                  <dt className="m">{named(slot.label)}</dt>
                  <dd>
                    {slot.value === undefined ? '—' : <Words text={written(slot.value, slot.form)} />}
                    {slot.source === 'profile' && <span className="m x12"> {t('fromProfile')}</span>}
                    {slot.suggested !== undefined && (
                      <span className="m x12"> {t('partWas', { was: withTails(written(slot.suggested, slot.form)) })}</span>
                    )}
                  </dd>
                </div>
              ) : null,
            )}
          </dl>
          <Corrections
            record={record}
            leaf={leaf}
            further={category?.further ?? []}
            most={category?.most ?? 1}
            slots={all.filter((advice): advice is SlotAdvice => advice.kind === 'slot' && !advice.shadow)}
            mayCorrect={head.wrapped && head.agent === session.user.staffNo && may(session, 'wrapup.confirm')}
            changed={changed}
          />
          <Measured rows={record.rows} />
        </aside>
      </div>
    </>
  );
}

/** What the call is filed under besides, and what was proposed and not taken. */
function FurtherFiled({ category }: { readonly category: Category | undefined }) {
  const { t } = useTranslation();
  const named = useNamed();
  const { further = [], offered = [] } = category ?? {};
  if (further.length + offered.length === 0) return null;
  return (
    <div className="filed" data-testid="further-filed">
      {further.map(({ code, path }) => (
        <p key={code} className="x13">
          {named(path.at(-1) ?? '')} <span className="x12 m">{path.slice(0, -1).map(named).join(' / ')}</span>
        </p>
      ))}
      {offered.length > 0 && (
        <p className="x12 m">{t('furtherWas', { paths: offered.map(({ path }) => path.map(named).join(' / ')).join(' · ') })}</p>
      )}
    </div>
  );
}

function foldAll(record: ConversationRecord): Followed {
  return record.rows.reduce(
    (state, { event, advice, stamps }) =>
      takeRow(state, { type: 'row', conversation: record.head.id, position: event.position, event, advice, stamps }),
    unheard,
  );
}
