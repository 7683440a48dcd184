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
  readonly logLevel: string;
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
    logLevel: env.DESKSIDE_LOG ?? 'info',
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
