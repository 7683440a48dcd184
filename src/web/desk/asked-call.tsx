import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import type { ConversationHead } from '#protocol/down.ts';
import { ConversationRecord } from '#protocol/rest.ts';
import { useKeys } from '#web/desk/keys.ts';
import { call } from '#web/kit/api.ts';
import { Masked } from '#web/kit/masked.tsx';
import { useMoment } from '#web/kit/moment.ts';

/** A call whose address was opened and that is on this desk no more: what may be told of it, or nothing. */
export interface AskedCall {
  readonly id: string;
  readonly head?: Pick<ConversationHead, 'customer' | 'openedAt' | 'open' | 'wrapped'>;
  readonly leave: () => void;
}

/** The call the address names where that is none of those on this desk; null: none, or what is known of it is still on its way. */
export function useAskedCall(heads: readonly ConversationHead[] | null): AskedCall | null {
  const { id } = useParams();
  const go = useNavigate();
  const [told, tell] = useState<{ readonly id: string; readonly head: NonNullable<AskedCall['head']> | null } | null>(null);
  const isElsewhere = id !== undefined && heads !== null && !heads.some(head => head.id === id);

  useEffect(() => {
    if (!isElsewhere) return;
    let isLate = false;
    void call('GET', `/v1/conversations/${encodeURIComponent(id)}`, ConversationRecord.pick({ head: true })).then(answer => {
      if (!isLate) tell({ id, head: answer.ok ? answer.value.head : null });
    });
    return () => {
      isLate = true;
    };
  }, [id, isElsewhere]);

  if (!isElsewhere || told?.id !== id) return null;
  return { id, leave: () => void go('/desk', { replace: true }), ...(told.head ? { head: told.head } : {}) };
}

/** Says where the call is that somebody asked for, and leads there. `lies`: over the card of the call that is on, or on the idle desk. */
export function AskedCallNote({ asked: { id, head, leave }, lies }: { readonly asked: AskedCall; readonly lies: 'over-card' | 'at-rest' }) {
  const { t } = useTranslation();
  const moment = useMoment();
  useKeys({ Enter: leave }, 'on');
  return (
    <section className={`asked-call ${lies}`} role="status" data-testid="asked-call">
      <h2 className="b">{t(head ? (head.open ? 'askedElsewhere' : head.wrapped ? 'askedWrapped' : 'askedOver') : 'askedNone')}</h2>
      {head && (
        <p className="x13 s num">
          <Masked text={head.customer ?? t('customer')} /> {moment(head.openedAt)}
        </p>
      )}
      <div className="row">
        {head && (
          <a className="btn p" href={`/conversations/${encodeURIComponent(id)}`}>
            {t('askedRead')}
          </a>
        )}
        <button type="button" className="btn" onClick={leave}>
          {t(lies === 'over-card' ? 'askedToCall' : 'askedClose')} <kbd>↵</kbd>
        </button>
      </div>
    </section>
  );
}
