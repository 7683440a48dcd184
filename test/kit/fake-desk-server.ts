import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { WebSocket, WebSocketServer } from 'ws';
import { Permission } from '#domain/permission.ts';
import { type Sent, scriptOf } from '#test/kit/desk-script.ts';

/**
 * For looking at the screens without the real back end, nothing else: serves dist/web and plays a script over /v1/desk.
 * `node test/kit/fake-desk-server.ts [port] [jump to ms] [card-lost|promise] [zh|en]`. It starts at that moment and goes on in real time.
 */
const [port = '8099', jump = '0', story = 'card-lost', lang = 'zh'] = process.argv.slice(2);
const web = new URL('../../dist/web', import.meta.url).pathname;
const script = scriptOf(story === 'promise' ? 'promise' : 'card-lost');
const id = '20261122-abcdefghijklmnop';
const startedAt = Date.now() - Number(jump);
const clock = () => Date.now() - startedAt;
const isOver = () => clock() > 174_600;

const head = () => ({
  id,
  externalId: 'demo-1',
  channel: 'voice',
  layout: 'dual',
  lang: 'zh',
  queue: '借记卡服务',
  customer: '199••••0016',
  openedAt: new Date(startedAt).toISOString(),
  open: !isOver(),
  wrapped: false,
  demo: true,
}); // prettier-ignore
const session = {
  user: { id: 'u1', staffNo: '1027', name: '林晓雯', unit: '银行卡一班', roles: ['agent'], lang },
  may: Permission.options,
  bank: { name: '江海银行', fictional: true },
  demo: true,
  csrf: 'x',
};
const people = [
  'agent',
  'team-leader',
  'qa-inspector',
  'qa-lead',
  'editor',
  'approver',
  'robot-operator',
  'auditor',
  'administrator',
  'integrator',
].map((role, at) => ({
  staffNo: String(1027 + at),
  name: '林晓雯',
  role,
  home: '/desk',
})); // prettier-ignore
const hits = [
  {
    kind: 'article',
    key: 'K03',
    title: '借记卡补卡材料与时效',
    question: '补卡材料',
    script: '请您本人携带有效身份证件到任意网点办理补卡，当场可领取新卡。',
    mustSay: ['有效身份证件'],
  },
  { kind: 'article', key: 'K02', title: '挂失后的影响说明', question: '补卡前能否入账', script: '挂失后转入不受影响。', mustSay: [] },
  { kind: 'process', key: 'P02', title: '信用卡挂失补卡', mustSay: [] },
];
const calls = [
  {
    id: 'D01',
    title: '银行卡丢了',
    subtitle: '借记卡口头挂失，26 句',
    lang: 'zh',
    lines: [
      { speaker: 'agent', text: '您好，江海银行。' },
      { speaker: 'customer', text: '我银行卡丢了。' },
      { speaker: 'agent', text: '您先别着急，我马上帮您处理。为了保障您的账户安全，先跟您核实一下……' },
    ],
  },
  { id: 'D02', title: '信用卡落车上了', subtitle: '挂失补卡，先办后说', lang: 'zh', lines: [] },
  { id: 'D03', title: '转账没到账', subtitle: '静音与答复超时', lang: 'zh', lines: [] },
]; // prettier-ignore

const rowsNow = () => script.filter((sent): sent is Extract<Sent, { kind: 'row' }> => sent.kind === 'row' && sent.atMs <= clock());
const stamps = () => ({
  speechEndAt: Date.now() - 40,
  heardAt: Date.now() - 2,
  detectedAt: Date.now() - 1,
  storedAt: Date.now(),
  pushedAt: Date.now(),
});
const down = (sent: Sent) =>
  sent.kind === 'row'
    ? {
        type: 'row',
        conversation: id,
        position: sent.position,
        event: { position: sent.position, atMs: Math.round(sent.atMs), source: 'telephony', what: sent.what },
        advice: sent.advice,
        stamps: stamps(),
      }
    : { type: 'partial', conversation: id, speaker: sent.speaker, text: sent.text, startMs: sent.startMs, advice: sent.advice };

function answer(request: IncomingMessage, response: ServerResponse): void {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const json = (body: unknown, status = 200) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  const signedOut = request.headers.cookie?.includes('nobody=1');
  if (pathname === '/v1/session') return void (signedOut ? json({ problem: { kind: 'not-signed-in' } }, 401) : json(session));
  if (pathname === '/v1/demo/people') return void json(people);
  if (pathname === '/v1/search') return void json(hits);
  if (pathname === '/v1/try/calls') return void json(calls);
  if (pathname === '/v1/try') return void json({ conversation: id, externalId: 'try-1' });
  if (pathname.endsWith('/reveal')) return void json({ value: '19900000016' });
  if (pathname === '/v1/conversations/mine')
    return void json({
      conversations: Array.from({ length: 9 }, (_, at) => ({
        ...head(),
        id: `20261122-abcdefghijklmno${at}`,
        open: at === 0,
        wrapped: at > 1,
        topic: '口头挂失',
        durationMs: 174_600,
      })),
      next: 'x',
    });
  if (pathname.startsWith('/v1/conversations/'))
    return void json({
      head: { ...head(), open: false, wrapped: true },
      rows: rowsNow().map(sent => ({ event: down(sent).event, advice: sent.advice, stamps: stamps() })),
      release: 'a'.repeat(64),
      hash: 'b'.repeat(64),
    });
  if (pathname.startsWith('/v1/')) return void json({ ok: true });
  const file = join(web, pathname);
  const found = extname(pathname) !== '' && existsSync(file) ? file : join(web, 'index.html');
  const type = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }[extname(found)] ?? 'text/html';
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(readFileSync(found));
}

const server = createServer(answer);
const sockets = new WebSocketServer({ server, path: '/v1/desk' });
sockets.on('connection', socket => {
  socket.setMaxListeners(2000);
  const send = (message: unknown) => socket.readyState === WebSocket.OPEN && socket.send(JSON.stringify(message));
  send({ type: 'inbox', number: 1, open: [head()], nowAt: Date.now() });
  socket.on('message', data => {
    const up = JSON.parse(String(data)) as { type: string; ref?: string; after?: number };
    if (up.type === 'act') return send({ type: 'acted', ref: up.ref, position: 1 });
    if (up.type !== 'follow') return;
    for (const sent of rowsNow()) if (sent.position > (up.after ?? 0)) send(down(sent));
    const last = script.filter(sent => sent.kind === 'partial' && sent.atMs <= clock()).at(-1);
    const ended = rowsNow().at(-1)?.atMs ?? 0;
    if (last && last.atMs > ended) send(down(last));
    send({ type: 'caught-up', conversation: id, position: rowsNow().at(-1)?.position ?? 0, nowMs: Math.round(clock()) });
    for (const sent of script) {
      if (sent.atMs <= clock()) continue;
      const timer = setTimeout(() => send(down(sent)), sent.atMs - clock());
      socket.on('close', () => clearTimeout(timer));
    }
  });
});
server.listen(Number(port), '127.0.0.1', () => process.stdout.write(`screens on http://127.0.0.1:${port}\n`));
