import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type WrapupPart, WrapupParts } from '#protocol/wrapup-parts.ts';
import { OwnPart } from '#web/conversations/part.tsx';
import { call } from '#web/kit/api.ts';
import '#web/conversations/parts.css';

/** What I did in calls that went on to somebody else, until I have confirmed it: category, summary and fields as they stood then. */
export function Parts({ mayConfirm }: { readonly mayConfirm: boolean }) {
  const { t } = useTranslation();
  const { parts, failed, read } = useParts('/v1/wrapup-parts/mine');
  const open = parts.filter(part => part.confirmedAt === undefined);
  if (open.length === 0 && !failed) return null;
  return (
    <section className="pan own-parts" aria-label={t('ownParts')}>
      <h2 className="x16 b">
        {t('ownParts')} <span className="tag o num">{t('partsWaiting', { count: open.length })}</span>
      </h2>
      {failed && <p className="stop">{t('listFailed')}</p>}
      {open.map(part => (
        <OwnPart key={keyOf(part)} part={part} isMine={mayConfirm} linked changed={read} />
      ))}
    </section>
  );
}

/** The parts of one call on its record: one's own may be mended until they are confirmed. */
export function PartsOfCall({ conversation, staffNo, mayConfirm }: { conversation: string; staffNo: string; mayConfirm: boolean }) {
  const { t } = useTranslation();
  const { parts, failed, read } = useParts(`/v1/conversations/${encodeURIComponent(conversation)}/wrapup-parts`);
  if (parts.length === 0 && !failed) return null;
  return (
    <section aria-label={t('partsOfCall')}>
      <h2 className="b">{t('partsOfCall')}</h2>
      {failed && <p className="stop">{t('listFailed')}</p>}
      {parts.map(part => (
        <div key={keyOf(part)}>
          {part.by !== staffNo && <p className="x12 m num">{t('partBy', { agent: part.by })}</p>}
          <OwnPart part={part} isMine={mayConfirm && part.by === staffNo} linked={false} changed={read} />
        </div>
      ))}
    </section>
  );
}

function useParts(path: string): { readonly parts: readonly WrapupPart[]; readonly failed: boolean; readonly read: () => void } {
  const [parts, setParts] = useState<readonly WrapupPart[]>([]);
  const [failed, setFailed] = useState(false);
  const read = useCallback(async () => {
    const answer = await call('GET', path, WrapupParts);
    if (answer.ok) setParts(answer.value.parts);
    setFailed(!answer.ok);
  }, [path]);
  useEffect(() => void read(), [read]);
  return { parts, failed, read: () => void read() };
}

function keyOf({ conversation, position }: WrapupPart): string {
  return `${conversation}.${position}`;
}
