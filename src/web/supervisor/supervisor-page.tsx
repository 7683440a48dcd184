import i18next from 'i18next';
import { useCallback, useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '#protocol/rest.ts';
import { type NeedRow, TakeAnswer, type Tile } from '#protocol/supervisor.ts';
import { call, nothing } from '#web/kit/api.ts';
import { AppBar } from '#web/kit/app-bar.tsx';
import { CallPanel } from '#web/supervisor/call-panel.tsx';
import { type Choice, chosenOf } from '#web/supervisor/chosen-call.ts';
import { NeedsPanel } from '#web/supervisor/needs-panel.tsx';
import { stepOn } from '#web/supervisor/team-fold.ts';
import { TeamPanel } from '#web/supervisor/team-panel.tsx';
import { TeamStore } from '#web/supervisor/team-store.ts';
import { useSecond } from '#web/supervisor/tiles.tsx';
import { WhisperBox } from '#web/supervisor/whisper-box.tsx';
import { supervisorWordsEn } from '#web/supervisor/words-en.ts';
import { supervisorWordsZh } from '#web/supervisor/words-zh.ts';
import '#web/supervisor/supervisor.css';

i18next.addResourceBundle('zh', 'translation', supervisorWordsZh, true, true);
i18next.addResourceBundle('en', 'translation', supervisorWordsEn, true, true);

/** The leader's page: one's agents in their places, the calls that need somebody, one call followed. */
export function SupervisorPage({ session }: { readonly session: Session }) {
  const [store, setStore] = useState<TeamStore | null>(null);
  useEffect(() => {
    const opened = new TeamStore();
    setStore(opened);
    return () => opened.close();
  }, []);
  return store ? <Opened session={session} store={store} /> : null;
}

function Opened({ session, store }: { readonly session: Session; readonly store: TeamStore }) {
  const { t } = useTranslation();
  const state = useSyncExternalStore(store.subscribe, store.read);
  const { team, looked, line } = state;
  const me = session.user.staffNo;
  const [choice, choose] = useState<Choice | null>(null); // by hand; none: the row on top
  const [isWhispering, whisper] = useState(false);
  const [note, say] = useState('');
  const [place, setPlace] = useState<'tiles' | 'needs'>('needs');

  const rows = team.rows ?? [];
  const isOver = (id: NeedRow['conversation']) =>
    looked?.id === id && (looked.followed.closedAtMs !== undefined || looked.problem !== null);
  const chosen = chosenOf(choice, rows, team.tiles, isOver);
  const row = chosen?.row;
  const conversation = chosen?.conversation ?? null;

  const open = useCallback((id: NeedRow['conversation'] | null | undefined) => id && store.look(id), [store]);
  const chooseTile = useCallback(
    (picked: Tile) => {
      choose({ agent: picked.staffNo, conversation: picked.conversation ?? null });
      setPlace('tiles');
      whisper(false);
      open(picked.conversation);
    },
    [open],
  );
  const chooseRow = (picked: NeedRow) => {
    choose(picked);
    setPlace('needs');
    whisper(false);
    open(picked.conversation);
  };
  const take = async (of: NeedRow) => {
    open(of.conversation);
    choose(of);
    const answer = await call('POST', `/v1/supervisor/calls/${of.conversation}/take`, TakeAnswer, { position: of.position });
    say(
      answer.ok
        ? answer.value.isYours
          ? ''
          : t('takenFirst', { name: answer.value.taken.name })
        : t(answer.problem.kind === 'conflict' ? 'needGone' : 'deedFailed'),
    );
  };
  const settle = async (of: NeedRow) => {
    const answer = await call('POST', `/v1/supervisor/calls/${of.conversation}/settle`, nothing, { position: of.position });
    say(answer.ok ? '' : t(answer.problem.kind === 'conflict' ? 'needGone' : 'deedFailed'));
    if (answer.ok) choose(null);
  };
  const openWhisper = () => {
    if (!conversation) return;
    open(conversation);
    choose(chosen); // stays with this call whatever comes to the top
    whisper(true);
  };

  // In the layout, so that a key never acts on what was shown before.
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      if (event.repeat && /^[tdw]$/.test(key)) return; // a key held down is one deed
      if (key === 't' && row && !row.taken) void take(row);
      else if (key === 'd' && row?.taken?.by === me) void settle(row);
      else if (key === 'w' && conversation && !isWhispering) openWhisper();
      else if (key === 'Enter' && conversation && !(event.target instanceof HTMLButtonElement)) open(conversation);
      else if (key === 'Escape') {
        if (isWhispering) whisper(false);
        else {
          choose(null);
          store.look(null);
        }
      } else if (key.startsWith('Arrow')) arrow(key);
      else return;
      event.preventDefault();
    };
    const arrow = (key: string) => {
      if (place === 'needs' && (key === 'ArrowUp' || key === 'ArrowDown') && rows.length > 0) {
        const at = Math.max(
          0,
          rows.findIndex(each => each.conversation === conversation),
        );
        const next = rows[stepOn(at, key, 1, rows.length)];
        if (next) chooseRow(next);
        return;
      }
      const at = team.tiles.findIndex(({ staffNo }) => staffNo === chosen?.agent);
      const next = team.tiles[at < 0 ? 0 : stepOn(at, key, columnsNow(), team.tiles.length)];
      if (!next) return;
      chooseTile(next);
      document.querySelector<HTMLElement>(`[data-agent="${CSS.escape(next.staffNo)}"]`)?.focus();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  });

  const shownAgent = looked
    ? (rows.find(each => each.conversation === looked.id)?.agent ??
      team.tiles.find(each => each.conversation === looked.id)?.staffNo ??
      chosen?.agent)
    : chosen?.agent;
  return (
    <div className="supervisor-page">
      <AppBar session={session} />
      {line === 'down' && <Offline heardAt={team.heardAt} />}
      {note !== '' && (
        <p className="x13 note" role="status">
          {note}
        </p>
      )}
      <main className={`supervisor${looked ? ' looking' : ''}`}>
        <TeamPanel state={state} store={store} chosen={chosen?.agent ?? null} choose={chooseTile} />
        <NeedsPanel
          state={state}
          chosen={row?.conversation ?? null}
          me={me}
          on={{ choose: chooseRow, take: of => void take(of), settle: of => void settle(of) }}
        />
        <CallPanel
          looked={looked}
          agent={shownAgent ?? null}
          mayWhisper={conversation !== null && looked?.id === conversation}
          openWhisper={openWhisper}
          close={() => store.look(null)}
          whisper={
            isWhispering && conversation && chosen ? (
              <WhisperBox
                key={conversation}
                conversation={conversation}
                chosen={chosen}
                aheadMs={team.aheadMs}
                done={() => whisper(false)}
              />
            ) : null
          }
        />
      </main>
    </div>
  );
}

/** The line is down: what is shown is as old as it says. */
function Offline({ heardAt }: { readonly heardAt: number }) {
  const { t } = useTranslation();
  const now = useSecond(true);
  return (
    <p className="x13 warn offline" role="status">
      {heardAt === 0 ? t('serverAway') : t('pictureOld', { seconds: Math.max(0, Math.round((now - heardAt) / 1000)) })}
    </p>
  );
}

/** How many tiles stand side by side: the grid decides by the window's width. */
function columnsNow(): number {
  const grid = document.querySelector('.tiles');
  return grid ? getComputedStyle(grid).gridTemplateColumns.split(' ').length : 4;
}
