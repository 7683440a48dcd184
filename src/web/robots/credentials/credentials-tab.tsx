import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CredentialList, CredentialSet, CredentialUses } from '#protocol/robots.ts';
import { Who } from '#web/admin/named.tsx';
import { Shown, useReading } from '#web/admin/reading.tsx';
import { useMoment } from '#web/kit/moment.ts';
import { useTongue } from '#web/kit/use-tongue.ts';
import type { TabProps } from '#web/robots/tab-props.ts';
import { useDoing } from '#web/robots/use-doing.ts';
import '#web/robots/credentials/credentials.css';

type Credential = CredentialList['credentials'][number];
const keyOf = ({ bot, target, role }: Credential) => `${bot} ${target} ${role}`;

/** What robots sign in with: its owner sees what is missing or due, and types it once; nobody reads it back. */
export function CredentialsTab(_: TabProps) {
  const { t } = useTranslation();
  const tongue = useTongue();
  const reading = useReading('/v1/robots/credentials', CredentialList);
  const [open, setOpen] = useState<{ readonly key: string; readonly part: 'set' | 'uses' } | null>(null);
  return (
    <>
      <header className="row head">
        <h1 className="h1">{t('robots-tab-credentials')}</h1>
        <span className="x13 m">{t('rb-credentials-note')}</span>
      </header>
      <Shown reading={reading}>
        {({ credentials }) =>
          credentials.length === 0 ? (
            <div className="pan calm">{t('rb-credentials-none')}</div>
          ) : (
            credentials.map(one => {
              const key = keyOf(one);
              const part = open?.key === key ? open.part : null;
              const turn = (next: 'set' | 'uses') => setOpen(part === next ? null : { key, part: next });
              return (
                <section key={key} className="pan" aria-label={`${tongue(one.botTitle, one.botTitleEn)} ${tongue(one.role, one.roleEn)}`}>
                  <div className="ph credential">
                    <span className="col">
                      <span>{tongue(one.botTitle, one.botTitleEn)}</span>
                      <span className="x12 m" style={{ fontWeight: 400 }}>
                        {tongue(one.targetTitle, one.targetTitleEn)} · {tongue(one.role, one.roleEn)}
                      </span>
                    </span>
                    <span className="sp" />
                    <Standing one={one} />
                    <button
                      type="button"
                      className="btn sm"
                      aria-expanded={part === 'uses'}
                      disabled={!one.set}
                      onClick={() => turn('uses')}
                    >
                      {t('rb-uses', { count: one.set?.uses ?? 0 })}
                    </button>
                    {one.needed && (
                      <button
                        type="button"
                        className={`btn sm${one.set ? '' : ' p'}`}
                        aria-expanded={part === 'set'}
                        onClick={() => turn('set')}
                      >
                        {t(one.set ? 'rb-rotate' : 'rb-set')}
                      </button>
                    )}
                  </div>
                  {part === 'set' && (
                    <SetForm
                      one={one}
                      done={async () => {
                        setOpen(null);
                        await reading.again();
                      }}
                    />
                  )}
                  {part === 'uses' && one.set && <Uses id={one.set.id} />}
                </section>
              );
            })
          )
        }
      </Shown>
    </>
  );
}

function Standing({ one: { set, needed, stopped } }: { readonly one: Credential }) {
  const { t } = useTranslation();
  return (
    <>
      {stopped && <span className="tag stop">{t('rb-locked-out')}</span>}
      {!needed && <span className="tag">{t('rb-not-needed')}</span>}
      {!set && <span className="tag stop">{t('rb-missing')}</span>}
      {set && (
        <span className="x13 s set-by">
          {t('rb-set-by')} <Who who={set.owner} /> · {t('rb-rotate-by')} <span className="num">{set.rotateBy}</span>
        </span>
      )}
      {set && set.due !== 'later' && <span className={`tag ${set.due === 'soon' ? 'warn' : 'stop'}`}>{t(`rb-due-${set.due}`)}</span>}
    </>
  );
}

function SetForm({ one, done }: { readonly one: Credential; readonly done: () => Promise<void> }) {
  const { t } = useTranslation();
  const { busy, said, doing } = useDoing();
  const [user, setUser] = useState('');
  const [password, setPassword] = useState('');
  const [rotateBy, setRotateBy] = useState(() => new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10));
  const save = async () => {
    const { bot, target, role } = one;
    const set = await doing('PUT', '/v1/robots/credentials', CredentialSet, { bot, target, role, user, password, rotateBy });
    setPassword('');
    if (set) await done();
  };
  return (
    <form
      className="pb credential-form"
      autoComplete="off"
      onSubmit={event => {
        event.preventDefault();
        void save();
      }}
    >
      <label className="field">
        <span className="x13 s">{t('rb-account')}</span>
        <input value={user} autoComplete="off" required maxLength={200} onChange={event => setUser(event.target.value)} />
      </label>
      <label className="field">
        <span className="x13 s">{t('rb-password')}</span>
        <input
          type="password"
          value={password}
          autoComplete="new-password"
          required
          maxLength={500}
          onChange={event => setPassword(event.target.value)}
        />
      </label>
      <label className="field">
        <span className="x13 s">{t('rb-rotate-by')}</span>
        <input type="date" value={rotateBy} required onChange={event => setRotateBy(event.target.value)} />
      </label>
      <button type="submit" className="btn p" disabled={busy || user === '' || password === ''}>
        {t('rb-seal')}
      </button>
      <p className="x12 m wide">{t(one.set ? 'rb-rotate-means' : 'rb-seal-means')}</p>
      {said && (
        <p className="stop x13 wide" role="alert">
          {said}
        </p>
      )}
    </form>
  );
}

function Uses({ id }: { readonly id: number }) {
  const { t } = useTranslation();
  const moment = useMoment();
  const reading = useReading(`/v1/robots/credentials/${id}/uses`, CredentialUses);
  return (
    <Shown reading={reading}>
      {({ uses }) =>
        uses.length === 0 ? (
          <p className="calm">{t('rb-uses-none')}</p>
        ) : (
          <div className="scroll uses">
            <table>
              <thead>
                <tr>
                  <th>{t('rb-used-at')}</th>
                  <th>{t('rb-used-step')}</th>
                  <th>{t('rb-used-run')}</th>
                </tr>
              </thead>
              <tbody>
                {uses.map(use => (
                  <tr key={`${use.run} ${use.step} ${use.at}`}>
                    <td className="num nw">{moment(use.at)}</td>
                    <td>{use.step}</td>
                    <td className="code">{use.run}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )
      }
    </Shown>
  );
}
