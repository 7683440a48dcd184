import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { z } from 'zod';
import { DemoPerson, Session } from '#protocol/rest.ts';
import { useKeys } from '#web/desk/keys.ts';
import { call } from '#web/kit/api.ts';
import { Icon } from '#web/kit/icons.tsx';
import { homeOf, useHere } from '#web/kit/session.tsx';
import '#web/signin/signin.css';

/** The key of each person offered, in order: digits, then letters. */
const keys = '123456789abcdefghijklmnopqrstuvwxyz';

/** Comes in: by staff number and password, or in the demo by one click as somebody. */
export function SignIn() {
  const { t, i18n } = useTranslation();
  const { arrive, speak } = useHere();
  const go = useNavigate();
  const [query] = useSearchParams();
  const [people, setPeople] = useState<readonly DemoPerson[] | null>(null);
  const [withPassword, showPassword] = useState(false);

  useEffect(() => {
    void call('GET', '/v1/demo/people', z.array(DemoPerson)).then(answer => setPeople(answer.ok ? answer.value : []));
  }, []);

  const enter = useCallback(
    (session: Session, to?: string) => {
      arrive(session);
      const next = query.get('next');
      go(to ?? (next?.startsWith('/') && !next.startsWith('//') ? next : homeOf(session)));
    },
    [arrive, go, query],
  );
  const become = useCallback(
    async (person: DemoPerson | undefined, to?: string) => {
      if (!person) return;
      const answer = await call('POST', '/v1/demo/sign-in', Session, { staffNo: person.staffNo });
      if (answer.ok) enter(answer.value, to);
    },
    [enter],
  );

  const offered = oneOfEach(people ?? []);
  useKeys(
    Object.fromEntries(offered.slice(0, keys.length).map((person, at) => [keys[at] as string, () => void become(person)])),
    withPassword ? 'off' : 'on',
  );
  const english = people?.find(person => person.role === 'agent' && /^[A-Za-z]/.test(person.name));
  const guest = i18n.language === 'en' ? (english ?? offered[0]) : offered[0];

  return (
    <main className="signin">
      <section className="pitch">
        <span className="brand" style={{ fontSize: 20 }}>
          <span className="logo big" />
          {t('brand')}
        </span>
        <h1>
          {t('headline1')}
          <br />
          {t('headline2')}
        </h1>
        <p className="s">{t('pitch')}</p>
        <div className="row" style={{ marginTop: 32 }}>
          {guest && (
            <button type="button" className="btn p tall" onClick={() => void become(guest, '/try')}>
              {t('tryFirst')}
            </button>
          )}
          <button
            type="button"
            className="btn q tall"
            lang={i18n.language === 'zh' ? 'en' : 'zh-CN'}
            onClick={() => speak(i18n.language === 'zh' ? 'en' : 'zh')}
          >
            {i18n.language === 'zh' ? 'English' : '中文'}
          </button>
        </div>
        {offered.length > 0 && (
          <p className="x12 m" style={{ marginTop: 'auto' }}>
            {t('allInvented')}
            <br />
            {t('onlyHere')}
          </p>
        )}
      </section>
      <section className="who-list">
        {offered.length > 0 && !withPassword ? (
          <>
            <h2 className="h1">{t('lookAs')}</h2>
            <p className="m" style={{ marginTop: 4 }}>
              {t('oneClick')}
            </p>
            <ol>
              {offered.map((person, at) => (
                <li key={person.staffNo}>
                  <button type="button" className="person hug" onClick={() => void become(person)}>
                    {at < keys.length ? <kbd>{keys[at]?.toUpperCase()}</kbd> : <span style={{ width: 26 }} />}
                    <span className="name">
                      <b>{t(`role-${person.role}`, { defaultValue: person.role })}</b>
                      <span className="x13 m">
                        {t('staffIs', { staffNo: person.staffNo })} · {person.name}
                      </span>
                    </span>
                    <span className="x13 s">{t(`does-${person.role}`, { defaultValue: '' })}</span>
                    <span className="sp" />
                    <span className="m">
                      <Icon name="right" />
                    </span>
                  </button>
                </li>
              ))}
            </ol>
            <p className="row x13 m" style={{ marginTop: 20 }}>
              {t('haveAccount')}
              <button type="button" className="act" onClick={() => showPassword(true)}>
                {t('withPassword')}
              </button>
            </p>
          </>
        ) : people === null ? null : (
          <PasswordForm enter={enter} back={offered.length > 0 ? () => showPassword(false) : undefined} />
        )}
      </section>
    </main>
  );
}

function PasswordForm({ enter, back }: { readonly enter: (session: Session) => void; readonly back?: () => void }) {
  const { t } = useTranslation();
  const [staffNo, setStaffNo] = useState('');
  const [password, setPassword] = useState('');
  const [trouble, setTrouble] = useState<string | null>(null);
  const submit = async () => {
    setTrouble(null);
    const answer = await call('POST', '/v1/session', Session, { staffNo: staffNo.trim(), password });
    if (answer.ok) enter(answer.value);
    else setTrouble(answer.problem.kind === 'unavailable' ? t('serverAway') : t('wrongSignIn'));
  };
  return (
    <form
      className="password"
      onSubmit={event => {
        event.preventDefault();
        void submit();
      }}
    >
      <h2 className="h1">{t('signIn')}</h2>
      <label className="lab" htmlFor="staff-no">
        {t('staffNo')}
      </label>
      <div className="in">
        <input
          id="staff-no"
          autoComplete="username"
          required
          maxLength={32}
          value={staffNo}
          onChange={event => setStaffNo(event.target.value)}
        />
      </div>
      <label className="lab" htmlFor="password">
        {t('password')}
      </label>
      <div className="in">
        <input
          id="password"
          type="password"
          autoComplete="current-password"
          required
          maxLength={200}
          value={password}
          onChange={event => setPassword(event.target.value)}
        />
      </div>
      {trouble && (
        <p className="x13 stop" role="alert">
          {trouble}
        </p>
      )}
      <div className="row">
        <button type="submit" className="btn p tall">
          {t('signIn')}
        </button>
        {back && (
          <button type="button" className="btn q tall" onClick={back}>
            {t('back')}
          </button>
        )}
      </div>
    </form>
  );
}

/** One person per role, in the order given: the list answers "what can I be", not "who works here". English agents stay visible. */
function oneOfEach(people: readonly DemoPerson[]): readonly DemoPerson[] {
  const seen = new Set<string>();
  return people.filter(person => {
    const key = `${person.role}${/^[A-Za-z]/.test(person.name) ? ':en' : ''}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
