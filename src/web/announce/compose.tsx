import { type ReactNode, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { type AnnouncementDoc, AnnouncementKind, Importance, mustAcknowledge, textLimits } from '#domain/announcement.ts';
import { AnnouncementOptions, type AnnouncementWhole, SentAnnouncement } from '#protocol/announcements.ts';
import type { Session } from '#protocol/rest.ts';
import { AudiencePart, useAudience } from '#web/announce/audience-part.tsx';
import { useShortMoment } from '#web/announce/card.tsx';
import { AnnounceFrame } from '#web/announce/frame.tsx';
import { LinksField } from '#web/announce/links-field.tsx';
import { PickOne } from '#web/announce/picks.tsx';
import { Preview } from '#web/announce/preview.tsx';
import { useProblemWords } from '#web/announce/problem-words.ts';
import { SaidField } from '#web/announce/said-field.tsx';
import { MomentField, ScheduleField } from '#web/announce/schedule-field.tsx';
import { TargetsField } from '#web/announce/targets-field.tsx';
import { type Draft, useDraft } from '#web/announce/use-draft.ts';
import { call, nothing } from '#web/kit/api.ts';

/** Writes an announcement: left what it says and to whom, right how many that is and what they will see. */
export function Compose({
  session,
  whole,
  again,
}: {
  readonly session: Session;
  readonly whole: AnnouncementWhole;
  readonly again: () => void;
}) {
  const { t } = useTranslation();
  const draft = useDraft(whole);
  const { doc, change } = draft;
  const [options, setOptions] = useState<AnnouncementOptions | null>(null);
  const [titles, setTitles] = useState<Readonly<Record<string, string | null>>>(
    Object.fromEntries(whole.linked.map(({ key, title }) => [key, title])),
  );
  const audience = useAudience(doc.targets);
  useEffect(() => {
    void call('GET', '/v1/announcements/options', AnnouncementOptions).then(answer => answer.ok && setOptions(answer.value));
  }, []);
  const links = doc.links.map(key => ({ key, title: titles[key] ?? key }));
  return (
    <AnnounceFrame
      session={session}
      title={t('annNew')}
      note={whole.version > 1 ? t('annReplaces') : ''}
      acts={<SavingNote draft={draft} />}
    >
      <div className="ann-compose">
        <form className="pan ann-form" onSubmit={event => event.preventDefault()}>
          <Field label={t('annKind')}>
            <PickOne
              label={t('annKind')}
              value={doc.kind}
              picks={AnnouncementKind.options.map(value => ({ value, label: t(`annKind-${value}`) }))}
              choose={kind =>
                change({ kind, ...(kind === 'urgent' && !mustAcknowledge(doc.importance) ? { importance: 'confirm' as const } : {}) })
              }
            />
          </Field>
          <Text doc={doc} field="title" label={t('annHeading')} change={change} />
          <Text doc={doc} field="body" label={t('annBody')} change={change} />
          <Text doc={doc} field="say" label={t('annSay')} change={change} />
          <Field label={t('annSaid')} hint={t('annSaidHint')}>
            <SaidField said={doc.said} change={said => change({ said })} />
          </Field>
          <Field label={t('annTargets')}>
            {options ? (
              <TargetsField targets={doc.targets} options={options} change={targets => change({ targets })} />
            ) : (
              <span className="bone" style={{ height: 120 }} />
            )}
          </Field>
          <div className="ann-pair">
            <Field label={t('annWhen')}>
              <ScheduleField schedule={doc.schedule} change={schedule => change({ schedule })} />
            </Field>
            <Field label={t('annExpires')}>
              <MomentField label={t('annTo')} value={doc.expiresAt} choose={expiresAt => change({ expiresAt })} />
            </Field>
          </div>
          <div className="ann-pair">
            <Field label={t('annImportance')}>
              <PickOne
                label={t('annImportance')}
                value={doc.importance}
                picks={Importance.options
                  .filter(value => doc.kind !== 'urgent' || mustAcknowledge(value))
                  .map(value => ({ value, label: t(`annImportance-${value}`) }))}
                choose={importance => change({ importance })}
              />
              <p className="x12 m">{t(`annImportanceNote-${doc.importance}`)}</p>
            </Field>
            <Field label={t('annLang')}>
              <PickOne
                label={t('annLang')}
                value={doc.lang}
                picks={[
                  { value: 'zh', label: '中文' },
                  { value: 'en', label: 'English' },
                ]}
                choose={lang => change({ lang })}
              />
            </Field>
          </div>
          <Field label={t('annLinks')}>
            <LinksField
              links={doc.links}
              titles={titles}
              lang={doc.lang}
              change={(keys, known) => {
                setTitles(known);
                change({ links: keys });
              }}
            />
          </Field>
          <Send whole={whole} draft={draft} count={audience?.count ?? 0} again={again} />
        </form>
        <aside className="col ann-side">
          <AudiencePart audience={audience} targets={doc.targets} />
          <Preview doc={doc} links={links} />
        </aside>
      </div>
    </AnnounceFrame>
  );
}

function Field({ label, hint, children }: { readonly label: string; readonly hint?: string; readonly children: ReactNode }) {
  return (
    <div className="ann-field">
      <div className="row lab">
        {label}
        <span className="sp" />
        {hint && <span className="x12 m">{hint}</span>}
      </div>
      {children}
    </div>
  );
}

/** A text with its count. More may be pasted than can be sent: it stays, and says so. */
function Text({
  doc,
  field,
  label,
  change,
}: {
  readonly doc: AnnouncementDoc;
  readonly field: keyof typeof textLimits;
  readonly label: string;
  readonly change: (change: Partial<AnnouncementDoc>) => void;
}) {
  const id = useId();
  const count = doc[field].length;
  const isOver = count > textLimits[field];
  const told = <span className={`x12 num ${isOver ? 'stop' : 'm'}`}>{`${count}/${textLimits[field]}`}</span>;
  return (
    <div className="ann-field">
      <div className="row lab">
        <label htmlFor={id}>{label}</label>
        <span className="sp" />
        {told}
      </div>
      {field === 'title' ? (
        <span className="in">
          <input id={id} value={doc.title} aria-invalid={isOver} onChange={event => change({ title: event.target.value })} />
        </span>
      ) : (
        <textarea
          id={id}
          rows={3}
          className={field === 'say' ? 'ann-say' : undefined}
          value={doc[field]}
          aria-invalid={isOver}
          onChange={event => change({ [field]: event.target.value })}
        />
      )}
    </div>
  );
}

function SavingNote({ draft: { saving, found, keepMine } }: { readonly draft: Draft }) {
  const { t } = useTranslation();
  const when = useShortMoment();
  switch (saving.kind) {
    case 'saved':
      return (
        <span className="x13 m" role="status">{`${found ? `${t('annFound')} · ` : ''}${t('annSaved', { at: when(saving.at) })}`}</span>
      );
    case 'saving':
      return (
        <span className="x13 m" role="status">
          {t('annSaving')}
        </span>
      );
    case 'offline':
      return (
        <span className="x13 warn" role="status">
          {t('annOffline')}
        </span>
      );
    case 'too-long':
      return (
        <span className="x13 stop" role="alert">
          {t('annTooLong', { field: t(`annField-${saving.field}`), count: saving.count, most: textLimits[saving.field] })}
        </span>
      );
    case 'refused':
      return (
        <span className="x13 stop" role="alert">
          {t('annProblem', { kind: saving.why })}
        </span>
      );
    case 'conflict':
      return (
        <span className="row x13 warn" role="alert">
          {t('annConflict')}
          <button type="button" className="btn sm" onClick={keepMine}>
            {t('annKeepMine')}
          </button>
          <button type="button" className="btn sm" onClick={() => location.reload()}>
            {t('annKeepTheirs')}
          </button>
        </span>
      );
  }
}

function Send({
  whole,
  draft,
  count,
  again,
}: {
  readonly whole: AnnouncementWhole;
  readonly draft: Draft;
  readonly count: number;
  readonly again: () => void;
}) {
  const { t } = useTranslation();
  const go = useNavigate();
  const words = useProblemWords();
  const [reason, write] = useState('');
  const [trouble, say] = useState('');
  const [isSure, ask] = useState(false);
  const isUrgent = draft.doc.kind === 'urgent';
  const send = async () => {
    const revision = await draft.settle();
    if (revision === null) return say('');
    const answer = await call('POST', `/v1/announcements/${whole.id}/send`, SentAnnouncement, { revision, reason });
    say(answer.ok ? '' : words(answer.problem));
    if (answer.ok) again();
  };
  const discard = async () => {
    const answer = await call('DELETE', `/v1/announcements/${whole.id}`, nothing);
    if (answer.ok) go('/announcements');
    else say(words(answer.problem));
  };
  return (
    <div className="ann-send">
      {isUrgent && (
        <label className="ann-field">
          <span className="lab">{t('annReason')}</span>
          <span className="in">
            <input value={reason} maxLength={500} onChange={event => write(event.target.value)} />
          </span>
        </label>
      )}
      {trouble && (
        <p className="trouble x13" role="alert">
          {trouble}
        </p>
      )}
      <div className="row">
        <button type="button" className="btn p" onClick={() => void send()}>
          {t(isUrgent ? 'annPropose' : 'annSend', { count })}
        </button>
        {isSure ? (
          <>
            <button type="button" className="btn" onClick={() => void discard()}>
              {t('annDiscardSure')}
            </button>
            <button type="button" className="btn q" onClick={() => ask(false)}>
              {t('annCancel')}
            </button>
          </>
        ) : (
          <button type="button" className="btn q" onClick={() => ask(true)}>
            {t('annDiscard')}
          </button>
        )}
        <span className="sp" />
        <span className="x13 m">{t(isUrgent ? 'annUrgentNote' : 'annUrgentOnly')}</span>
      </div>
    </div>
  );
}
