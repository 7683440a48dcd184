import type { FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import { ProblemError } from '#domain/problem.ts';
import { maxFrameBytes } from '#protocol/up.ts';
import type { App } from '#server/http/app.ts';
import { guarded } from '#server/http/guarded.ts';
import { Connection, type IngestParts } from '#server/ingest/connection.ts';
import type { Client } from '#server/live/birth.ts';

/** The live way in: sources hold a WebSocket and send one JSON object per frame. An ack means durable. */
export function ingestSocket(app: App, parts: IngestParts & { readonly demoKeys?: ReadonlySet<string> }): void {
  app.get('/v1/ingest', { websocket: true, config: { permission: 'ingest.send' } }, (socket, request) => {
    serve(socket, clientOf(request, parts.demoKeys), parts);
  });
}

/** The sender behind a request, by its API key. `demo` keys play recordings: their calls may be paused. */
export function clientOf(request: FastifyRequest, demoKeys?: ReadonlySet<string>): Client {
  if (request.who.kind !== 'key') throw new ProblemError({ kind: 'not-allowed', action: 'ingest.send' });
  const { id } = request.who;
  return { name: id, demo: demoKeys?.has(id) ?? false };
}

const slowAtBytes = 8 * 1024 * 1024;

function serve(socket: WebSocket, client: Client, parts: IngestParts): void {
  const connection = new Connection(parts, client, answer => {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > slowAtBytes) return socket.close(1013, 'reads too slowly');
    socket.send(JSON.stringify(answer));
  });
  socket.on('message', (data, isBinary) => {
    if (isBinary) return socket.send(JSON.stringify({ type: 'refused', problem: { kind: 'broken-frame', why: 'is binary' } }));
    if ((data as Buffer).length > maxFrameBytes) {
      return socket.send(JSON.stringify({ type: 'refused', problem: { kind: 'too-large', limitBytes: maxFrameBytes } }));
    }
    guarded(socket, parts.log, () => connection.frame((data as Buffer).toString('utf8')));
  });
  socket.on('error', () => socket.terminate()); // a broken or far too large frame; the source comes back and resumes
}
