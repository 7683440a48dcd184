import { useTranslation } from 'react-i18next';
import type { FiledLeaf } from '#domain/advice.ts';
import { LeafLookUp } from '#web/conversations/leaf-field.tsx';
import { Icon } from '#web/kit/icons.tsx';
import { useNamed } from '#web/kit/names.tsx';

/** The categories beside the main one, as many as the call may have: taken out, or one more looked for. */
export function FurtherField({
  conversation,
  further,
  most,
  put,
}: {
  readonly conversation: string;
  readonly further: readonly FiledLeaf[];
  readonly most: number;
  readonly put: (further: readonly FiledLeaf[]) => void;
}) {
  const { t } = useTranslation();
  const named = useNamed();
  const add = (leaf: FiledLeaf) => put([...further.filter(({ code }) => code !== leaf.code), leaf]);
  return (
    <div className="leaf-field">
      {further.length < most - 1 ? (
        <LeafLookUp label={t('furtherZone')} conversation={conversation} pick={add} />
      ) : (
        <span className="m x12">{t('furtherZone')}</span>
      )}
      {further.map(({ code, path }) => (
        <p key={code} className="row x13">
          {path.map(named).join(' / ')} <span className="m num x12">{code}</span>
          <button
            type="button"
            className="ib"
            aria-label={t('takeOut', { leaf: named(path.at(-1) ?? '') })}
            onClick={() => put(further.filter(one => one.code !== code))}
          >
            <Icon name="cross" size={13} />
          </button>
        </p>
      ))}
    </div>
  );
}
