import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NameTarget, type RobotTarget, RobotTargetList } from '#protocol/robot-runs.ts';
import { Who } from '#web/admin/named.tsx';
import { Shown, useReading } from '#web/admin/reading.tsx';
import { useMoment } from '#web/kit/moment.ts';
import { may } from '#web/kit/session.tsx';
import { useTongue } from '#web/kit/use-tongue.ts';
import { Stopped, Switch, SwitchAll } from '#web/robots/runs/switches.tsx';
import { useAgain } from '#web/robots/runs/use-again.ts';
import { WithReason } from '#web/robots/runs/with-reason.tsx';
import type { TabProps } from '#web/robots/tab-props.ts';
import { useDoing } from '#web/robots/use-doing.ts';
import '#web/robots/runs/runs.css';

/** Systems robots work in: an operator sees how hard they are pressed, turns one off, and lets it go on after looking. */
export function TargetsTab({ session }: TabProps) {
  const { t } = useTranslation();
  const reading = useReading('/v1/robots/targets', RobotTargetList);
  useAgain(reading.again, 5000);
  const operates = may(session, 'robot.operate');
  const mayStop = operates || may(session, 'robot.approve');
  return (
    <>
      <header className="row head">
        <h1 className="h1">{t('robots-tab-targets')}</h1>
        <span className="x13 m">{t('rr-targets-note')}</span>
        <span className="sp" />
        {mayStop && reading.value && <SwitchAll off={reading.value.off} again={reading.again} />}
      </header>
      <Shown reading={reading}>
        {({ targets, off, browser }) => (
          <>
            <Stopped off={off} />
            <p className={`x13 under-way ${browser.ok ? 'm' : 'warn'}`} role="status">
              {browser.ok ? t('rr-browser', { name: browser.name ?? '' }) : t('rr-no-browser', { why: browser.why ?? '' })}
            </p>
            {targets.length === 0 && <div className="pan calm">{t('rr-targets-none')}</div>}
            {targets.map(target => (
              <Target key={target.name} target={target} operates={operates} mayStop={mayStop} again={reading.again} />
            ))}
          </>
        )}
      </Shown>
    </>
  );
}

interface OfTarget {
  readonly target: RobotTarget;
  readonly operates: boolean;
  readonly mayStop: boolean;
  readonly again: () => Promise<void>;
}

function Target({ target, operates, mayStop, again }: OfTarget) {
  const { t } = useTranslation();
  const moment = useMoment();
  const tongue = useTongue();
  const [isChanging, change] = useState(false);
  const { broken } = target;
  return (
    <section className="pan" aria-label={tongue(target.title, target.titleEn)}>
      <div className="ph">
        {tongue(target.title, target.titleEn)} <span className="x12 m light">{target.name}</span>
        <span className={`tag ${target.on && !broken ? 'ok' : 'stop'}`}>
          {!target.on
            ? t('rr-target-off')
            : broken
              ? t(`rr-target-broken-${broken.why}`, { until: broken.until ? moment(broken.until) : '' })
              : t('rr-target-on')}
        </span>
        <span className="sp" />
        {operates && broken?.why === 'failed-logins' && <Reset target={target} again={again} />}
        {operates && !isChanging && (
          <button type="button" className="btn" onClick={() => change(true)}>
            {t('rr-target-change')}
          </button>
        )}
        {mayStop && <Switch kind="target" name={target.name} isOff={!target.on} again={again} />}
      </div>
      <dl className="run-facts roomy">
        <div>
          <dt className="x12 m">{t('rr-target-origin')}</dt>
          <dd>
            {target.origin ?? <span className="warn">{t('rr-target-no-origin')}</span>}
            {target.hosts.length > 0 && <span className="x12 m"> {target.hosts.join(', ')}</span>}
          </dd>
        </div>
        <div>
          <dt className="x12 m">{t('rr-target-limits')}</dt>
          <dd className="num">
            {t('rr-target-limits-are', target)}
            <div className="x12 m">{t('rr-target-breaker-is', { count: target.failedLogins, seconds: target.slowMs / 1000 })}</div>
          </dd>
        </div>
        <div>
          <dt className="x12 m">{t('rr-target-use')}</dt>
          <dd className="num">
            {t('rr-target-use-is', { running: target.running.length, queued: target.queued })}
            {target.loginFailures > 0 && <div className="x12 warn">{t('rr-target-logins', { count: target.loginFailures })}</div>}
          </dd>
        </div>
        {target.off && (
          <div>
            <dt className="x12 m">{t('rr-target-off')}</dt>
            <dd>
              {target.off.reason}{' '}
              <span className="x12 m">
                <Who who={target.off.by} /> <span className="num">{moment(target.off.at)}</span>
              </span>
            </dd>
          </div>
        )}
      </dl>
      {isChanging && <Limits target={target} again={again} close={() => change(false)} />}
    </section>
  );
}

