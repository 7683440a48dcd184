import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '#web/kit/icons.tsx';

/** What a look-up finds: its rows, and how one of them is told from the others. */
interface Parts<Hit> {
  readonly name: string; // of the field
  readonly ask: (words: string) => Promise<readonly Hit[] | null>; // null: it could not be asked
  readonly asksAtOnce?: boolean; // also before anything was typed
  readonly keyOf: (hit: Hit) => string;
  readonly row: (hit: Hit) => ReactNode;
  readonly hint: string;
  readonly onChoose: (hit: Hit, tookMs: number) => void;
  readonly onLeave: (words: string, tookMs: number) => void;
}

/** A field over the card zone and what it finds: arrows move, Enter takes, Esc leaves; nothing happens while an IME composes. */
export function LookUp<Hit>({ name, ask, asksAtOnce = false, keyOf, row, hint, onChoose, onLeave }: Parts<Hit>) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const [found, setFound] = useState<readonly Hit[] | 'nothing asked' | 'failed'>('nothing asked');
  const [at, setAt] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const openedAt = useRef(performance.now());
  const latest = useRef(ask);
  latest.current = ask;

  useEffect(() => field.current?.focus({ preventScroll: true }), []);

  useEffect(() => {
    const asked = words.trim();
    if (asked === '' && !asksAtOnce) return setFound('nothing asked');
    let isLate = false;
    const timer = setTimeout(async () => {
      const hits = await latest.current(asked);
      if (isLate) return;
      setFound(hits ?? 'failed');
      setAt(0);
    }, 120);
    return () => {
      isLate = true;
      clearTimeout(timer);
    };
  }, [words, asksAtOnce]);

  const hits = typeof found === 'string' ? [] : found;
  const tookMs = () => Math.round(performance.now() - openedAt.current);
  const choose = (hit: Hit | undefined) => {
    if (hit !== undefined) onChoose(hit, tookMs());
  };

  return (
    <div className="search-over" data-testid="search">
      <div className="in">
        <Icon name="search" />
        <input
          ref={field}
          value={words}
          placeholder={name}
          aria-label={name}
          role="combobox"
          aria-expanded={typeof found !== 'string'}
          aria-controls="hits"
          aria-activedescendant={hits[at] === undefined ? undefined : `hit-${at}`}
          onChange={event => setWords(event.target.value)}
          onKeyDown={event => {
            if (event.nativeEvent.isComposing || event.keyCode === 229) return;
            if (event.key === 'Escape') onLeave(words.trim(), tookMs());
            else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) choose(hits[at]);
            else if (event.key === 'ArrowDown') setAt(Math.min(at + 1, Math.max(hits.length, 1) - 1));
            else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
            else return;
            event.preventDefault();
            event.stopPropagation();
          }}
        />
        <kbd>Esc</kbd>
      </div>
      <div id="hits" role="listbox" className="hits" aria-label={t('hits')}>
        {hits.map((hit, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above moves through the list by arrow keys
          <div
            key={keyOf(hit)}
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
            {row(hit)}
            {index === at && <kbd>↵</kbd>}
          </div>
        ))}
      </div>
      <p className="x12 m foot" role="status">
        {found === 'failed' ? t('searchFailed') : typeof found !== 'string' && found.length === 0 ? t('noHits') : hint}
      </p>
    </div>
  );
}
