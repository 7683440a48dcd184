import { resolve } from 'node:path';

/** What the environment says. Every variable is listed in docs/configuration.md. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly publicOrigin: string | undefined; // https://desk.bank.example when a proxy stands before us
  readonly production: boolean;
  readonly demoSpeed: number;
  readonly practicePort: number; // of the demo's practice bank
  readonly buildsDir: string | undefined; // where the demo keeps what it built of its content
  readonly logLevel: string;
  readonly model: ModelConfig | null; // no language model unless one is named
}

/** An OpenAI-compatible endpoint that may reword summaries. */
export interface ModelConfig {
  readonly url: string;
  readonly model: string;
  readonly keyFile: string | null;
  readonly timeoutMs: number;
}

/** Reads the environment; throws a sentence that names the variable when one makes no sense. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  return {
    port: whole(env, 'DESKSIDE_PORT', 4780, 0, 65535),
    host: env.DESKSIDE_HOST ?? '127.0.0.1',
    dataDir: resolve(env.DESKSIDE_DATA_DIR ?? '.deskside'),
    databaseUrl: env.DATABASE_URL || undefined,
    publicOrigin: env.DESKSIDE_PUBLIC_ORIGIN || undefined,
    production: (env.DESKSIDE_ENV ?? env.NODE_ENV) === 'production',
    demoSpeed: whole(env, 'DESKSIDE_DEMO_SPEED', 1, 1, 60),
    practicePort: whole(env, 'DESKSIDE_PRACTICE_PORT', 0, 0, 65535),
    buildsDir: env.DESKSIDE_BUILDS_DIR || undefined,
    logLevel: env.DESKSIDE_LOG ?? 'info',
    model: readModel(env),
  };
}

function whole(env: Readonly<Record<string, string | undefined>>, name: string, usual: number, least: number, most: number): number {
  const text = env[name];
  if (text === undefined || text === '') return usual;
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new Error(`${name} is ${JSON.stringify(text)}; it must be a whole number from ${least} to ${most}`);
  }
  return value;
}

function readModel(env: Readonly<Record<string, string | undefined>>): ModelConfig | null {
  const { DESKSIDE_MODEL_URL: url, DESKSIDE_MODEL: model } = env;
  if (!url && !model) return null;
  if (!url || !model) throw new Error('DESKSIDE_MODEL_URL and DESKSIDE_MODEL belong together: the endpoint and the name of the model');
  if (!/^https?:\/\/\S+$/.test(url)) throw new Error(`DESKSIDE_MODEL_URL is ${JSON.stringify(url)}; it must be an http or https address`);
  return {
    url,
    model,
    keyFile: env.DESKSIDE_MODEL_KEY_FILE || null,
    timeoutMs: whole(env, 'DESKSIDE_MODEL_TIMEOUT_MS', 5000, 100, 60_000),
  };
}
