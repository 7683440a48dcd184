import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { z } from 'zod';
import type { Session } from '#protocol/rest.ts';
import { type BotVersionWhole, SavedBotDraft } from '#protocol/robots.ts';
import { Who } from '#web/admin/named.tsx';
import { useMoment } from '#web/kit/moment.ts';
import { may } from '#web/kit/session.tsx';
import { DiffPart } from '#web/robots/bots/diff-part.tsx';
import { DryRun } from '#web/robots/bots/dry-run.tsx';
import { Editor } from '#web/robots/bots/editor.tsx';
import { useBotTitle } from '#web/robots/runs/run-state.tsx';
import { useDoing } from '#web/robots/use-doing.ts';

interface PanelProps {
  readonly session: Session;
  readonly name: string;
  readonly version: BotVersionWhole;
  readonly live: number | undefined;
  readonly again: () => Promise<void>;
}

const Gaps = z.object({ gaps: z.array(z.object({ step: z.number(), why: z.string() })) });

/** One version: what it does, what it changes, a dry run of it, and the one next thing one may do with it. */
export function VersionPanel({ session, name, version, live, again }: PanelProps) {
  const { t } = useTranslation();
  const title = useBotTitle();
  const moment = useMoment();
  const { state } = useLocation();
  const gaps = Gaps.safeParse(state).data?.gaps ?? [];
  const [dirty, setDirty] = useState(false);
  const isDraft = version.state === 'draft';
  const canDiff = live !== undefined && live !== version.number && version.bot !== undefined;
  const parts = isDraft ? (['text'] as const) : canDiff ? (['diff', 'text', 'dry'] as const) : (['text', 'dry'] as const);
  const [part, choose] = useState<'text' | 'diff' | 'dry'>(parts[0]);
  return (
    <section style={{ minWidth: 0 }} aria-label={t('rb-version-n', { n: version.number })}>
      <header className="row head" style={{ marginBottom: 4 }}>
        <h1 className="h1">
          {version.bot ? title(version.bot) : name} <span className="num m">{t('rb-version-n', { n: version.number })}</span>
        </h1>
        <span className="x12 m code">{version.hash?.slice(0, 12)}</span>
      </header>
      <p className="x13 s">
        {t('rb-written-by')} <Who who={version.author} />
        {version.approver && (
          <>
            {' '}
            · {t(version.state === 'refused' ? 'rb-refused-by' : 'rb-approved-by')} <Who who={version.approver} />{' '}
            {version.decidedAt && <span className="num">{moment(version.decidedAt)}</span>}
          </>
        )}
        {version.liveAt && version.liveBy && (
          <>
            {' '}
            · {t('rb-made-live-by')} <Who who={version.liveBy} /> <span className="num">{moment(version.liveAt)}</span>
          </>
        )}
      </p>
      {version.note && <p className="x13 s">{version.note}</p>}
      {version.reason && <p className="x13 s">{t('rb-reason-was', { reason: version.reason })}</p>}
      {gaps.length > 0 && (
        <ul className="trouble x13" style={{ marginTop: 12 }}>
          {gaps.map(({ step, why }) => (
            <li key={`${step} ${why}`}>{t('rb-recorded-step', { step, why })}</li>
          ))}
        </ul>
      )}
      <Deeds session={session} name={name} version={version} live={live} again={again} dirty={dirty} />
      {!isDraft && (
        <div className="seg-pick" style={{ marginBottom: 12 }}>
          {parts.map(one => (
            <button key={one} type="button" aria-pressed={part === one} onClick={() => choose(one)}>
              {t(`rb-part-${one}`, { n: live })}
            </button>
          ))}
        </div>
      )}
      {part === 'text' && (
        <Editor
          key={version.revision}
          name={name}
          version={version}
          mine={version.author.staffNo === session.user.staffNo}
          again={again}
          onDirty={setDirty}
        />
      )}
      {part === 'diff' && live !== undefined && <DiffPart bot={name} from={live} to={version.number} />}
      {part === 'dry' && version.bot && <DryRun name={name} version={version.number} inputs={version.bot.inputs} />}
    </section>
  );
}

type Deed = 'submit' | 'approved' | 'refused' | 'withdrawn' | 'live' | 'retire' | 'discard';

