import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { z } from 'zod';
import { RobotTrouble } from '#domain/robot-run.ts';
import type { JournalRow } from '#protocol/robot-runs.ts';
import { useTroubleWords } from '#web/robots/runs/run-state.tsx';
import { useGateWords } from '#web/robots/runs/use-gate-words.ts';
import { writeValue } from '#web/robots/runs/write-value.ts';

const Trace = z.object({
  act: z.string(),
  tookMs: z.number(),
  selector: z.number().optional(),
  matches: z.array(z.number()).optional(),
});

/** What a row's details may hold of a step in a browser; whatever else is there is shown as it is. */
const Details = z.object({
  actions: z.array(Trace).optional().catch(undefined),
  before: z.string().optional().catch(undefined),
  after: z.string().optional().catch(undefined),
  digest: z.string().optional().catch(undefined),
  address: z.string().optional().catch(undefined),
  title: z.string().optional().catch(undefined),
  inputs: z.string().optional().catch(undefined),
  trouble: RobotTrouble.optional().catch(undefined),
  despite: RobotTrouble.optional().catch(undefined),
  found: z.record(z.string(), z.unknown()).optional().catch(undefined),
  read: z.record(z.string(), z.unknown()).optional().catch(undefined),
  verdict: z.string().optional().catch(undefined),
  why: z.string().optional().catch(undefined),
  verification: z.record(z.string(), z.unknown()).optional().catch(undefined),
  call: z
    .object({ position: z.number(), missing: z.array(z.string()).optional() })
    .optional()
    .catch(undefined),
  doneBy: z.string().optional().catch(undefined),
});

/** A row's evidence: why it failed, which selector won, what was found, the pictures, the digest, and everything else it holds. */
export function Evidence({ row, whole }: { readonly row: JournalRow; readonly whole: boolean }) {
  const { t } = useTranslation();
  const words = useTroubleWords();
  const gate = useGateWords();
  const details = Details.parse(row.details);
  const trouble = details.trouble && words(details.trouble);
  return (
    <div className="evidence">
      {trouble && (
        <p>
          <b className="stop">{trouble.what}</b> <span className="s x13">{trouble.says}</span>
        </p>
      )}
      {row.what === 'by-hand' && details.call?.missing && (
        <p className="warn">{t('rr-hand-locked', { what: gate(details.call.missing) })}</p>
      )}
      {details.doneBy && (
        <p className="x13">
          <Link className="act" to={`/robots/runs/${details.doneBy}`}>
            {t('rr-done-by', { run: details.doneBy.slice(0, 8) })}
          </Link>
        </p>
      )}
      {!trouble && details.why && <p className="s">{details.why}</p>}
      {whole && (
        <>
          {details.despite && <p className="warn x13">{words(details.despite).says}</p>}
          {details.verdict && <p>{t(`rr-verdict-${details.verdict}`, { defaultValue: details.verdict })}</p>}
          {details.actions && details.actions.length > 0 && <Actions actions={details.actions} />}
          <Found title={t('rr-found')} values={details.found ?? details.read} />
          <Pictures before={details.before} after={details.after} />
          {details.verification && (
            <div className="verification">
              <b className="x13">{t('rr-verification')}</b>
              <Verification details={details.verification} />
            </div>
          )}
          <dl className="pairs x12">
            {details.address && (
              <div>
                <dt className="m">{t('rr-address')}</dt>
                <dd>
                  {details.address.startsWith('chrome-error:') ? (
                    t('rr-no-page')
                  ) : (
                    <>
                      {details.title} <span className="m">{details.address}</span>
                    </>
                  )}
                </dd>
              </div>
            )}
            {details.digest && (
              <div>
                <dt className="m">{t('rr-digest')}</dt>
                <dd className="code">{details.digest}</dd>
              </div>
            )}
            {details.inputs && (
              <div>
                <dt className="m">{t('rr-inputs-hash')}</dt>
                <dd className="code">{details.inputs}</dd>
              </div>
            )}
            <div>
              <dt className="m">{t('rr-hash')}</dt>
              <dd className="code">{row.hash}</dd>
            </div>
          </dl>
          <details className="x12">
            <summary className="m">{t('rr-all-details')}</summary>
            <pre className="code">{JSON.stringify(row.details, null, 2)}</pre>
          </details>
        </>
      )}
    </div>
  );
}

function Verification({ details }: { readonly details: Readonly<Record<string, unknown>> }) {
  const { t } = useTranslation();
  const { verdict, read, after, trouble } = Details.parse(details);
  const words = useTroubleWords();
  return (
    <>
      {verdict && <p>{t(`rr-verdict-${verdict}`, { defaultValue: verdict })}</p>}
      {trouble && <p className="stop x13">{words(trouble).what}</p>}
      <Found title={t('rr-found')} values={read} />
      <Pictures before={undefined} after={after} />
    </>
  );
}

function Actions({ actions }: { readonly actions: readonly z.infer<typeof Trace>[] }) {
  const { t } = useTranslation();
  return (
    <ol className="actions x13">
      {actions.map(({ act, tookMs, selector, matches }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: actions of a written row stay where they are
        <li key={at}>
          <span title={act}>{t(`rr-act-${act}`, { defaultValue: act })}</span>
          {selector !== undefined && (
            <span className={selector > 0 ? 'tag warn' : 'm'}>
              {selector > 0 ? t('rr-selector-n', { n: selector + 1 }) : t('rr-selector-best')}
            </span>
          )}
          {matches && <span className="stop">{t('rr-matched', { counts: matches.join(', ') })}</span>}
          <span className="m num">{t('rr-took-ms', { ms: tookMs })}</span>
        </li>
      ))}
    </ol>
  );
}

function Found({ title, values }: { readonly title: string; readonly values: Readonly<Record<string, unknown>> | undefined }) {
  if (!values || Object.keys(values).length === 0) return null;
  return (
    <dl className="pairs x13" aria-label={title}>
      {Object.entries(values).map(([name, value]) => (
        <div key={name}>
          <dt className="m">{name}</dt>
          <dd>{writeValue(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Pictures({ before, after }: { readonly before: string | undefined; readonly after: string | undefined }) {
  const { t } = useTranslation();
  if (!before && !after) return null;
  return (
    <div className="shots">
      {before && <Shot sha={before} title={t('rr-picture-before')} />}
      {after && <Shot sha={after} title={t('rr-picture-after')} />}
    </div>
  );
}

function Shot({ sha, title }: { readonly sha: string; readonly title: string }) {
  const src = `/v1/robots/pictures/${sha}`;
  return (
    <figure>
      <figcaption className="x12 m">
        {title} <span className="code">{sha.slice(0, 12)}</span>
      </figcaption>
      <a href={src} target="_blank" rel="noreferrer">
        <img src={src} alt={title} loading="lazy" />
      </a>
    </figure>
  );
}
