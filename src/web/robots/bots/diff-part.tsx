import { useTranslation } from 'react-i18next';
import { BotDiff } from '#protocol/robots.ts';
import { Shown, useReading } from '#web/admin/reading.tsx';

/** What a version does differently from another: first in words, place by place, then line by line. */
export function DiffPart({ bot, from, to }: { readonly bot: string; readonly from: number; readonly to: number }) {
  const { t } = useTranslation();
  const reading = useReading(`/v1/robots/bots/${bot}/diff?from=${from}&to=${to}`, BotDiff);
  return (
    <Shown reading={reading}>
      {({ words, lines }) => (
        <>
          <div className="pan scroll">
            <div className="ph">
              {t('rb-diff-words')} <span className="tag num">{words.length}</span>
            </div>
            {words.length === 0 && <p className="calm">{t('rb-diff-none')}</p>}
            {words.length > 0 && (
              <table className="diff-words">
                <tbody>
                  {words.map(({ where, change, before, after }) => (
                    <tr key={`${where} ${change}`}>
                      <td className="code">{where}</td>
                      <td>
                        <span className={`tag ${change === 'removed' ? 'stop' : change === 'added' ? 'ok' : 'warn'}`}>
                          {t(`rb-diff-${change}`)}
                        </span>
                      </td>
                      <td className="x13">
                        {before !== undefined && <del>{before}</del>} {after !== undefined && <ins>{after}</ins>}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </div>
          <div className="pan">
            <div className="ph">{t('rb-diff-lines')}</div>
            <pre className="code diff-lines">
              {lines.map(({ kind, text }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the same line may stand many times, and the list never changes
                <span key={index} className={kind}>
                  {kind === 'left-out' ? t('rb-diff-left-out', { count: Number(text) }) : `${mark[kind]} ${text}`}
                </span>
              ))}
            </pre>
          </div>
        </>
      )}
    </Shown>
  );
}

const mark = { same: ' ', added: '+', removed: '-' } as const;
