import { useTranslation } from 'react-i18next';
import { clockFace } from '#web/desk/answer-clock.ts';
import type { DeskModel } from '#web/desk/model.ts';
import { useSeconds } from '#web/desk/use-seconds.ts';
import { clockTime } from '#web/kit/durations.ts';
import { Icon } from '#web/kit/icons.tsx';
import { Masked } from '#web/kit/masked.tsx';
import { useNamed } from '#web/kit/names.tsx';
import { refusal } from '#web/kit/refusal.ts';

/** Who is on the line, whether they are verified, whether we hear both sides, how long the answer and the call take. */
export function Header({
  desk,
  size,
  switcher,
}: {
  readonly desk: DeskModel;
  readonly size: 'column' | 'page';
  readonly switcher?: React.ReactNode;
}) {
  const { t } = useTranslation();
  const { seen, followed } = desk;
  return (
    <header className={size === 'column' ? 'dh zone' : 'wide-head'}>
      {size === 'column' ? (
        <div className="col" style={{ minWidth: 0 }}>
          <div className="who">
            <Who desk={desk} />
          </div>
          <div className="sub">
            <Hearing desk={desk} />
            {!desk.refused && <Place desk={desk} />}
          </div>
        </div>
      ) : (
        <>
          <span className="who big-who">
            <Who desk={desk} />
          </span>
          <span className="sub-wide">
            <Place desk={desk} />
          </span>
        </>
      )}
      <span className="sp" />
      {desk.followed.muted && <span className="tag o">{t('muted')}</span>}
      {switcher}
      {size === 'page' && (
        <span className="sub" style={{ fontSize: 13 }}>
          <Hearing desk={desk} />
        </span>
      )}
      <AnswerClock desk={desk} />
      <span className={`dur num${desk.isOver ? ' m' : ''}`} role="timer" aria-label={t('duration')}>
        {clockTime(desk.nowMs)}
      </span>
      <span className="hidden-text" role="status">
        {followed.held ? t('held') : seen.isVerified ? t('verified') : t('notVerified')}
      </span>
    </header>
  );
}

function Who({ desk }: { readonly desk: DeskModel }) {
  const { t, i18n } = useTranslation();
  const { seen, head } = desk;
  const name = seen.slots.find(({ slot, value }) => /^(customer|caller)Name$/.test(slot) && value)?.value;
  const masked = seen.isVerified && name ? maskName(name) : (head?.customer ?? t('customer'));
  return (
    <>
      <span className={seen.isVerified ? 'ok shield' : 'm shield'}>
        <Icon name={seen.isVerified ? 'verified' : 'shield'} />
      </span>
      <span className="el num">
        <Masked text={masked} />
      </span>
      <span className={`x12 nw ${seen.isVerified ? 'ok' : 'm'}`} style={{ fontWeight: 500 }} data-testid="shield" lang={i18n.language}>
        {seen.isVerified ? t('verified') : t('notVerified')}
        {seen.isVerified && seen.verifiedAtMs !== undefined ? <span className="page-only num"> {clockTime(seen.verifiedAtMs)}</span> : null}
      </span>
    </>
  );
}

function Hearing({ desk }: { readonly desk: DeskModel }) {
  const { t } = useTranslation();
  const { followed, offlineSince, nowMs } = desk;
  const offline = useSeconds(offlineSince);
  if (offlineSince !== undefined)
    return (
      <span className="warn nw" role="status">
        {t('offline', { seconds: offline })}
      </span>
    );
  if (desk.refused)
    return (
      <span className="warn el" role="alert" title={t('refused', { what: refusal(desk.refused, t) })}>
        {t('refused', { what: refusal(desk.refused, t) })}
      </span>
    );
  if (desk.isOver) return <span className="nw">{t('callEnded')}</span>;
  const { customer, agent } = followed.deaf;
  if (customer !== undefined || agent !== undefined) {
    const who = agent === undefined ? 'deafCustomer' : customer === undefined ? 'deafMe' : 'deafBoth';
    const since = Math.min(customer ?? nowMs, agent ?? nowMs);
    return (
      <span className="warn row nw" style={{ gap: 4 }} role="status">
        <Icon name="warn" size={13} />
        {t(who, { time: clockTime(nowMs - since) })}
      </span>
    );
  }
  if (followed.held) return <span className="nw">{t('held')}</span>;
  return (
    <>
      <Meter label={t('customerShort')} on={isOn(followed, 'customer')} />
      <Meter label={t('me')} on={isOn(followed, 'agent')} />
    </>
  );
}

