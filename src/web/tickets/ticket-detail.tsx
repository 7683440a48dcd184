import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { Problem } from '#domain/problem.ts';
import type { TicketDeed } from '#domain/ticket.ts';
import type { Session } from '#protocol/rest.ts';
import { TicketDetail, type TicketPlanView } from '#protocol/tickets.ts';
import { useKeys } from '#web/desk/keys.ts';
import { useKeysOn } from '#web/kit/appearance.ts';
import { partMarks } from '#web/kit/marks.ts';
import { useNamed } from '#web/kit/names.tsx';
import { paintPunctuation } from '#web/kit/punctuation.ts';
import { CallBack } from '#web/tickets/call-back.tsx';
import { clockWords, durationWords, momentWords, workingWords } from '#web/tickets/clock-words.ts';
import { DeedForm, doDeed, isPlain } from '#web/tickets/deed-form.tsx';
import { clockTone, KindName, StateTag, Tags } from '#web/tickets/ticket-row.tsx';
import { personWords, Timeline } from '#web/tickets/timeline.tsx';
import { Trouble } from '#web/tickets/trouble.tsx';
import { useAsked } from '#web/tickets/use-asked.ts';

const everyMs = 15_000;

/** The key of every deed, printed on its button. */
const keys: Readonly<Record<TicketDeed['kind'], string>> = {
  take: 't',
  accept: 'a',
  refuse: 'f',
  'take-back': 'u',
  called: 'v',
  close: 'l',
  offer: 'h',
  wait: 'w',
  resume: 'r',
  note: 'n',
  chase: 'c',
  extend: 'x',
  assign: 's',
  edit: 'e',
  reopen: 'o',
};
const order = Object.keys(keys) as TicketDeed['kind'][];

/** One ticket: its clock in words, what one may do by keys, what is known, and all that happened. */
export function TicketDetailView({
  number,
  session,
  plan,
}: {
  readonly number: string;
  readonly session: Session;
  readonly plan: TicketPlanView | null;
}) {
  const { t } = useTranslation();
  const named = useNamed();
  const go = useNavigate();
  const asked = useAsked(`/v1/tickets/${number}`, TicketDetail, everyMs);
  const detail = asked.value;
  const [doing, open] = useState<TicketDeed['kind'] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const callBack = useRef<HTMLDivElement>(null);

  const start = async (kind: TicketDeed['kind']) => {
    if (!detail) return;
    setProblem(null);
    if (!isPlain(kind)) return open(kind);
    open(null);
    setProblem(await doDeed(detail, { kind }));
    await asked.again();
  };
  const keysOn = useKeysOn();
  const back = () => (doing === null ? go('/tickets') : open(null));
  useKeys(
    Object.fromEntries([
      ...(detail?.may ?? []).map(kind => [keys[kind], () => void start(kind)] as const),
      ['p', () => callBack.current?.querySelector('button')?.click()] as const,
      ['Escape', back] as const,
    ]),
    keysOn ? 'on' : 'off',
  );

  if (!detail)
    return (
      <main className="tk-one">
        {asked.problem ? (
          <div className="trouble" role="alert">
            <p>{t(asked.problem.kind === 'not-found' ? 'ticketGone' : 'ticketsFailed')}</p>
            <Link className="act" to="/tickets">
              {t('back')}
            </Link>
          </div>
        ) : (
          <span className="bone" style={{ height: 220 }} role="status" aria-label={t('ticketsReading')} />
        )}
      </main>
    );
  const { ticket } = detail;
  const now = new Date();
  return (
    <main className="tk-one">
      <div className="tk-left">
        <Link className="x13 s tk-back" to="/tickets">
          ← {t('back')} <kbd className="key">Esc</kbd>
        </Link>
        <header>
          <div className="row tk-title">
            <h1 className="h1">{named(ticket.title)}</h1>
            <StateTag ticket={ticket} />
            <Tags ticket={ticket} />
          </div>
          <p className="x13 m num">
            {ticket.number} · <KindName plan={{ kinds: [detail.plan] }} kind={ticket.kind} />
            {ticket.path.length > 0 && ` · ${ticket.path.map(named).join(' / ')}`}
          </p>
          {detail.further.length > 0 && (
            <p className="x13 m">
              {t('otherCategories', { paths: detail.further.map(({ path }) => path.map(named).join(' / ')).join(' · ') })}
            </p>
          )}
          <Clock detail={detail} now={now} />
        </header>
        {ticket.offered && (
          <p className="pan tk-offer">
            {t('offeredTo', {
              by: personWords(ticket.offered.by),
              to: ticket.offered.to ? personWords(ticket.offered.to) : named(ticket.offered.unit?.name ?? ''),
              reason: paintPunctuation(ticket.offered.reason),
            })}
          </p>
        )}
        {asked.problem && (
          <div className="trouble tk-gap" role="alert">
            <p>{t('ticketsOffline', { at: momentWords(t, new Date(asked.readAt).toISOString(), now) })}</p>
          </div>
        )}
        <fieldset className="tk-acts" aria-label={t('actions')}>
          {order
            .filter(kind => detail.may.includes(kind))
            .map(kind => (
              <button
                key={kind}
                type="button"
                className={`btn${kind === primaryOf(detail) ? ' p' : ''}`}
                aria-expanded={isPlain(kind) ? undefined : doing === kind}
                onClick={() => void start(kind)}
              >
                {t(`deed-${kind}`)} <kbd className="key">{keys[kind].toUpperCase()}</kbd>
              </button>
            ))}
          {detail.may.length === 0 && <span className="x13 m">{t('noActions')}</span>}
        </fieldset>
        <Trouble problem={problem} kind={detail.plan} />
        {doing !== null && (
          <DeedForm
            key={doing}
            kind={doing}
            detail={detail}
            plan={plan}
            leave={() => open(null)}
            latest={() => void asked.again()}
            done={() => {
              open(null);
              void asked.again();
            }}
          />
        )}
        <div ref={callBack}>
          <CallBack detail={detail} opened={() => void asked.again()} />
        </div>
        <Known detail={detail} session={session} now={now} />
      </div>
      <Timeline detail={detail} />
    </main>
  );
}

