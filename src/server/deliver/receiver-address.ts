import { isLoopback } from '#server/people/loopback.ts';

/** Why notes may not be sent to an address; null when they may. Plain HTTP never leaves this machine. */
export function addressProblem(url: string): string | null {
  const { protocol, hostname, username, password, hash } = new URL(url);
  if (username || password) return 'an address with a password in it would stand in lists: receivers check our signature instead';
  if (hash) return 'an address has no #';
  if (protocol === 'https:') return null;
  if (protocol === 'http:' && isLoopback(hostname)) return null;
  return 'https only; http is for a receiver on this very machine';
}
