import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { chooseTheme, switchKeys, useDark, useKeysOn } from '#web/kit/appearance.ts';
import { Icon } from '#web/kit/icons.tsx';
import { useHere } from '#web/kit/session.tsx';

/** What is not needed during a call: language, theme, keys, the other pages. */
export function Menu({ extra }: { readonly extra?: React.ReactNode }) {
  const { t, i18n } = useTranslation();
  const { speak, leave } = useHere();
  const go = useNavigate();
  const dark = useDark();
  const keysOn = useKeysOn();
  const box = useRef<HTMLDetailsElement>(null);
  const then = (act: () => void) => () => {
    if (box.current) box.current.open = false;
    act();
  };
  return (
    <details
      ref={box}
      className="menu"
      onKeyDown={event => {
        if (event.key === 'Escape' && box.current) box.current.open = false;
      }}
    >
      <summary className="ib" aria-label={t('more-menu')} title={t('more-menu')}>
        <Icon name="more" />
      </summary>
      <div className="pop items">
        {extra}
        <button type="button" onClick={then(() => go('/conversations'))}>
          {t('myConversations')}
        </button>
        <button type="button" onClick={then(() => speak(i18n.language === 'zh' ? 'en' : 'zh'))}>
          {i18n.language === 'zh' ? 'English' : '中文'}
        </button>
        <button type="button" onClick={then(() => chooseTheme(dark ? 'light' : 'dark'))}>
          {t(dark ? 'lightTheme' : 'darkTheme')}
        </button>
        <button type="button" onClick={then(() => switchKeys(keysOn ? 'off' : 'on'))}>
          {t(keysOn ? 'keysOff' : 'keysOn')}
        </button>
        <button type="button" onClick={then(() => go('/keys'))}>
          {t('keysPlace')}
        </button>
        <button type="button" onClick={then(() => void leave().then(() => go('/signin')))}>
          {t('signOut')}
        </button>
      </div>
    </details>
  );
}
