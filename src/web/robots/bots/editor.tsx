import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type BotFault, type BotVersionWhole, CheckedBot, SavedBotDraft } from '#protocol/robots.ts';
import { call } from '#web/kit/api.ts';
import { useDoing } from '#web/robots/use-doing.ts';

/** A version's text with its lines numbered; one's own draft can be written, and every fault is told by line as one writes. */
export function Editor({
  name,
  version,
  mine,
  again,
  onDirty,
}: {
  readonly name: string;
  readonly version: BotVersionWhole;
  readonly mine: boolean;
  readonly again: () => Promise<void>;
  readonly onDirty: (dirty: boolean) => void;
}) {
  const { t } = useTranslation();
  const { busy, said, doing } = useDoing();
  const [yaml, setYaml] = useState(version.yaml);
  const [faults, setFaults] = useState<readonly BotFault[]>(version.problems);
  const area = useRef<HTMLTextAreaElement>(null);
  const writes = mine && version.state === 'draft';
  const changed = yaml !== version.yaml;
  const lines = yaml.split('\n');
  const wrong = new Set(faults.map(({ line }) => line));

  useEffect(() => {
    if (!writes || !changed) return;
    const timer = setTimeout(async () => {
      const answer = await call('POST', '/v1/robots/bots/check', CheckedBot, { yaml });
      if (answer.ok) setFaults(answer.value.problems);
    }, 600);
    return () => clearTimeout(timer);
  }, [yaml, writes, changed]);

  useEffect(() => onDirty(changed), [changed, onDirty]);

  useEffect(() => {
    if (!changed) return;
    const stay = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', stay);
    return () => window.removeEventListener('beforeunload', stay);
  }, [changed]);

  const save = async () => {
    const saved = await doing('PUT', `/v1/robots/bots/${name}/draft`, SavedBotDraft, { yaml, revision: version.revision });
    if (!saved) return;
    setFaults(saved.problems);
    await again();
  };
  const goTo = ({ line, column }: BotFault) => {
    const from = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    area.current?.focus();
    area.current?.setSelectionRange(from + column - 1, from + (lines[line - 1]?.length ?? 0));
  };

  return (
    <>
      {writes && (
        <div className="row" style={{ marginBottom: 10 }}>
          <button type="button" className="btn p" disabled={busy || !changed} onClick={() => void save()}>
            {t('rb-save-draft')} <kbd>Ctrl S</kbd>
          </button>
          <span className={`x13 ${faults.length > 0 ? 'stop' : 'ok'}`} role="status">
            {faults.length > 0 ? t('rb-faults-n', { count: faults.length }) : t('rb-no-faults')}
          </span>
          {changed && <span className="x13 m">{t('rb-not-saved')}</span>}
          {said && (
            <span className="x13 stop" role="alert">
              {said}
            </span>
          )}
        </div>
      )}
      {faults.length > 0 && (
        <ul className="pan faults">
          {faults.slice(0, 50).map(fault => (
            <li key={`${fault.line} ${fault.column} ${fault.why}`}>
              <button type="button" onClick={() => goTo(fault)}>
                <span className="num stop nw">
                  {fault.line}:{fault.column}
                </span>{' '}
                <span className="code">{fault.field}</span> {fault.why}
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="pan yaml">
        <div className="gutter code" aria-hidden="true">
          {lines
            .map((_, index) => index + 1)
            .map(line => (
              <span key={line} className={wrong.has(line) ? 'stop b' : ''}>
                {line}
              </span>
            ))}
        </div>
        <textarea
          ref={area}
          className="code"
          value={yaml}
          readOnly={!writes}
          rows={lines.length}
          cols={Math.max(40, ...lines.map(widthOf)) + 1}
          wrap="off"
          spellCheck={false}
          aria-label={t('rb-bot-text')}
          onChange={event => setYaml(event.target.value)}
          onKeyDown={event => {
            if (event.key !== 's' || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            if (writes && changed) void save();
          }}
        />
      </div>
    </>
  );
}

/** How many columns a line takes: a Chinese character takes two. */
function widthOf(line: string): number {
  let width = 0;
  for (const sign of line) width += sign > '\u2e7f' ? 2 : 1;
  return width;
}
