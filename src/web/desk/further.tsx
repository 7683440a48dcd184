import { useTranslation } from 'react-i18next';
import type { FiledLeaf } from '#domain/advice.ts';
import { useLeafReason } from '#web/desk/leaf-reason.ts';
import type { DeskModel } from '#web/desk/model.ts';
import { Turns } from '#web/desk/turns.tsx';
import { Icon } from '#web/kit/icons.tsx';
import { Key } from '#web/kit/key.tsx';
import { useNamed } from '#web/kit/names.tsx';

/** What a call may be filed under beside its main category: filed by the agent, offered, and how many more have room. */
export interface FurtherFiling {
  readonly filed: readonly FiledLeaf[];
  readonly offered: NonNullable<NonNullable<DeskModel['seen']['category']>['offered']>;
  readonly room: number;
  readonly most: number;
}

/** Reads it; null where the bank files a call under one category only. */
export function furtherOf({ seen: { category } }: Pick<DeskModel, 'seen'>): FurtherFiling | null {
  if (category?.most === undefined) return null;
  const { most, further: filed = [], offered = [] } = category;
  const room = Math.max(0, most - 1 - filed.length);
  return { most, filed, room, offered: offered.slice(0, room) };
}

/** The other categories of a call: a filed one becomes the main one by a click, an offered one is taken by its key. */
export function Further({ desk }: { readonly desk: DeskModel }) {
  const { t } = useTranslation();
  const named = useNamed();
  const reasonOf = useLeafReason();
  const further = furtherOf(desk);
  if (further === null) return null;
  const { filed, offered, room, most } = further;
  return (
    <fieldset className="further x12" aria-label={t('furtherZone')} data-further>
      <div className="row m">
        <span>{t('furtherTitle', { filed: filed.length, most: most - 1 })}</span>
        <span className="sp" />
        {room > 0 && (
          <button type="button" className="row nw hug" onClick={() => desk.setOverlay('also')}>
            <Icon name="search" size={13} /> {t('furtherOther')} <Key of="alsoOther" />
          </button>
        )}
      </div>
      {filed.map((leaf, at) => (
        <div key={leaf.code} className="row filed-also">
          <span className="act">
            <Icon name="tick" size={13} />
          </span>
          <button
            type="button"
            className="el hug"
            onClick={() => desk.choose(leaf)}
            title={`${leaf.path.map(named).join(' / ')}\n${t('makeMain')}`}
          >
            <span className="other-leaf">{named(leaf.path.at(-1) ?? '')}</span>{' '}
            <span className="why-leaf">{leaf.path.slice(0, -1).map(named).join(' / ')}</span>
          </button>
          <span className="sp" />
          <button
            type="button"
            className="row hug"
            aria-label={t('takeOut', { leaf: named(leaf.path.at(-1) ?? '') })}
            onClick={() => desk.also(leaf, 'off')}
          >
            {at === filed.length - 1 && <Key of="alsoOut" />} <Icon name="cross" size={13} />
          </button>
        </div>
      ))}
      {offered.map((leaf, at) => (
        <div key={leaf.code} className="row">
          <button type="button" className="row el hug" onClick={() => desk.also(leaf, 'on')} title={leaf.path.map(named).join(' / ')}>
            {at === 0 ? <Key of="also" /> : <Icon name="plus" size={13} />}
            <span className="el other-leaf">{named(leaf.path.at(-1) ?? '')}</span>
            <span className="el why-leaf">{reasonOf(leaf.because)}</span>
          </button>
          <Turns desk={desk} evidence={leaf.evidence.slice(0, 1)} look="sup" />
        </div>
      ))}
    </fieldset>
  );
}
