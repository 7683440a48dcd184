import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { expect, onTestFinished, test } from 'vitest';
import { smtp } from '#adapters/smtp/smtp.ts';

const letter = {
  id: 'abc',
  to: ['a@bank.example'],
  subject: '日报',
  text: '见附件',
  files: [{ name: '日报.csv', bytes: Buffer.from('a,b') }],
};

async function serverThat(options: ConstructorParameters<typeof SMTPServer>[0]) {
  const server = new SMTPServer({ disabledCommands: ['AUTH', 'STARTTLS'], logger: false, ...options });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  onTestFinished(() => new Promise(done => server.close(() => done())));
  return smtp({ url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, from: 'Deskside <robots@bank.example>' });
}

test('a mail arrives with its file and the name it has for good', async () => {
  const taken: string[] = [];
  const mail = await serverThat({
    onData(stream, _session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', chunk => chunks.push(chunk));
      stream.on('end', () => {
        taken.push(Buffer.concat(chunks).toString());
        callback();
      });
    },
  });
  expect(await mail.send(letter)).toEqual({ kind: 'sent' });
  expect(taken).toHaveLength(1);
  expect(taken[0]).toContain('Message-ID: <abc@bank.example>');
  expect(taken[0]).toContain(Buffer.from('a,b').toString('base64'));
});

test('what the server refuses, and a server that is not there, are no doubt', async () => {
  const refusing = await serverThat({
    onRcptTo: (_address, _session, callback) => callback(Object.assign(new Error('no such box'), { responseCode: 550 })),
  });
  expect(await refusing.send(letter)).toEqual({ kind: 'not-sent', why: 'the mail server answered 550' });
  expect(await smtp({ url: 'smtp://127.0.0.1:9', from: 'robots@bank.example' }).send(letter)).toMatchObject({ kind: 'not-sent' });
});

test('a line that breaks while the mail is handed over leaves a doubt', async () => {
  const server = createServer(socket => {
    socket.on('error', () => {});
    socket.write('220 here\r\n');
    let isData = false;
    socket.on('data', bytes => {
      if (isData) return void socket.destroy(); // the message came, the answer does not
      for (const line of bytes.toString().split('\r\n').filter(Boolean)) {
        isData ||= line === 'DATA';
        socket.write(line === 'DATA' ? '354 go on\r\n' : '250 ok\r\n');
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const mail = smtp({ url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, from: 'robots@bank.example' });
  expect(await mail.send(letter)).toMatchObject({ kind: 'in-doubt' });
});
