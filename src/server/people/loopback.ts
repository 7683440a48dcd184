import type { FastifyRequest } from 'fastify';

/** Whether the caller sits on this machine, not behind a proxy on it. */
export function isFromThisMachine(request: FastifyRequest): boolean {
  const { 'x-forwarded-for': through, forwarded, via } = request.headers;
  return !through && !forwarded && !via && isLoopback(request.socket.remoteAddress ?? '');
}

/** Whether an address or host name means this machine. */
export function isLoopback(address: string): boolean {
  return /^(127\.\d+\.\d+\.\d+|::1|\[::1\]|::ffff:127\.\d+\.\d+\.\d+|localhost)$/.test(address);
}
