import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { NeedRow } from '#protocol/supervisor.ts';
import { clockTime } from '#web/kit/durations.ts';
import { useNamed } from '#web/kit/names.tsx';
import type { TeamState } from '#web/supervisor/team-store.ts';
import { useSecond } from '#web/supervisor/tiles.tsx';

/** The calls that need somebody, the most urgent on top; only the chosen row shows its key. */
export function NeedsPanel({
  state,
  chosen,
  me,
  on,
}: {
  readonly state: TeamState;
  readonly chosen: string | null;
  readonly me: string;
  readonly on: { readonly choose: (row: NeedRow) => void; readonly take: (row: NeedRow) => void; readonly settle: (row: NeedRow) => void };
}) {
  const { t } = useTranslation();
  const named = useNamed();
  const { rows, more, aheadMs } = state.team;
  const now = useSecond(state.line === 'open') + aheadMs;
  return (
    <section className="pan needs" aria-label={t('needsTitle')} aria-live="polite">
      <div className="ph">
        <h2>{t('needsTitle')}</h2>
        {rows && rows.length > 0 && <span className="cnt stop num">{rows.length + more}</span>}
        <span className="sp" />
        <span className="x12 m plain el">{t('needsOrder')}</span>
      </div>
      {rows === null && <span className="bone" style={{ height: 84, margin: 16 }} />}
      {rows?.length === 0 && <p className="x13 m calm">{t('needsNone')}</p>}
      {rows?.map(row => {
        const isChosen = row.conversation === chosen;
        return (
          <article
            key={row.conversation}
            className={`ny${row.chance.kind === 'gone' && row.tags.every(({ tone }) => tone === 'plain') ? '' : ' st'}${isChosen ? ' on' : ''}`}
            aria-label={`${row.agent} ${named(row.claim)}`}
            aria-current={isChosen}
            data-need={row.agent}
          >
            <button type="button" className="ny-open" aria-label={t('openCall', { agent: row.agent })} onClick={() => on.choose(row)} />
            <div className="row">
              <span className="b num ny-id">{row.agent}</span>
              <span className="x13 s el">{row.topic ? named(row.topic) : row.name}</span>
              <span className="x13 m num">{clockTime(now - row.openedAt)}</span>
              <span className="sp" />
              <Takes row={row} me={me} now={now} isChosen={isChosen} on={on} />
            </div>
            <div className="ny-claim">{named(row.claim)}</div>
            <div className="row x12 m ny-tags">
              {others(row).map(tag => (
                <span key={tag.rule + tag.title} className={tag.tone === 'stop' ? 'tag stop' : 'tag'}>
                  {named(tag.title)}
                </span>
              ))}
              <span className="sp" />
              <span className={row.chance.kind === 'gone' ? '' : 'stop'}>{chanceOf(row, t)}</span>
            </div>
            {row.reach !== 'own' && <div className="x12 m">{t(`reach-${row.reach}`, { unit: named(row.unit) })}</div>}
          </article>
        );
      })}
      {more > 0 && <p className="x12 m calm">{t('needsMore', { count: more })}</p>}
      <p className="x12 m needs-foot">{t('needsFoot')}</p>
    </section>
  );
}

function Takes({
  row,
  me,
  now,
  isChosen,
  on,
}: {
  readonly row: NeedRow;
  readonly me: string;
  readonly now: number;
  readonly isChosen: boolean;
  readonly on: { readonly take: (row: NeedRow) => void; readonly settle: (row: NeedRow) => void };
}) {
  const { t } = useTranslation();
  if (!row.taken)
    return (
      <button type="button" className={`btn sm over${isChosen ? ' p' : ''}`} onClick={() => on.take(row)}>
        {t('take')} {isChosen && <kbd>T</kbd>}
      </button>
    );
  if (row.taken.by === me)
    return (
      <button type="button" className="btn sm over" onClick={() => on.settle(row)}>
        {t('settleNeed')} {isChosen && <kbd>D</kbd>}
      </button>
    );
  const seconds = Math.max(0, Math.floor((now - row.taken.at) / 1000));
  return <span className="x12 m nw num">{t('takenBy', { name: row.taken.name, ago: clockTime(seconds * 1000) })}</span>;
}

/** What else calls for somebody: the first alarm is the sentence above. */
function others({ tags, claim }: NeedRow): NeedRow['tags'] {
  const first = tags.findIndex(({ title }) => title === claim);
  return tags.filter((_tag, at) => at !== first);
}

function chanceOf({ chance }: NeedRow, t: TFunction): string {
  switch (chance.kind) {
    case 'open':
      return chance.left === undefined ? t('chance-open') : t('chance-open-turns', { left: chance.left });
    case 'turns':
      return t('chance-turns', { left: chance.left });
    case 'gone':
      return t('chance-gone');
  }
}