/** A person has looked at why signing in failed. */
function Reset({ target, again }: Pick<OfTarget, 'target' | 'again'>) {
  const { t } = useTranslation();
  return (
    <WithReason
      word={t('rr-target-reset')}
      means=""
      kind="p"
      does={async (reason, { did }) => {
        const done = await did('POST', `/v1/robots/targets/${target.name}/mend`, { reason });
        if (done) await again();
        return done;
      }}
    />
  );
}

const numbers = ['concurrent', 'perMinute', 'failedLogins', 'slowMs'] as const;

function Limits({ target, again, close }: Pick<OfTarget, 'target' | 'again'> & { readonly close: () => void }) {
  const { t } = useTranslation();
  const { busy, said, say, did } = useDoing();
  const [origin, setOrigin] = useState(target.origin ?? '');
  const [hosts, setHosts] = useState(target.hosts.join(', '));
  const [limits, setLimits] = useState<Readonly<Record<(typeof numbers)[number], string>>>({
    concurrent: String(target.concurrent),
    perMinute: String(target.perMinute),
    failedLogins: String(target.failedLogins),
    slowMs: String(target.slowMs),
  });
  const save = async () => {
    const asked = NameTarget.safeParse({
      ...(origin.trim() === '' ? {} : { origin: origin.trim() }),
      hosts: hosts.split(/[,，\s]+/).filter(host => host !== ''),
      ...Object.fromEntries(numbers.map(name => [name, Number(limits[name])])),
    });
    if (!asked.success) {
      const [issue] = asked.error.issues;
      say(`${t(`rr-field-${String(issue?.path[0])}`)}: ${issue?.message}`);
      return;
    }
    if (await did('PATCH', `/v1/robots/targets/${target.name}`, asked.data)) {
      await again();
      close();
    }
  };
  return (
    <form
      className="pb limit-fields"
      onSubmit={event => {
        event.preventDefault();
        void save();
      }}
    >
      <label className="field wide">
        <span className="x12 m">{t('rr-field-origin')}</span>
        <input value={origin} maxLength={300} placeholder="https://core.example" onChange={event => setOrigin(event.target.value)} />
      </label>
      <label className="field wide">
        <span className="x12 m">{t('rr-field-hosts')}</span>
        <input value={hosts} maxLength={2000} onChange={event => setHosts(event.target.value)} />
      </label>
      {numbers.map(name => (
        <label key={name} className="field">
          <span className="x12 m">{t(`rr-field-${name}`)}</span>
          <input
            inputMode="numeric"
            value={limits[name]}
            maxLength={7}
            onChange={event => setLimits({ ...limits, [name]: event.target.value })}
          />
        </label>
      ))}
      <div className="row wide">
        <button type="submit" className="btn p" disabled={busy}>
          {t('rr-target-save')}
        </button>
        <button type="button" className="btn q" onClick={close}>
          {t('rr-cancel')}
        </button>
        {said && (
          <span className="x13 stop" role="alert">
            {said}
          </span>
        )}
      </div>
    </form>
  );
}
