import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Evidence } from '#domain/evidence.ts';
import type { StandingWhisper } from '#domain/whisper.ts';
import { highlightsOf } from '#web/desk/highlights.ts';
import { Words } from '#web/desk/words.tsx';
import { clockTime } from '#web/kit/durations.ts';
import { useNamed } from '#web/kit/names.tsx';
import { paintPunctuation } from '#web/kit/punctuation.ts';
import type { Looked } from '#web/supervisor/team-store.ts';

const turnsShown = 6;

/** The last turns of one call with what they are evidence of, followed as it goes on; nothing here touches the call. */
export function CallPanel({
  looked,
  agent,
  whisper,
  openWhisper,
  close,
  mayWhisper,
}: {
  readonly looked: Looked | null;
  readonly agent: string | null;
  readonly whisper: React.ReactNode; // the popover while it is open
  readonly openWhisper: () => void;
  readonly close: () => void;
  readonly mayWhisper: boolean;
}) {
  const { t } = useTranslation();
  const named = useNamed();
  if (!looked)
    return (
      <section className="pan call-pan" aria-label={t('callTitle')}>
        <p className="x13 m calm">{t('callNone')}</p>
      </section>
    );
  const { followed } = looked;
  const topic = Object.values(followed.board).find(advice => advice.kind === 'topic' && advice.state === 'active');
  const isOver = followed.closedAtMs !== undefined;
  return (
    <section className="pan call-pan" aria-label={t('callTitle')}>
      <div className="ph">
        <span className="num">{agent}</span>
        <span className="s plain el">{topic?.kind === 'topic' ? named(topic.title) : ''}</span>
        <span className="sp" />
        <span className="num plain">{clockTime(followed.atMs)}</span>
        <button type="button" className="btn q sm narrow-only" onClick={close}>
          {t('back')}
        </button>
      </div>
      {looked.problem ? (
        <p className="x13 calm">{t('callGone')}</p>
      ) : !looked.isCaughtUp ? (
        <span className="bone" style={{ height: 160, margin: 16 }} />
      ) : (
        <Turns looked={looked} />
      )}
      {whisper}
      <WhisperTrack whispers={looked.whispers} />
      <div className="call-foot">
        {mayWhisper && !isOver && (
          <button type="button" className="btn sm whisper-open" onClick={openWhisper}>
            {t('whisper')} <kbd>W</kbd>
          </button>
        )}
        <Link className="btn sm" to={`/conversations/${looked.id}`}>
          {t('wholeCallLook')}
        </Link>
        <span className="sp" />
        <span className="x12 m">{t(isOver ? 'callOver' : 'readOnly')}</span>
      </div>
    </section>
  );
}

function Turns({ looked: { followed } }: { readonly looked: Looked }) {
  const { t } = useTranslation();
  const named = useNamed();
  const turns = followed.turns.slice(-turnsShown);
  const marks = highlightsOf(followed.board, [...promptsIn(followed.board), ...followed.used], followed.turns);
  const claims = claimsAt(followed.board);
  return (
    <div className="turns" role="log" aria-label={t('transcriptTitle')}>
      {turns.length === 0 && <p className="x13 m calm">{t('nothingSaid')}</p>}
      {turns.map(turn => (
        <div key={turn.position} className={`wu${turn.speaker === 'customer' ? ' cu' : ''}`}>
          <b>{t(`speaker-${turn.speaker}`)}</b>
          <p>
            <Words text={turn.text} highlights={marks.get(turn.position) ?? []} />
            {claims.get(turn.position)?.map(title => (
              <span key={title.text} className={`x12 claimed ${title.tone}`}>
                {' '}
                {named(title.text)}
              </span>
            ))}
          </p>
        </div>
      ))}
      {Object.entries(followed.glimpses).map(([speaker, glimpse]) =>
        glimpse ? (
          <div key={speaker} className={`wu live${speaker === 'customer' ? ' cu' : ''}`}>
            <b>{t(`speaker-${speaker}`)}</b>
            <p>{paintPunctuation(glimpse.text)}</p>
          </div>
        ) : null,
      )}
    </div>
  );
}

/** How far the last whisper has come. */
function WhisperTrack({ whispers }: { readonly whispers: readonly StandingWhisper[] }) {
  const { t } = useTranslation();
  const last = whispers.at(-1);
  if (!last) return null;
  const reached = { sent: 0, seen: 1, done: 2 }[last.state];
  return (
    <div className="track" role="status" data-state={last.state}>
      <p className="x13 s el">
        {last.by}: {paintPunctuation(last.text)}
      </p>
      <div className="row x12 m">
        {(['sent', 'seen', 'done'] as const).map((state, at) => (
          <span key={state} className={`step${at <= reached ? (state === 'done' ? ' ok b' : ' act b') : ''}`}>
            {t(`whisper-${state}`)}
          </span>
        ))}
      </div>
    </div>
  );
}

/** What a prompt rests on: words of the customer that call for somebody. */
function promptsIn(board: Looked['followed']['board']): readonly Evidence[] {
  return Object.values(board).flatMap(advice => (advice.kind === 'prompt' && !advice.shadow ? advice.evidence : []));
}

function claimsAt(board: Looked['followed']['board']): ReadonlyMap<number, readonly { text: string; tone: 'stop' | 'ok' | 's' }[]> {
  const at = new Map<number, { text: string; tone: 'stop' | 'ok' | 's' }[]>();
  for (const advice of Object.values(board)) {
    if (advice.kind !== 'violation' && advice.kind !== 'prompt') continue;
    if (advice.shadow) continue;
    const last = advice.evidence.at(-1);
    if (!last) continue;
    const tone = advice.kind === 'prompt' ? 's' : advice.recovered ? 'ok' : 'stop';
    at.set(last.position, [...(at.get(last.position) ?? []), { text: advice.title, tone }]);
  }
  return at;
}
