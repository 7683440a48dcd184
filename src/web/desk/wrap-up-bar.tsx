import { useTranslation } from 'react-i18next';
import { filingOf } from '#web/desk/category.tsx';
import type { DeskModel } from '#web/desk/model.ts';
import type { Slot } from '#web/desk/seen.ts';
import { withTails } from '#web/kit/marks.ts';
import { Masked } from '#web/kit/masked.tsx';
import { useNamed, useNamedValue } from '#web/kit/names.tsx';

/** The wrap-up as it fills during the call: where it will be filed, and a pill per field. */
export function WrapUpBar({ desk }: { readonly desk: DeskModel }) {
  const { t } = useTranslation();
  const named = useNamed();
  const { slots } = desk.seen;
  const path = filingOf(desk).top?.path ?? [];
  const filled = slots.filter(slot => slot.status !== 'empty').length;
  return (
    <section className="dw zone" aria-label={t('wrapUp')} data-zone="wrap-up">
      <div className="row x13">
        <span className="b nw">{t('wrapUp')}</span>
        {path.length === 0 ? (
          <span className="m x12 el">{t('fillsItself')}</span>
        ) : (
          <span className="x12 filed-under" title={path.map(named).join(' / ')}>
            <span className="m el">{path.slice(0, -1).map(named).join(' / ')}</span>
            <span className="s el">
              {path.length > 1 && ' / '}
              {named(path.at(-1) ?? '')}
            </span>
          </span>
        )}
        <span className="sp" />
        {slots.length > 0 && (
          <span className="x12 m num">
            {filled}/{slots.length}
          </span>
        )}
      </div>
      <div className="pills">
        {[...slots].sort(filledFirst).map(slot => (
          <Pill key={slot.key} slot={slot} desk={desk} />
        ))}
      </div>
    </section>
  );
}

function Pill({ slot, desk }: { readonly slot: Slot; readonly desk: DeskModel }) {
  const { t } = useTranslation();
  const named = useNamed();
  const written = useNamedValue();
  if (slot.status === 'empty' || slot.value === undefined) return <span className="sl e">{named(slot.label)}</span>;
  const position = slot.evidence[0]?.position;
  const value = withTails(written(slot.value, slot.form));
  return (
    <button
      type="button"
      className={slot.status === 'unsure' ? 'sl a' : 'sl'}
      onClick={() => position !== undefined && desk.mark(position)}
      title={slot.status === 'unsure' ? t('unsure') : undefined}
      aria-label={`${named(slot.label)} ${value}${slot.status === 'unsure' ? `${t('comma')}${t('unsure')}` : ''}`}
    >
      <em>{named(slot.label)}</em>
      <Masked text={value} />
    </button>
  );
}

function filledFirst(a: Slot, b: Slot): number {
  const order = (slot: Slot) => (slot.status === 'empty' ? 1 : 0);
  return order(a) - order(b) || (b.evidence[0]?.position ?? 0) - (a.evidence[0]?.position ?? 0);
}
