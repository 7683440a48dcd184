import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { z } from 'zod';
import type { FiledLeaf } from '#domain/advice.ts';
import type { LeafHit } from '#protocol/rest.ts';
import type { EditPart, WrapupPart } from '#protocol/wrapup-parts.ts';
import { FurtherField } from '#web/conversations/further-field.tsx';
import { LeafField } from '#web/conversations/leaf-field.tsx';
import { Words } from '#web/desk/words.tsx';
import { call } from '#web/kit/api.ts';
import { partMarks } from '#web/kit/marks.ts';
import { useNamed } from '#web/kit/names.tsx';
import { paintPunctuation } from '#web/kit/punctuation.ts';

type Edits = Pick<EditPart, 'category' | 'further' | 'slots' | 'summary'>;

/** The own part of a call that went on: shown, and until it is confirmed mended by its owner. */
export function OwnPart({ part, isMine, linked, changed }: { part: WrapupPart; isMine: boolean; linked: boolean; changed: () => void }) {
  const { t, i18n } = useTranslation();
  const at = new Date(part.at).toLocaleString(i18n.language === 'zh' ? 'zh-CN' : 'en-GB', { dateStyle: 'short', timeStyle: 'short' });
  const [doing, setDoing] = useState<'nothing' | 'editing' | 'asking'>('nothing');
  const [failed, setFailed] = useState<'partFailed' | 'partUnfiled' | null>(null);
  const { conversation, position } = part;
  const ask = async (path: 'confirm' | 'edit', body: Edits) => {
    setDoing('asking');
    const answer = await call('POST', `/v1/wrapup-parts/${path}`, z.unknown(), { conversation, position, ...body });
    setFailed(answer.ok ? null : answer.problem.kind === 'incomplete' ? 'partUnfiled' : 'partFailed');
    setDoing(answer.ok ? 'nothing' : path === 'edit' ? 'editing' : 'nothing');
    if (answer.ok) changed();
  };
  return (
    <article className="own-part" data-testid="own-part">
      <div className="row">
        {linked ? (
          <Link className="x13 m num" to={`/conversations/${conversation}`}>
            {at}
          </Link>
        ) : (
          <span className="x13 m num">{at}</span>
        )}
        <span className="x12 m">{t('handedTo', { agent: part.handedTo })}</span>
        <span className="sp" />
        {part.confirmedAt ? <span className="tag o">{t('partConfirmed')}</span> : <span className="tag o">{t('partOpen')}</span>}
      </div>
      {doing === 'editing' ? (
        <EditForm part={part} leave={() => setDoing('nothing')} save={edits => void ask('edit', edits)} />
      ) : (
        <PartText part={part} />
      )}
      {failed && (
        <p className="stop x13" role="alert">
          {t(failed)}
        </p>
      )}
      {isMine && !part.confirmedAt && doing !== 'editing' && (
        <div className="row">
          <button type="button" className="btn sm p" disabled={doing === 'asking'} onClick={() => void ask('confirm', {})}>
            {t('confirmPart')}
          </button>
          <button type="button" className="btn sm" disabled={doing === 'asking'} onClick={() => setDoing('editing')}>
            {t('edit')}
          </button>
        </div>
      )}
    </article>
  );
}

function PartText({ part }: { readonly part: WrapupPart }) {
  const { t } = useTranslation();
  const named = useNamed();
  const was = (suggested: string | undefined) =>
    suggested === undefined ? null : <span className="m x12"> {t('partWas', { was: suggested })}</span>;
  return (
    <>
      {!part.category && part.suggested && (
        <p className="x13">
          <span className="warn">{t('partChoose')}</span> {part.suggested.path.map(named).join(' / ')}
        </p>
      )}
      {part.category && (
        <p className="x13">
          <span className="b">{named(part.category.path.at(-1) ?? '')}</span>{' '}
          <span className="m x12">{part.category.path.slice(0, -1).map(named).join(' / ')}</span>
          {was(part.suggested ? named(part.suggested.path.at(-1) ?? '') : undefined)}
        </p>
      )}
      {part.further.map(({ code, path }) => (
        <p key={code} className="x13">
          {named(path.at(-1) ?? '')} <span className="m x12">{path.slice(0, -1).map(named).join(' / ')}</span>
        </p>
      ))}
      <p className="x13 s">
        {part.summary.map(({ part: name, text, suggested }) => (
          <span key={name}>
            {paintPunctuation(text)}
            {was(suggested)}{' '}
          </span>
        ))}
      </p>
      <dl>
        {part.slots.map(({ slot, label, value, suggested }) => (
          <div key={slot} className="row x13">
            <dt className="m">{label}</dt>
            <dd>
              <Words text={value} />
              {was(suggested)}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** Category, sentences and fields; what is sealed stays. Only what was changed is sent. */
function EditForm({ part, leave, save }: { readonly part: WrapupPart; readonly leave: () => void; readonly save: (edits: Edits) => void }) {
  const { t } = useTranslation();
  const id = useId();
  const [leaf, setLeaf] = useState<LeafHit | null>(part.category ?? part.suggested ?? null);
  const [further, setFurther] = useState<readonly FiledLeaf[]>(part.further);
  const [slots, setSlots] = useState<Readonly<Record<string, string>>>({});
  const [summary, setSummary] = useState<Readonly<Record<string, string>>>({});
  const send = () =>
    save({
      ...(leaf && leaf.code !== part.category?.code ? { category: leaf.code } : {}),
      ...(further === part.further ? {} : { further: further.map(({ code }) => code) }),
      ...(Object.keys(slots).length > 0 ? { slots } : {}),
      ...(Object.keys(summary).length > 0 ? { summary } : {}),
    });
  return (
    <form
      className="part-form"
      onSubmit={event => {
        event.preventDefault();
        send();
      }}
      onKeyDown={event => event.key === 'Escape' && !event.nativeEvent.isComposing && leave()}
    >
      <LeafField conversation={part.conversation} leaf={leaf} pick={setLeaf} />
      {part.most > 1 && <FurtherField conversation={part.conversation} further={further} most={part.most} put={setFurther} />}
      {part.summary.map(({ part: name, text }) => (
        <label key={name} htmlFor={`${id}-${name}`}>
          <span className="m x12">{t(`part-${name}`)}</span>
          <textarea
            id={`${id}-${name}`}
            rows={2}
            maxLength={500}
            defaultValue={text}
            onChange={event => setSummary({ ...summary, [name]: event.target.value })}
          />
        </label>
      ))}
      {part.slots.map(({ slot, label, value }) => (
        <label key={slot} htmlFor={`${id}-${slot}`}>
          <span className="m x12">{label}</span>
          {partMarks(value).some(piece => piece.kind === 'mark') ? (
            <Words text={value} />
          ) : (
            <input
              id={`${id}-${slot}`}
              maxLength={500}
              defaultValue={value}
              onChange={event => setSlots({ ...slots, [slot]: event.target.value })}
            />
          )}
        </label>
      ))}
      <div className="row">
        <button type="submit" className="btn sm p">
          {t('partSave')}
        </button>
        <button type="button" className="btn sm" onClick={leave}>
          {t('partLeave')}
        </button>
      </div>
    </form>
  );
}
