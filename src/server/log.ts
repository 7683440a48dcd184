import { type DestinationStream, type Logger, pino } from 'pino';

/** A fixed sentence and fields; what a person said or is goes only into fields that begin with `pii.`. */
export type Log = Logger;

/** Opens the log. Fields that could hold a secret are cut out; `pii.` fields are dropped unless a test machine asks for them. */
export function openLog(options: { level?: string; pii?: boolean; to?: DestinationStream } = {}): Log {
  return pino(
    {
      level: options.level ?? 'info',
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      messageKey: 'say',
      formatters: {
        level: label => ({ level: label }),
        log: fields => (options.pii ? fields : withoutPii(fields)),
      },
      serializers: { err: error => describeError(error, options.pii ?? false), req: request, res: reply },
      redact: { paths: secretPaths, censor: '[secret]' },
    },
    options.to ?? pino.destination({ fd: 2, sync: false }),
  );
}

/** A log that keeps nothing, for tests. */
export const noLog: Log = pino({ level: 'silent' });

const secretNames = ['password', 'token', 'cookie', 'authorization', 'secret', 'csrf', 'apiKey', 'text'];
const secretPaths = secretNames.flatMap(name => [name, `*.${name}`, `*.*.${name}`]);

function withoutPii(fields: Record<string, unknown>): Record<string, unknown> {
  const names = Object.keys(fields);
  if (!names.some(name => name.startsWith('pii.'))) return fields;
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !name.startsWith('pii.')));
}

/** PostgreSQL puts the offending row into `detail`, and a parser puts its input into the message: both stay out. */
function describeError(error: unknown, pii: boolean): Record<string, unknown> {
  if (!(error instanceof Error)) return { kind: typeof error };
  const known = error as Error & { code?: unknown; constraint?: unknown; table?: unknown };
  const fromDatabase = typeof known.code === 'string' && /^[0-9A-Z]{5}$/.test(known.code);
  return {
    name: error.name,
    message: fromDatabase && !pii ? `database error ${known.code}` : error.message.slice(0, 500),
    code: known.code,
    constraint: known.constraint,
    table: known.table,
    stack: fromDatabase && !pii ? stackOnly(error) : error.stack,
  };
}

function stackOnly(error: Error): string {
  return (error.stack ?? '')
    .split('\n')
    .filter(line => /^\s+at /.test(line))
    .join('\n');
}

function request(value: { method?: string; url?: string; id?: string }) {
  return { method: value.method, path: value.url?.split('?')[0], id: value.id };
}

function reply(value: { statusCode?: number }) {
  return { status: value.statusCode };
}
