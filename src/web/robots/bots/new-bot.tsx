import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ImportedBot, SavedBotDraft } from '#protocol/robots.ts';
import { useDoing } from '#web/robots/use-doing.ts';

const begin = (bot: string) => `format: 1
bot: ${bot}
title: '?? what the robot is called'
purpose: '?? process, customer-care, product-sale, extraction or publishing'
targets:
  core: { title: 核心系统 }
steps:
  - id: open
    do: browser
    target: core
    effect: read
    actions:
      - { act: open, path: / }
`;

/** A new bot: from nothing, or from a recording of Chrome's own recorder. What was typed in the recording is in none of it. */
export function NewBot({ close }: { readonly close: () => void }) {
  const { t } = useTranslation();
  const go = useNavigate();
  const { busy, said, say, doing } = useDoing();
  const [bot, setBot] = useState('');
  const [refused, setRefused] = useState<readonly { step: number; why: string }[]>([]);
  const picker = useRef<HTMLInputElement>(null);

  const keep = async (name: string, yaml: string, gaps: readonly { step: number; why: string }[] = []) => {
    const saved = await doing('PUT', `/v1/robots/bots/${name}/draft`, SavedBotDraft, { yaml });
    if (saved) go(`/robots/bots/${name}?v=${saved.number}`, { state: { gaps } });
  };
  const bring = async (file: File) => {
    setRefused([]);
    if (file.size > 5_000_000) return say(t('rb-recording-too-large'));
    const imported = await doing('POST', '/v1/robots/bots/import', ImportedBot, { recording: await file.text() });
    if (!imported) return;
    if (imported.kind === 'refused') return setRefused(imported.problems);
    const name = /^bot: ([a-z][a-z0-9-]{0,63})$/m.exec(imported.yaml)?.[1] ?? 'recorded';
    await keep(name, imported.yaml, imported.gaps);
  };

  return (
    <div className="pan pb new-bot">
      <form
        className="row"
        onSubmit={event => {
          event.preventDefault();
          void keep(bot, begin(bot));
        }}
      >
        <span className="in" style={{ flex: 1, maxWidth: 360 }}>
          <input
            value={bot}
            pattern="[a-z][a-z0-9-]{0,63}"
            maxLength={64}
            required
            aria-label={t('rb-bot-key')}
            placeholder={t('rb-bot-key')}
            onChange={event => setBot(event.target.value)}
          />
        </span>
        <button type="submit" className="btn p" disabled={busy || !/^[a-z][a-z0-9-]{0,63}$/.test(bot)}>
          {t('rb-begin-bot')}
        </button>
        <button type="button" className="btn" disabled={busy} onClick={() => picker.current?.click()}>
          {t('rb-import-recording')}
        </button>
        <button type="button" className="btn q" onClick={close}>
          {t('rb-cancel')}
        </button>
        <input
          ref={picker}
          type="file"
          accept=".json,application/json"
          hidden
          aria-label={t('rb-import-recording')}
          onChange={event => {
            const file = event.target.files?.[0];
            event.target.value = '';
            if (file) void bring(file);
          }}
        />
      </form>
      <p className="x12 m">{t('rb-import-note')}</p>
      {said && (
        <p className="stop x13" role="alert">
          {said}
        </p>
      )}
      {refused.length > 0 && (
        <ul className="x13 stop" role="alert">
          {refused.map(({ step, why }) => (
            <li key={`${step} ${why}`}>{step > 0 ? t('rb-recorded-step', { step, why }) : why}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
