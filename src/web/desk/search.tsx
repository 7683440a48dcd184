import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { SearchHit } from '#protocol/rest.ts';
import type { DeskModel } from '#web/desk/model.ts';
import { call } from '#web/kit/api.ts';
import { Icon } from '#web/kit/icons.tsx';

/** Looks up articles and processes by hand, over the card zone; Enter shows, Esc returns. Counted, with its time. */
export function Search({ desk }: { readonly desk: DeskModel }) {
  const { t } = useTranslation();
  const only = desk.overlay === 'processes';
  const [words, setWords] = useState('');
  const [hits, setHits] = useState<readonly SearchHit[] | null>(null);
  const [trouble, setTrouble] = useState(false);
  const [at, setAt] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const openedAt = useRef(performance.now());

  useEffect(() => field.current?.focus({ preventScroll: true }), []);

  useEffect(() => {
    const asked = words.trim();
    if (asked === '' && !only) return setHits(null);
    let isLate = false;
    const timer = setTimeout(async () => {
      const query = new URLSearchParams({
        q: asked,
        lang: desk.head?.lang ?? desk.followed.meta?.lang ?? 'zh',
        ...(only ? { kind: 'process' } : {}),
      });
      const answer = await call('GET', `/v1/search?${query}`, z.array(SearchHit));
      if (isLate) return;
      setTrouble(!answer.ok);
      setHits(answer.ok ? answer.value.slice(0, 20) : null);
      setAt(0);
    }, 120);
    return () => {
      isLate = true;
      clearTimeout(timer);
    };
  }, [words, only, desk.head?.lang, desk.followed.meta?.lang]);

  const tookMs = () => Math.round(performance.now() - openedAt.current);
  const choose = (hit: SearchHit | undefined) => {
    if (!hit) return;
    if (hit.kind === 'process') desk.act({ kind: 'switched', process: hit.key });
    else {
      desk.act({ kind: 'looked-up', article: hit.key, tookMs: tookMs() });
      desk.setLooked(hit);
    }
    desk.setOverlay('none');
  };
  const leave = () => {
    if (!only && words.trim() !== '') desk.act({ kind: 'looked-up', article: null, tookMs: tookMs() });
    desk.setOverlay('none');
  };

  return (
    <div className="search-over" data-testid="search">
      <div className="in">
        <Icon name="search" />
        <input
          ref={field}
          value={words}
          placeholder={t(only ? 'searchProcess' : 'searchAll')}
          aria-label={t(only ? 'searchProcess' : 'searchAll')}
          role="combobox"
          aria-expanded={hits !== null}
          aria-controls="hits"
          aria-activedescendant={hits?.[at] ? `hit-${at}` : undefined}
          onChange={event => setWords(event.target.value)}
          onKeyDown={event => {
            if (event.nativeEvent.isComposing || event.keyCode === 229) return;
            if (event.key === 'Escape') leave();
            else if (event.key === 'Enter') choose(hits?.[at]);
            else if (event.key === 'ArrowDown') setAt(Math.min(at + 1, (hits?.length ?? 1) - 1));
            else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
            else return;
            event.preventDefault();
            event.stopPropagation();
          }}
        />
        <kbd>Esc</kbd>
      </div>
      <div id="hits" role="listbox" className="hits" aria-label={t('hits')}>
        {hits?.map((hit, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above moves through the list by arrow keys
          <div
            key={`${hit.kind}${hit.key}`}
            id={`hit-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className={index === at ? 'hit on' : 'hit'}
            onPointerMove={() => setAt(index)}
            onClick={() => choose(hit)}
            ref={element => {
              if (index === at) element?.scrollIntoView({ block: 'nearest' });
            }}
          >
            <span className="el">{hit.title}</span>
            <span className="sp" />
            <span className="x12 m el" style={{ maxWidth: '45%' }}>
              {hit.kind === 'process' ? t('process') : hit.question}
            </span>
            {index === at && <kbd>↵</kbd>}
          </div>
        ))}
      </div>
      <p className="x12 m foot" role="status">
        {trouble ? t('searchFailed') : hits?.length === 0 ? t('noHits') : t(only ? 'switchHint' : 'searchHint')}
      </p>
    </div>
  );
}
