import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Tile } from '#protocol/supervisor.ts';
import { Icon } from '#web/kit/icons.tsx';
import { useNamed } from '#web/kit/names.tsx';
import type { TeamState, TeamStore } from '#web/supervisor/team-store.ts';
import { TileBox } from '#web/supervisor/tiles.tsx';

/** One's agents in their places, with a search for those who have many, and the hour's figures below. */
export function TeamPanel({
  state,
  store,
  chosen,
  choose,
}: {
  readonly state: TeamState;
  readonly store: TeamStore;
  readonly chosen: string | null;
  readonly choose: (tile: Tile) => void;
}) {
  const { t } = useTranslation();
  const named = useNamed();
  const { team, watch, line } = state;
  const { head } = team;
  const searches = (head?.agents ?? 0) > 20 || watch.search !== '' || watch.only === 'calls';
  const units = new Set(team.tiles.map(({ unit }) => unit));
  const [unit] = units;
  return (
    <div className="team-col">
      <section className="pan" aria-label={t('teamTitle')}>
        <div className="ph">
          <h1 className="el">{units.size === 1 && head?.pages === 1 ? named(unit ?? '') : t('teamTitle')}</h1>
          {head && <span className="m x13 plain num">{t('teamCount', { agents: head.agents, talking: head.talking })}</span>}
          <span className="sp" />
          <span className="x12 m plain el">{t('fixedPlaces')}</span>
        </div>
        {searches && (
          <div className="row finder">
            <label className="in sp">
              <Icon name="search" />
              <input
                value={watch.search}
                maxLength={60}
                placeholder={t('teamSearch')}
                aria-label={t('teamSearch')}
                onChange={event => store.watch({ search: event.target.value, page: 0 })}
              />
            </label>
            <label className="row x13">
              <input
                type="checkbox"
                checked={watch.only === 'calls'}
                onChange={event => store.watch({ only: event.target.checked ? 'calls' : 'all', page: 0 })}
              />
              {t('onlyCalls')}
            </label>
          </div>
        )}
        {head === null ? (
          <div className="tiles" aria-hidden="true">
            {Array.from({ length: 12 }, (_, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: bones have no other name
              <span key={at} className="tile idle">
                <span className="bone" style={{ height: 14, width: '60%' }} />
              </span>
            ))}
          </div>
        ) : team.tiles.length === 0 ? (
          <p className="x13 m calm">{t(watch.search !== '' || watch.only === 'calls' ? 'teamNoneFound' : 'teamEmpty')}</p>
        ) : (
          <div className="tiles">
            {team.tiles.map(tile => (
              <TileBox
                key={tile.staffNo}
                tile={tile}
                isChosen={tile.staffNo === chosen}
                aheadMs={team.aheadMs}
                runs={line === 'open'}
                choose={choose}
              />
            ))}
          </div>
        )}
        {head && head.pages > 1 && (
          <div className="row pager x13">
            <button type="button" className="btn sm" disabled={head.page === 0} onClick={() => store.watch({ page: head.page - 1 })}>
              {t('pageBefore')}
            </button>
            <span className="num m">{t('pageOf', { page: head.page + 1, pages: head.pages, total: head.total })}</span>
            <button
              type="button"
              className="btn sm"
              disabled={head.page + 1 >= head.pages}
              onClick={() => store.watch({ page: head.page + 1 })}
            >
              {t('pageAfter')}
            </button>
          </div>
        )}
      </section>
      <Hour state={state} />
    </div>
  );
}

function Hour({ state }: { readonly state: TeamState }) {
  const { t } = useTranslation();
  const named = useNamed();
  const { hour } = state.team;
  const isOver = hour !== null && hour.budget.count > hour.budget.limit;
  return (
    <section className="pan hour" aria-label={t('hourTitle')}>
      <div className="figs">
        <div className="fig">
          <div className="x13 m">{t('hourAlarms')}</div>
          <div className={`big num${isOver ? ' warn' : ''}`}>{hour?.budget.count ?? '–'}</div>
          <div className="x12 m">{t('hourBudget', { limit: hour?.budget.limit ?? 10 })}</div>
        </div>
        <div className="fig">
          <div className="x13 m">{t('hourRecovered')}</div>
          <div className="big num">{hour?.recovered ?? '–'}</div>
          <div className="x12 m">{t('hourWindow')}</div>
        </div>
      </div>
      {hour?.budget.noisiest && (
        <p className="x13 noisy" role="status">
          <Icon name="warn" size={13} /> {t('noisiest', { title: named(hour.budget.noisiest.title), count: hour.budget.noisiest.count })}{' '}
          <Link className="act" to={`/quality?rule=${encodeURIComponent(hour.budget.noisiest.rule)}`}>
            {t('noisiestLook')}
          </Link>
        </p>
      )}
      <div className="ended">
        <h2 className="x13 m">{t('endedTitle')}</h2>
        {hour?.ended.length === 0 && <p className="x13 m">{t('endedNone')}</p>}
        {hour?.ended.map(each => (
          <div className="row x13" key={`${each.at}${each.agent}${each.title}`}>
            <span className="m num">{new Date(each.at).toTimeString().slice(0, 5)}</span>
            <span className="num">{each.agent}</span>
            <span className="s el">
              {named(each.title)} · {t(`ended-${each.why}`)}
            </span>
            <span className="sp" />
            <span className="m num">{each.by ?? ''}</span>
          </div>
        ))}
      </div>
    </section>
  );
}