function Clock({ detail, now }: { readonly detail: TicketDetail; readonly now: Date }) {
  const { t } = useTranslation();
  const { ticket, leftMs, counts, extended } = detail;
  if (ticket.clock === 'stopped' || ticket.clock === 'paused') return <p className="s tk-clockline num">{clockWords(t, ticket, now)}</p>;
  const words = counts === 'working-time' ? workingWords(t, leftMs) : durationWords(t, leftMs);
  const left = t(leftMs < 0 ? 'overdueBy' : 'dueIn', { time: words });
  return (
    <p className={`tk-clockline num ${clockTone(ticket.clock)}`}>
      {t('clockSentence', { at: momentWords(t, ticket.doneBy, now), left })}
      <span className="x12 m">
        {' '}
        {t(counts === 'working-time' ? 'workingTime' : 'naturalDays')}
        {extended > 0 && ` · ${t('extendedTimes', { count: extended })}`}
        {ticket.beginBy && ` · ${t('beginBy', { at: momentWords(t, ticket.beginBy, now) })}`}
      </span>
    </p>
  );
}

function Known({ detail, session, now }: { readonly detail: TicketDetail; readonly session: Session; readonly now: Date }) {
  const { t, i18n } = useTranslation();
  const named = useNamed();
  const { ticket } = detail;
  const lang = i18n.language === 'zh' ? 'zh' : 'en';
  const result = detail.plan.results.find(({ key }) => key === ticket.result);
  const rows: readonly (readonly [string, React.ReactNode])[] = [
    [t('handledBy'), ticket.handler ? personWords(ticket.handler) : t('nobodyYet')],
    [t('ofUnit'), named(ticket.unit.name)],
    ...(detail.subject ? [[t('aboutWhom'), `${personWords(detail.subject)} · ${t('recusalNote')}`] as const] : []),
    ...(detail.customer ? [[t('customerRef'), detail.customer] as const] : []),
    ...(detail.conversation && (session.may.includes('conversation.read.own') || session.may.includes('conversation.read.any'))
      ? [
          [
            t('fromCall'),
            <Link key="call" className="act" to={`/conversations/${detail.conversation}`}>
              {t('wholeCallLink')}
            </Link>,
          ] as const,
        ]
      : []),
    ...(detail.process ? [[t('processLabel'), named(detail.process)] as const] : []),
    ...detail.plan.fields.flatMap(field => {
      const value = detail.fields[field.key];
      if (!value) return [];
      return [[field[lang], paintPunctuation(field.choices.find(choice => choice.value === value)?.[lang] ?? value)] as const];
    }),
    ...(result ? [[t('resultLabel'), result[lang]] as const] : []),
    ...(detail.closing ? [[t('whatWasDone'), paintPunctuation(detail.closing)] as const] : []),
  ];
  return (
    <section className="pan tk-known">
      {detail.description && (
        <>
          <h2 className="x13 m">{t('descriptionLabel')}</h2>
          <p className="tk-words">{paintPunctuation(detail.description)}</p>
        </>
      )}
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt className="x13 m">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {detail.slots.length > 0 && (
        <>
          <h2 className="x13 m">{t('wrapUpFacts')}</h2>
          <dl>
            {detail.slots.map(slot => (
              <div key={slot.slot}>
                <dt className="x13 m">{named(slot.label)}</dt>
                <dd>{partMarks(slot.value).map(part => (part.kind === 'words' ? named(part.text) : `••••${part.tail ?? ''}`))}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      <p className="x12 m num">{t('madeByAt', { who: personWords(ticket.madeBy), at: momentWords(t, ticket.madeAt, now) })}</p>
    </section>
  );
}

/** The one thing to do next. */
function primaryOf({ may, ticket }: TicketDetail): TicketDeed['kind'] | undefined {
  if (may.includes('accept')) return 'accept';
  if (may.includes('take')) return 'take';
  if (may.includes('resume') && ticket.state === 'waiting') return 'resume';
  if (may.includes('close')) return 'close';
  return may.includes('chase') && ticket.clock === 'overdue' ? 'chase' : undefined;
}
