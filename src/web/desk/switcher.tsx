import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationHead } from '#protocol/down.ts';
import { Masked } from '#web/kit/masked.tsx';
import { useNamed } from '#web/kit/names.tsx';

interface Several {
  readonly heads: readonly ConversationHead[];
  readonly current: ConversationHead;
  readonly pick: (id: string) => void;
}

/** How many stand side by side; more would push the customer's name out of the header. */
const sideBySide = { column: 2, page: 5 } as const;

/** Several conversations at once: each by a click, or in a list when they are too many for the header. */
export function Switcher({ look, ...several }: Several & { readonly look: 'column' | 'page' }) {
  return several.heads.length > sideBySide[look] ? <Listed {...several} /> : <SideBySide {...several} />;
}

function SideBySide({ heads, current, pick }: Several) {
  const { t } = useTranslation();
  const named = useNamed();
  return (
    <fieldset className="switcher" aria-label={t('conversations', { count: heads.length })}>
      {heads.map((head, at) => (
        <button
          key={head.id}
          type="button"
          aria-pressed={head.id === current.id}
          className={head.open ? '' : 'owed'}
          title={`${head.customer ?? named(head.queue ?? '')}${head.open ? '' : ` · ${t('unconfirmed')}`}`}
          onClick={() => pick(head.id)}
        >
          {at + 1}
        </button>
      ))}
    </fieldset>
  );
}

function Listed({ heads, current, pick }: Several) {
  const { t } = useTranslation();
  const named = useNamed();
  const box = useRef<HTMLDetailsElement>(null);
  const close = () => {
    if (box.current) box.current.open = false;
  };
  return (
    <details ref={box} className="menu call-menu" onKeyDown={event => event.key === 'Escape' && close()}>
      <summary className={heads.some(head => !head.open) ? 'owed num' : 'num'} aria-label={t('conversations', { count: heads.length })}>
        {heads.indexOf(current) + 1}/{heads.length}
      </summary>
      <div className="pop items">
        {heads.map((head, at) => (
          <button
            key={head.id}
            type="button"
            aria-pressed={head.id === current.id}
            onClick={() => {
              close();
              pick(head.id);
            }}
          >
            <span className="num m">{at + 1}</span>
            <span className="nw num">
              <Masked text={head.customer ?? t('customer')} />
            </span>
            <span className="m el">{named(head.queue ?? '')}</span>
            <span className="sp" />
            {!head.open && <span className="warn x12 nw">{t('isUnwrapped')}</span>}
          </button>
        ))}
      </div>
    </details>
  );
}
