import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '#protocol/rest.ts';
import { keyName } from '#web/desk/keys.ts';
import { AppBar } from '#web/kit/app-bar.tsx';
import { switchKeys, useKeysOn } from '#web/kit/appearance.ts';
import { keepKeymap, parseKeymap, useKeymap } from '#web/kit/keymap.ts';
import { changeKey, defaultKeys, type Moment, moments, printed, type Shortcut } from '#web/kit/shortcuts.ts';
import '#web/desk/keys.css';

/** Every key of the desk: give it another, take the set along, go back to the defaults, or switch single keys off. */
export function KeysPage({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  const keymap = useKeymap();
  const keysOn = useKeysOn();
  const [asking, ask] = useState<Shortcut | null>(null);
  const [said, say] = useState('');

  useEffect(() => {
    if (asking === null) return;
    const press = (event: KeyboardEvent): void => {
      if (['Shift', 'Control', 'Alt', 'Meta', 'CapsLock'].includes(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      const key = keyName({ ...pressedOf(event), target: null }); // null while an IME composes: nothing is decided then
      if (key === null) return;
      ask(null);
      if (key === 'Escape') return say('');
      const change = changeKey(keymap, asking, key);
      switch (change.kind) {
        case 'changed':
          keepKeymap(change.keymap);
          return say(t('keyChanged', { what: t(`key-${asking}`), key: printed(key) }));
        case 'taken':
          return say(t('keyTaken', { key: printed(key), by: t(`key-${change.by}`) }));
        case 'reserved':
          return say(t('keyReserved', { key: printed(key) }));
      }
    };
    window.addEventListener('keydown', press, { capture: true });
    return () => window.removeEventListener('keydown', press, { capture: true });
  }, [asking, keymap, t]);

  return (
    <>
      <AppBar session={session} />
      <main className="page keys-page">
        <div className="row keys-head">
          <h1 className="h1">{t('keysTitle')}</h1>
          <span className="sp" />
          <TakeAlong staffNo={session.user.staffNo} say={say} />
        </div>
        <p className="m">{t('keysNote')}</p>
        <p className="m">{t('keysFixed')}</p>
        <p className={said ? 'keys-said' : 'keys-said empty'} role="status">
          {said}
        </p>
        <label className="row x13">
          <input type="checkbox" checked={keysOn} onChange={() => switchKeys(keysOn ? 'off' : 'on')} />
          {t('keysOn')}
        </label>
        {(Object.keys(moments) as Moment[]).map(moment => (
          <section key={moment} className="pan" aria-labelledby={`moment-${moment}`}>
            <h2 id={`moment-${moment}`}>{t(`moment-${moment}`)}</h2>
            {moments[moment].map(shortcut => (
              <div key={shortcut} className="row key-row">
                <span>{t(`key-${shortcut}`)}</span>
                <span className="sp" />
                <button
                  type="button"
                  className={asking === shortcut ? 'btn p' : 'btn'}
                  aria-label={t('changeKey', { what: t(`key-${shortcut}`), key: printed(keymap[shortcut]) })}
                  aria-pressed={asking === shortcut}
                  onClick={() => {
                    say('');
                    ask(asking === shortcut ? null : shortcut);
                  }}
                >
                  {asking === shortcut ? t('pressKey') : <kbd>{printed(keymap[shortcut])}</kbd>}
                </button>
              </div>
            ))}
          </section>
        ))}
      </main>
    </>
  );
}

/** Export, import, reset. */
function TakeAlong({ staffNo, say }: { readonly staffNo: string; readonly say: (words: string) => void }) {
  const { t } = useTranslation();
  const keymap = useKeymap();
  const file = useRef<HTMLInputElement>(null);
  const take = async (chosen: File | undefined): Promise<void> => {
    if (!chosen) return;
    const found = chosen.size > 10_000 ? null : parseKeymap(await chosen.text());
    if (found) keepKeymap(found);
    say(t(found ? 'keysImported' : 'keysBad'));
  };
  return (
    <>
      <a
        className="btn"
        download={`deskside-keys-${staffNo}.json`}
        href={`data:application/json;charset=utf-8,${encodeURIComponent(JSON.stringify(keymap, null, 2))}`}
      >
        {t('exportKeys')}
      </a>
      <button type="button" className="btn" onClick={() => file.current?.click()}>
        {t('importKeys')}
      </button>
      <input
        ref={file}
        type="file"
        accept="application/json,.json"
        hidden
        aria-label={t('importKeys')}
        onChange={event => {
          void take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <button
        type="button"
        className="btn"
        onClick={() => {
          keepKeymap(defaultKeys);
          say(t('keysReset'));
        }}
      >
        {t('resetKeys')}
      </button>
    </>
  );
}

function pressedOf({ key, ctrlKey, metaKey, altKey, isComposing, keyCode, target }: KeyboardEvent) {
  return { key, ctrlKey, metaKey, altKey, isComposing, keyCode, target };
}
