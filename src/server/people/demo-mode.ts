import { isLoopback } from '#server/people/loopback.ts';

/** Where we run, as far as the demo must know. */
export type DemoGround = {
  readonly host: string;
  readonly publicOrigin?: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
};

/** Why the demo's one-click sign-in must not be switched on here; undefined where it may. */
export function demoRefusal({ host, publicOrigin, environment }: DemoGround): string | undefined {
  const production = [environment.NODE_ENV, environment.DESKSIDE_ENV].includes('production');
  if (production) return 'Demo mode signs people in without a password and is refused in production (NODE_ENV or DESKSIDE_ENV).';
  if (!isLoopback(host)) return `Demo mode serves this machine only; it is refused on ${host}. Use 127.0.0.1.`;
  if (publicOrigin) return 'Demo mode is refused behind a public address.';
  return undefined;
}
