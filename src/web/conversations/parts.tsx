import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { type WrapupPart, WrapupParts } from '#protocol/wrapup-parts.ts';
import { Words } from '#web/desk/words.tsx';
import { call } from '#web/kit/api.ts';
import { paintPunctuation } from '#web/kit/punctuation.ts';

/** What I did in calls that went on to somebody else, until I have confirmed it: category, summary and fields as they stood then. */
export function Parts({ mayConfirm }: { readonly mayConfirm: boolean }) {
  const { t } = useTranslation();
  const [parts, setParts] = useState<readonly WrapupPart[]>([]);
  const [failed, setFailed] = useState(false);
  const read = useCallback(async () => {
    const answer = await call('GET', '/v1/wrapup-parts/mine', WrapupParts);
    if (answer.ok) setParts(answer.value.parts.filter(part => part.confirmedAt === undefined));
    setFailed(!answer.ok);
  }, []);
  useEffect(() => void read(), [read]);
  const confirm = async ({ conversation, position }: WrapupPart) => {
    const answer = await call('POST', '/v1/wrapup-parts/confirm', z.unknown(), { conversation, position });
    await read();
    if (!answer.ok) setFailed(true);
  };
  if (parts.length === 0 && !failed) return null;
  return (
    <section className="pan" style={{ padding: 16, marginBottom: 20 }} aria-label={t('ownParts')}>
      <h2 className="b">
        {t('ownParts')} <span className="tag o num">{t('partsWaiting', { count: parts.length })}</span>
      </h2>
      {failed && <p className="stop">{t('listFailed')}</p>}
      {parts.map(part => (
        <article key={`${part.conversation}.${part.position}`} style={{ marginTop: 12 }}>
          <div className="row">
            <span className="x13 m num">{new Date(part.at).toLocaleString()}</span>
            <span className="x13 b">{part.category?.path.join(' / ')}</span>
            <span className="sp" />
            <span className="x12 m">{t('handedTo', { agent: part.handedTo })}</span>
            {mayConfirm && (
              <button type="button" className="btn sm" onClick={() => void confirm(part)}>
                {t('confirmPart')}
              </button>
            )}
          </div>
          <p className="x13 s">{paintPunctuation(part.summary.map(({ text }) => text).join(' '))}</p>
          {part.slots.map(({ slot, label, value }) => (
            <span key={slot} className="x13" style={{ marginRight: 12 }}>
              <span className="m">{label}</span> <Words text={value} />
            </span>
          ))}
        </article>
      ))}
    </section>
  );
}
