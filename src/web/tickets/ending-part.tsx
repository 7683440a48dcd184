import { useTranslation } from 'react-i18next';
import { tellsTruly } from '#domain/call-back.ts';
import type { TicketDetail } from '#protocol/tickets.ts';
import { KindFields, Pick } from '#web/tickets/form-parts.tsx';

/** Whether a ticket may end so by what came of its call-back; before it has come to something, that itself is what lacks. */
export function mayEndAs({ plan, callBack }: TicketDetail, result: string): boolean {
  return tellsTruly(plan.results.find(({ key }) => key === result)?.callBack ?? [], callBack ?? null);
}

/** How a ticket ends: the result with the fields it needs, and why not so when the call-back came to something else. */
export function EndingPart({
  detail,
  result,
  pick,
  fields,
  change,
}: {
  readonly detail: TicketDetail;
  readonly result: string;
  readonly pick: (result: string) => void;
  readonly fields: Readonly<Record<string, string>>;
  readonly change: (fields: Readonly<Record<string, string>>) => void;
}) {
  const { t, i18n } = useTranslation();
  const lang = i18n.language === 'zh' ? 'zh' : 'en';
  const { plan, callBack } = detail;
  const picked = plan.results.find(({ key }) => key === result);
  const ends = picked?.callBack.map(end => t(`callBackEnd-${end}`)) ?? [];
  return (
    <>
      <Pick
        label={t('resultLabel')}
        value={result}
        options={plan.results.map(one => ({ value: one.key, words: one[lang] }))}
        change={pick}
      />
      {picked && callBack?.kind === 'settled' && !mayEndAs(detail, result) && (
        <p className="x13 warn" role="alert">
          {t('resultTellsOther', {
            result: picked[lang],
            needs: new Intl.ListFormat(lang === 'zh' ? 'zh-CN' : 'en', { type: 'disjunction' }).format(ends),
            came: t(`callBackEnd-${callBack.by}`),
          })}
        </p>
      )}
      <div className="tk-two">
        <KindFields
          kind={plan}
          values={fields}
          change={change}
          due={field => field.required !== 'never' || (picked?.needs.includes(field.key) ?? false)}
        />
      </div>
    </>
  );
}
