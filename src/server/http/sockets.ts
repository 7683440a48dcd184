import type { WebsocketPluginOptions } from '@fastify/websocket';
import fastifyWebsocket from '@fastify/websocket';
import type { FastifyInstance } from 'fastify';
import { hardFrameBytes } from '#protocol/up.ts';

const goingAway = 1001;
const patienceMs = 2_000;

/** Lets routes be sockets. When we stop, clients are told to go away; one that does not answer is cut off after two seconds. */
export async function openSockets(app: FastifyInstance): Promise<void> {
  const preClose: WebsocketPluginOptions['preClose'] = function (this: FastifyInstance, done) {
    const server = this.websocketServer;
    for (const client of server.clients) client.close(goingAway, 'stopping');
    const cut = setTimeout(() => {
      for (const client of server.clients) client.terminate();
    }, patienceMs);
    server.close(() => {
      clearTimeout(cut);
      done();
    });
  };
  await app.register(fastifyWebsocket, { options: { maxPayload: hardFrameBytes, perMessageDeflate: false }, preClose });
}
