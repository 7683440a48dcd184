import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { openGate } from '#adapters/playwright/gate.ts';

const greeting = [5, 0];
const answer = (code: number) => [5, code, 0, 1, 0, 0, 0, 0, 0, 0];
const page = [...Buffer.from('HTTP/1.1 200 OK')];

const cases: readonly { when: string; bank: (socket: Socket) => void; hears: readonly number[] }[] = [
  {
    when: 'it answers and ends',
    bank: socket => socket.once('data', () => socket.end(Buffer.from(page))),
    hears: [...greeting, ...answer(0), ...page],
  },
  {
    when: 'it resets a connection it has accepted: no word of our own gets into the answer',
    bank: socket => socket.once('data', () => socket.resetAndDestroy()),
    hears: [...greeting, ...answer(0)],
  },
];
test.each(cases)('what a browser hears when $when', async ({ bank, hears }) => {
  const server = createServer(bank).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const gate = await openGate([`127.0.0.1:${port}`]);
  expect(await ask(gate.server, port)).toEqual(hears);
  server.close();
  await gate.close();
});

test('a host that refuses is unreachable, another one is not allowed', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  const gate = await openGate([`127.0.0.1:${port}`]);
  expect([await ask(gate.server, port), await ask(gate.server, 1)]).toEqual([
    [...greeting, ...answer(4)],
    [...greeting, ...answer(2)],
  ]);
  expect(gate.refused()).toEqual(['127.0.0.1:1']);
  await gate.close();
});

/** Goes through a gate as a browser does and asks for a page; answers all that was heard until the line ended. */
async function ask(gate: string, port: number): Promise<readonly number[]> {
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(gate).port) });
  const heard: number[] = [];
  socket.on('data', piece => {
    heard.push(...piece);
    if (heard.length === 12 && heard[3] === 0) socket.write('GET / HTTP/1.1\r\n\r\n');
  });
  socket.on('error', () => {});
  socket.write(Buffer.from([5, 1, 0, 5, 1, 0, 1, 127, 0, 0, 1, port >> 8, port & 255]));
  await once(socket, 'close');
  return heard;
}
