import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import type { Permission } from '#domain/permission.ts';
import { Session } from '#protocol/rest.ts';
import { call, nothing, rememberCsrf } from '#web/kit/api.ts';
import { takeKeysOf } from '#web/kit/keymap.ts';
import { type Language, speak } from '#web/kit/language.ts';

/** Who is here: still asking, nobody, out of reach, or somebody. */
export type Presence =
  | { readonly kind: 'asking' }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'somebody'; readonly session: Session };

interface Here {
  readonly presence: Presence;
  readonly arrive: (session: Session) => void;
  readonly leave: () => Promise<void>;
  readonly speak: (language: Language) => void;
}

const Context = createContext<Here | null>(null);

/** Asks who is signed in and keeps it for the screens. */
export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const [presence, setPresence] = useState<Presence>({ kind: 'asking' });

  const arrive = useCallback((session: Session) => {
    rememberCsrf(session.csrf);
    takeKeysOf(session.user.staffNo);
    speak(session.user.lang);
    setPresence({ kind: 'somebody', session });
  }, []);

  useEffect(() => {
    let retry: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      const answer = await call('GET', '/v1/session', Session);
      if (answer.ok) return arrive(answer.value);
      if (answer.problem.kind === 'unavailable') {
        setPresence({ kind: 'unreachable' });
        retry = setTimeout(ask, 2000);
      } else setPresence({ kind: 'nobody' });
    };
    void ask();
    return () => clearTimeout(retry);
  }, [arrive]);

  const here = useMemo<Here>(
    () => ({
      presence,
      arrive,
      leave: async () => {
        await call('DELETE', '/v1/session', nothing);
        setPresence({ kind: 'nobody' });
      },
      speak: language => {
        speak(language);
        if (presence.kind !== 'somebody') return;
        setPresence({ kind: 'somebody', session: { ...presence.session, user: { ...presence.session.user, lang: language } } });
        void call('PATCH', '/v1/session', nothing, { lang: language });
      },
    }),
    [presence, arrive],
  );
  return <Context value={here}>{children}</Context>;
}

/** Who is here, and how to come, leave or change language. */
export function useHere(): Here {
  const here = useContext(Context);
  if (!here) throw new Error('useHere outside SessionProvider');
  return here;
}

/** Whether the screens may show what needs this permission; the server checks it again. */
export function may(session: Session, permission: Permission): boolean {
  return session.may.includes(permission);
}

/** Where somebody's work begins. */
export function homeOf(session: Session): string {
  if (session.home?.startsWith('/') && session.home !== '/') return session.home;
  return may(session, 'desk.use') ? '/desk' : may(session, 'conversation.read.own') ? '/conversations' : '/try';
}