/** What one may do with a version as it stands; a deed that needs a reason asks for it first. */
function Deeds({ session, name, version, live, again, dirty }: PanelProps & { readonly dirty: boolean }) {
  const { t } = useTranslation();
  const go = useNavigate();
  const { busy, said, doing, did } = useDoing();
  const [asking, ask] = useState<Deed | null>(null);
  const [reason, setReason] = useState('');
  const mine = version.author.staffNo === session.user.staffNo;
  const deeds = deedsOf(version, mine, word => may(session, word));
  const back = live !== undefined && version.number < live;
  const at = `/v1/robots/bots/${name}/versions/${version.number}`;

  const perform = async (deed: Deed) => {
    const words = reason.trim();
    const done = await {
      submit: () => did('POST', `${at}/submit`, { note: words }),
      approved: () => did('POST', `${at}/decide`, { decision: 'approved', reason: words }),
      refused: () => did('POST', `${at}/decide`, { decision: 'refused', reason: words }),
      withdrawn: () => did('POST', `${at}/decide`, { decision: 'withdrawn', reason: words }),
      live: () => did('POST', `${at}/live`, { reason: words || t(back ? 'rb-back-reason' : 'rb-live-reason') }),
      retire: () => did('POST', `${at}/retire`, { reason: words }),
      discard: () => did('DELETE', at),
    }[deed]();
    ask(null);
    setReason('');
    if (deed === 'discard' && done) return go('/robots/bots');
    await again();
  };
  const copy = async () => {
    const saved = await doing('PUT', `/v1/robots/bots/${name}/draft`, SavedBotDraft, { yaml: version.yaml });
    if (!saved) return;
    go(`/robots/bots/${name}?v=${saved.number}`);
    await again();
  };

  return (
    <div className="deeds">
      {said && (
        <p className="trouble" role="alert">
          {said}
        </p>
      )}
      {asking ? (
        <form
          className="row"
          onSubmit={event => {
            event.preventDefault();
            void perform(asking);
          }}
        >
          <span className="in" style={{ flex: 1 }}>
            <input
              // biome-ignore lint/a11y/noAutofocus: it stands where the button was that was just pressed
              autoFocus
              value={reason}
              maxLength={500}
              required={needsReason.has(asking)}
              aria-label={t('rb-reason')}
              placeholder={t(asking === 'submit' ? 'rb-submit-note' : needsReason.has(asking) ? 'rb-reason-must' : 'rb-reason-may')}
              onChange={event => setReason(event.target.value)}
              onKeyDown={event => event.key === 'Escape' && ask(null)}
            />
          </span>
          <button type="submit" className="btn p" disabled={busy}>
            {t(asking === 'live' && back ? 'rb-deed-back' : `rb-deed-${asking}`)}
          </button>
          <button type="button" className="btn q" onClick={() => ask(null)}>
            {t('rb-cancel')}
          </button>
        </form>
      ) : (
        <div className="row" style={{ flexWrap: 'wrap' }}>
          {deeds.map((deed, index) => (
            <button
              key={deed}
              type="button"
              className={`btn${index === 0 && deed !== 'retire' && deed !== 'withdrawn' ? ' p' : ''}`}
              disabled={busy || (deed === 'submit' && (dirty || version.problems.length > 0))}
              onClick={() => (deed === 'live' && back ? void perform('live') : ask(deed))}
            >
              {t(deed === 'live' && back ? 'rb-deed-back' : `rb-deed-${deed}`)}
            </button>
          ))}
          {version.state !== 'draft' && may(session, 'robot.author') && (
            <button type="button" className="btn" disabled={busy} onClick={() => void copy()}>
              {t('rb-edit-copy')}
            </button>
          )}
          {mine && version.state === 'submitted' && <span className="x13 m">{t('rb-waits-for-another')}</span>}
          {dirty && <span className="x13 m">{t('rb-save-first')}</span>}
          {!dirty && version.state === 'draft' && version.problems.length > 0 && <span className="x13 m">{t('rb-submit-when-clean')}</span>}
        </div>
      )}
    </div>
  );
}

const needsReason: ReadonlySet<Deed> = new Set(['refused', 'retire', 'live']);

function deedsOf(
  { state }: BotVersionWhole,
  mine: boolean,
  holds: (permission: 'robot.author' | 'robot.approve') => boolean,
): readonly Deed[] {
  const [writes, approves] = [mine && holds('robot.author'), !mine && holds('robot.approve')];
  switch (state) {
    case 'draft':
      return writes ? ['submit', 'discard'] : [];
    case 'submitted':
      return [...(approves ? (['approved', 'refused'] as const) : []), ...(writes ? (['withdrawn'] as const) : [])];
    case 'approved':
      return approves ? ['live', 'retire'] : [];
    case 'live':
      return approves ? ['retire'] : [];
    case 'refused':
    case 'withdrawn':
    case 'retired':
      return [];
  }
}
