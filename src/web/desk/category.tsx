import { useTranslation } from 'react-i18next';
import type { LeafHit } from '#protocol/rest.ts';
import { useLeafReason } from '#web/desk/leaf-reason.ts';
import type { DeskModel } from '#web/desk/model.ts';
import { Icon } from '#web/kit/icons.tsx';
import { Key } from '#web/kit/key.tsx';
import { useNamed } from '#web/kit/names.tsx';

/** Where the conversation is filed: the leaf that stands first, whether it is settled, and the others on offer. */
export interface Filing {
  readonly top?: LeafHit;
  readonly isChosen: boolean;
  readonly others: readonly LeafHit[];
}

/** Reads the filing; what the agent picked this moment counts before the server has said so. */
export function filingOf({ seen: { category }, picked }: Pick<DeskModel, 'seen' | 'picked'>): Filing {
  const offered = category?.ranking ?? [];
  const chosen = picked?.code ?? category?.chosen;
  const top = offered.find(({ code }) => code === chosen) ?? picked ?? offered[0];
  const others = offered.filter(leaf => leaf.code !== top?.code).slice(0, 2);
  return { ...(top ? { top } : {}), isChosen: chosen !== undefined, others };
}

/** The category by keys 1 to 3, and the search for any other. */
export function Category({ desk }: { readonly desk: DeskModel }) {
  const { t } = useTranslation();
  const named = useNamed();
  const { top, isChosen, others } = filingOf(desk);
  const reasons = useReasons(desk);
  return (
    <>
      {top ? (
        <button type="button" className={isChosen ? 'leaf on' : 'leaf'} onClick={() => desk.choose(top)} data-category>
          <span className="row">
            <Key of="first" />
            <span className="b x13 el">{named(top.path.at(-1) ?? '')}</span>
            <span className="sp" />
            {desk.seen.category?.further?.length ? <span className="x12 m nw">{t('mainCategory')}</span> : null}
            {isChosen ? (
              <span className="act">
                <Icon name="tick" />
              </span>
            ) : (
              <span className="x12 warn">{t('pleaseChoose')}</span>
            )}
          </span>
          <span className="x12 m el under">{top.path.slice(0, -1).map(named).join(' / ')}</span>
          {reasons[top.code] && <span className="x12 el under why-leaf">{reasons[top.code]}</span>}
        </button>
      ) : (
        <p className="x13 m" style={{ marginTop: 10 }}>
          {t('noCategory')}
        </p>
      )}
      <div className="x12 m leaves">
        {others.map((leaf, at) => (
          <button
            key={leaf.code}
            type="button"
            className="row"
            onClick={() => desk.choose(leaf)}
            title={[leaf.path.map(named).join(' / '), reasons[leaf.code]].filter(Boolean).join('\n')}
          >
            <Key of={at === 0 ? 'second' : 'third'} /> <span className="el other-leaf">{named(leaf.path.at(-1) ?? '')}</span>
            {reasons[leaf.code] && <span className="el why-leaf">{reasons[leaf.code]}</span>}
          </button>
        ))}
        <button type="button" className="row nw search-leaf" onClick={() => desk.setOverlay('leaves')} data-other>
          <Icon name="search" size={13} /> {t('otherCategory')} <Key of="other" />
        </button>
      </div>
    </>
  );
}

/** Why each category on offer stands there, in words: 客户说「挂失」. One the agent found by searching needs none. */
function useReasons({ seen: { category } }: DeskModel): Readonly<Record<string, string>> {
  const reasonOf = useLeafReason();
  const ranking = category?.ranking ?? [];
  return Object.fromEntries(ranking.map(({ code, because }) => [code, reasonOf(because)]));
}