function isOn(followed: DeskModel['followed'], speaker: 'customer' | 'agent'): boolean {
  return followed.speaking[speaker] === true || followed.glimpses[speaker] !== undefined;
}

function Meter({ label, on }: { readonly label: string; readonly on: boolean }) {
  const { t } = useTranslation();
  return (
    <span className="row nw" style={{ gap: 4 }}>
      {label}
      <span className={on ? 'vu on' : 'vu'} role="img" aria-label={t(on ? 'speaks' : 'quiet')}>
        {on ? [6, 10, 5, 9].map(height => <i key={height} style={{ height }} />) : <i style={{ width: 14, height: 2 }} />}
      </span>
    </span>
  );
}

function Place({ desk }: { readonly desk: DeskModel }) {
  const { t, i18n } = useTranslation();
  const named = useNamed();
  const { head, seen, followed } = desk;
  const tail = seen.slots.find(slot => slot.slot === 'cardTail' && slot.value && slot.status !== 'empty')?.value;
  const queue = head?.queue ?? followed.meta?.queue;
  const opened = head?.openedAt ?? followed.meta?.openedAt;
  const at = opened
    ? new Date(opened).toLocaleTimeString(i18n.language === 'zh' ? 'zh-CN' : 'en-GB', { hour: '2-digit', minute: '2-digit' })
    : '';
  return (
    <>
      <span className={tail ? 'nw' : 'el'}>
        {tail ? t('tail', { tail }) : ((queue && named(queue)) ?? t(head?.channel === 'chat' ? 'chat' : 'call'))}
      </span>
      {tail && queue && <span className="el page-only">{named(queue)}</span>}
      {at && <span className="page-only num">{t('cameAt', { at })}</span>}
    </>
  );
}

function AnswerClock({ desk }: { readonly desk: DeskModel }) {
  const { t } = useTranslation();
  const face = clockFace(desk.seen.answer, desk.nowMs);
  const spoken =
    face && (face.level === 'red' || face.level === 'amber') ? t('answerSpoken', { seconds: face.level === 'red' ? 15 : 10 }) : '';
  return (
    <>
      <span className="hidden-text" role="status">
        {spoken}
      </span>
      {face && (
        <span
          className={`clock ${face.level === 'red' ? 'r' : face.level === 'amber' ? 'a' : 'n'}`}
          title={t('answerClock')}
          data-testid="answer-clock"
        >
          <svg viewBox="0 0 22 22" aria-hidden="true">
            <circle cx="11" cy="11" r="8" fill="none" stroke="currentColor" strokeOpacity=".18" strokeWidth="3" />
            <circle
              cx="11"
              cy="11"
              r="8"
              fill="none"
              stroke="currentColor"
              strokeWidth="3"
              strokeLinecap="round"
              strokeDasharray={`${face.filled * 50.27} 50.27`}
            />
          </svg>
          <span className="num">
            {face.seconds}
            <span className="unit"> s</span>
          </span>
        </span>
      )}
    </>
  );
}

/** The family name, or the first name and initials. */
function maskName(name: string): string {
  const [first = '', ...rest] = name.trim().split(/\s+/);
  if (rest.length > 0) return `${first} ${rest.map(part => `${part[0] ?? ''}.`).join(' ')}`;
  return `${[...first][0] ?? ''}**`;
}
