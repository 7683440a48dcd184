import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Bot, BotInput } from '#domain/bot.ts';
import { AskedForRun } from '#protocol/robots.ts';
import { inputWords } from '#web/kit/input-words.ts';
import { useTongue } from '#web/kit/use-tongue.ts';
import { useDoing } from '#web/robots/use-doing.ts';
import '#web/robots/bots/bots.css';

const secret: ReadonlySet<BotInput['type']> = new Set(['phone', 'card', 'id']);

/** Tries a version with pictures and without what commits: the approver looks before saying yes. */
export function DryRun({ name, version, inputs }: { readonly name: string; readonly version: number; readonly inputs: Bot['inputs'] }) {
  const { t } = useTranslation();
  return (
    <AskRun
      path={`/v1/robots/bots/${name}/versions/${version}/dry-run`}
      inputs={inputs}
      title={t('rb-part-dry')}
      note={t('rb-dry-note')}
      word={t('rb-start-dry')}
    />
  );
}

/** The inputs of a run as fields; what the server refuses is said beside its field. */
export function AskRun({
  path,
  inputs,
  title,
  note,
  word,
}: {
  readonly path: string;
  readonly inputs: Bot['inputs'];
  readonly title: string;
  readonly note: string;
  readonly word: string;
}) {
  const { t } = useTranslation();
  const tongue = useTongue();
  const { busy, said, doing } = useDoing();
  const [given, give] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(Object.entries(inputs).map(([key, { initial }]) => [key, initial === undefined ? '' : String(initial)])),
  );
  const [asked, setAsked] = useState<AskedForRun | null>(null);
  const wrong = new Map(asked?.kind === 'refused' ? asked.problems.map(({ field, why }) => [field, why]) : []);
  const elsewhere = [...wrong].filter(([field]) => !Object.hasOwn(inputs, field));
  const start = async () => {
    const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
    setAsked(await doing('POST', path, AskedForRun, { inputs: filled }));
  };
  return (
    <form
      className="pan"
      autoComplete="off"
      onSubmit={event => {
        event.preventDefault();
        void start();
      }}
    >
      <div className="ph">
        {title} <span className="x12 m">{note}</span>
      </div>
      <div className="pb dry-fields">
        {Object.entries(inputs).map(([key, input]) => (
          <div key={key} className="field">
            <label className="x13 s" htmlFor={`dry-${key}`}>
              {tongue(input.title, input.titleEn)} {!input.required && <span className="m">{t('rb-may-be-empty')}</span>}
            </label>
            {input.type === 'choice' ? (
              <select id={`dry-${key}`} value={given[key] ?? ''} onChange={event => give({ ...given, [key]: event.target.value })}>
                <option value="" />
                {input.choices.map((choice, at) => (
                  <option key={choice} value={choice}>
                    {tongue(choice, input.choicesEn?.[at])}
                  </option>
                ))}
              </select>
            ) : (
              <input
                id={`dry-${key}`}
                value={given[key] ?? ''}
                type={input.type === 'date' ? 'date' : 'text'}
                inputMode={input.type === 'number' || input.type === 'amount' || secret.has(input.type) ? 'numeric' : undefined}
                maxLength={input.max}
                aria-invalid={wrong.has(key)}
                onChange={event => give({ ...given, [key]: event.target.value })}
              />
            )}
            {wrong.has(key) && <span className="x12 stop">{inputWords(wrong.get(key) ?? '', t)}</span>}
          </div>
        ))}
        <div className="row" style={{ flexWrap: 'wrap' }}>
          <button type="submit" className="btn p" disabled={busy}>
            {word}
          </button>
          {asked?.kind === 'queued' && (
            <span role="status">
              {t('rb-dry-started')}{' '}
              <Link className="act" to={`/robots/runs/${asked.run}`}>
                {t('rb-open-run')}
              </Link>
            </span>
          )}
          {(said || elsewhere.length > 0) && (
            <span className="stop x13" role="alert">
              {said || elsewhere.map(([field, why]) => `${field}: ${inputWords(why, t)}`).join('; ')}
            </span>
          )}
        </div>
      </div>
    </form>
  );
}
