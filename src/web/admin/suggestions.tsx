import { Button, Input, Popover, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Suggestion, type SuggestionList, SuggestionTaken, SuggestionWords } from '#protocol/alerts.ts';
import type { Session } from '#protocol/rest.ts';
import { Who } from '#web/admin/named.tsx';
import { problemWords, Shown, useReading } from '#web/admin/reading.tsx';
import { call, nothing } from '#web/kit/api.ts';
import { clockTime } from '#web/kit/durations.ts';
import { withTails } from '#web/kit/marks.ts';
import { useMoment } from '#web/kit/moment.ts';
import { useNamed } from '#web/kit/names.tsx';
import { paintPunctuation } from '#web/kit/punctuation.ts';
import { may } from '#web/kit/session.tsx';

/** Words beside which inspectors would have a rule keep quiet: an editor takes them up in a draft with one click, or says why not. */
export function Suggestions({
  session,
  suggestions,
  changed,
}: {
  readonly session: Session;
  readonly suggestions: readonly Suggestion[];
  readonly changed: () => Promise<void>;
}) {
  const { t } = useTranslation();
  const moment = useMoment();
  const named = useNamed();
  const [busy, setBusy] = useState<number | null>(null);
  const [said, setSaid] = useState<{ readonly kind: 'done' | 'trouble'; readonly words: string } | null>(null);
  const mayReadCalls = may(session, 'conversation.read.any') || may(session, 'conversation.read.team');

  const take = async ({ id }: Suggestion) => {
    setBusy(id);
    const answer = await call('POST', `/v1/alerts/suggestions/${id}/take`, SuggestionTaken);
    setBusy(null);
    setSaid(
      answer.ok
        ? { kind: 'done', words: t('suggestionInDraft', { draft: answer.value.draft }) }
        : { kind: 'trouble', words: problemWords(t, answer.problem) },
    );
    await changed();
  };
  const decline = async ({ id }: Suggestion, reason: string) => {
    setBusy(id);
    const answer = await call('POST', `/v1/alerts/suggestions/${id}/decline`, nothing, { reason });
    setBusy(null);
    setSaid(answer.ok ? null : { kind: 'trouble', words: problemWords(t, answer.problem) });
    if (answer.ok) await changed();
    return answer.ok;
  };

  return (
    <>
      {said && (
        <p className={`x13 ${said.kind === 'done' ? 'ok' : 'stop'}`} role={said.kind === 'done' ? 'status' : 'alert'}>
          {said.words}
        </p>
      )}
      <div className="pan">
        <Table<Suggestion>
          rowKey="id"
          dataSource={[...suggestions]}
          pagination={suggestions.length > 10 ? { pageSize: 10, showSizeChanger: false } : false}
          scroll={{ x: 980 }}
          expandable={mayReadCalls ? { expandedRowRender: ({ id }) => <Said id={id} /> } : undefined}
          columns={[
            {
              title: t('col-rule'),
              render: (_, { rule, title }) => (
                <>
                  {named(title)} <span className="m x12 num">{rule}</span>
                </>
              ),
            },
            {
              title: t('col-beside'),
              render: (_, { unless, note }) => (
                <>
                  <span className="b">{paintPunctuation(withTails(unless))}</span>
                  {note && <div className="x12 m">{paintPunctuation(note)}</div>}
                </>
              ),
            },
            {
              title: t('col-from'),
              width: 200,
              render: (_, { by, at, conversation }) => (
                <>
                  <Who who={by} />
                  <div className="x12 m num">
                    {moment(at)} · <Link to={`/conversations/${conversation}`}>{t('itsCall')}</Link>
                  </div>
                </>
              ),
            },
            {
              title: t('col-settle'),
              width: 260,
              render: (_, suggestion) =>
                suggestion.state === 'open' ? (
                  may(session, 'content.edit') ? (
                    <span className="row">
                      <Button size="small" type="primary" loading={busy === suggestion.id} onClick={() => void take(suggestion)}>
                        {t('suggestionTake')}
                      </Button>
                      <Decline disabled={busy === suggestion.id} send={reason => decline(suggestion, reason)} />
                    </span>
                  ) : (
                    <span className="tag warn">{t('suggestion-open')}</span>
                  )
                ) : (
                  <Settled suggestion={suggestion} />
                ),
            },
          ]}
        />
      </div>
    </>
  );
}

function Settled({ suggestion: { state, draft, reason, settledBy } }: { readonly suggestion: Suggestion }) {
  const { t } = useTranslation();
  return (
    <>
      <span className={`tag ${state === 'taken' ? 'ok' : 'o'}`}>{t(`suggestion-${state}`)}</span>{' '}
      {draft !== undefined && <span className="m num">#{draft}</span>} {settledBy && <Who who={settledBy} />}
      {reason && <div className="x12 s">{paintPunctuation(reason)}</div>}
    </>
  );
}

function Decline({ disabled, send }: { readonly disabled: boolean; readonly send: (reason: string) => Promise<boolean> }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const form = (
    <form
      className="row"
      onSubmit={event => {
        event.preventDefault();
        void send(reason.trim()).then(isSent => isSent && setOpen(false));
      }}
    >
      <Input
        value={reason}
        maxLength={200}
        aria-label={t('declineWhy')}
        placeholder={t('declineWhy')}
        onChange={event => setReason(event.target.value)}
      />
      <Button htmlType="submit" disabled={reason.trim() === ''}>
        {t('suggestionDecline')}
      </Button>
    </form>
  );
  return (
    <Popover trigger="click" open={open} onOpenChange={setOpen} content={form}>
      <Button size="small" disabled={disabled}>
        {t('suggestionDecline')}
      </Button>
    </Popover>
  );
}

/** What was said around the claim; opening it is reading the call. */
function Said({ id }: { readonly id: number }) {
  const { t } = useTranslation();
  const reading = useReading(`/v1/alerts/suggestions/${id}/words`, SuggestionWords);
  return (
    <Shown reading={reading}>
      {({ lines }) => (
        <>
          {lines.map(({ speaker, text, startMs }) => (
            <p key={startMs + text} className="x13">
              <span className="m num">{clockTime(startMs)}</span> <b>{t(`side-${speaker}`)}</b> {paintPunctuation(withTails(text))}
            </p>
          ))}
          <p className="x12 m">{t('readingRecorded')}</p>
        </>
      )}
    </Shown>
  );
}

/** How many wait. */
export function openIn(list: SuggestionList | null): number | undefined {
  return list?.suggestions.filter(({ state }) => state === 'open').length;
}
