import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Below } from '#web/desk/below.tsx';
import { Category } from '#web/desk/category.tsx';
import { Field } from '#web/desk/field.tsx';
import { Further } from '#web/desk/further.tsx';
import type { DeskModel } from '#web/desk/model.ts';
import { langOf } from '#web/desk/search.tsx';
import { Turns } from '#web/desk/turns.tsx';
import { paintPunctuation } from '#web/kit/punctuation.ts';

/** The wrap-up written when the customer hung up: category, three sentences, fields; every claim names its turn. */
export function WrapUp({ desk }: { readonly desk: DeskModel }) {
  const { t, i18n } = useTranslation();
  const isInEnglish = i18n.language === 'en' || langOf(desk) === 'en'; // names of fields are longer
  const { summary, slots } = desk.seen;
  const box = useRef<HTMLElement>(null);
  return (
    <section ref={box} className="wrap zone" aria-label={t('wrapUp')} data-zone="wrap-up-form" data-testid="wrap-up">
      <div className="row">
        <span className="b" style={{ fontSize: 15 }}>
          {t(summary?.final ? 'wrapReady' : 'wrapDraft')}
        </span>
        <span className="x12 m">{t('pleaseCheck')}</span>
        {summary?.generated && (
          <span className="tag o" title={summary.generated}>
            {t('generated')}
          </span>
        )}
      </div>
      <Category desk={desk} />
      <Further desk={desk} />
      <dl className="clauses">
        {(summary?.clauses ?? []).map(clause => (
          <div key={clause.part} style={{ display: 'contents' }}>
            <dt className="m x12">{t(`part-${clause.part}`)}</dt>
            <dd lang={langOf(desk)}>
              {paintPunctuation(clause.text)}
              <Turns desk={desk} evidence={clause.evidence} look="sup" />
            </dd>
          </div>
        ))}
      </dl>
      <div className={isInEnglish ? 'fields long' : 'fields'} tabIndex={-1} data-fields>
        {slots.map(slot => (
          <Field key={slot.key} desk={desk} slot={slot} />
        ))}
      </div>
      <Below box={box} rows=".field" />
    </section>
  );
}
