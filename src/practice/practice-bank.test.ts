import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Faults } from '#practice/faults.ts';
import { type PracticeBank, startPracticeBank } from '#practice/practice-bank.ts';
import { practiceUsers } from '#practice/staff.ts';

const morning = Date.parse('2026-11-23T02:42:11Z'); // 10:42:11 at the bank
let now = morning;
let bank: PracticeBank;

beforeEach(async () => {
  now = morning;
  bank = await startPracticeBank({ port: 0, clock: () => now });
});
afterEach(() => bank.stop());

describe('signing in', () => {
  const wrong = { userId: '6101', passwd: 'wrong' };
  test('three wrong passwords in a row lock; then the right one does not help', async () => {
    const said = [];
    for (const passwd of ['a', 'b', 'c', passwordOf('6101')]) {
      said.push(words(await post('/login.do', { userId: '6101', passwd }), /class="msg">([^<]*)/));
    }
    expect(said).toEqual([
      '工号或密码错误,还可尝试2次',
      '工号或密码错误,还可尝试1次',
      '密码连续错误三次,该工号已锁定',
      '该工号已锁定,请联系系统管理员解锁',
    ]);
    expect(bank.state().signIns).toEqual({ ok: 0, failed: 4, locked: ['6101'] });
  });

  test('a right password in between begins to count anew', async () => {
    for (const passwd of ['a', 'b', passwordOf('6101'), 'a', 'b']) await post('/login.do', { ...wrong, passwd });
    expect(bank.state().signIns).toEqual({ ok: 1, failed: 4, locked: [] });
  });

  test('a session left alone for too long is over, whichever page is asked for', async () => {
    const cookie = await signIn('6101');
    now += 900_001;
    expect(words(await get('/card/query.jsp', cookie), /class="msg">([^<]*)/)).toBe('会话已超时,请重新签到');
  });

  test("another duty's pages are refused", async () => {
    expect(words(await get('/daily/query.jsp', await signIn('6101')), /class="msg">([^<]*)/)).toBe('您没有该功能的权限');
  });
});

test('ids are others on every load, names stay', async () => {
  const cookie = await signIn('6101');
  const [one, other] = [await get('/card/query.jsp', cookie), await get('/card/query.jsp', cookie)];
  const all = (page: string, what: RegExp) => [...page.matchAll(what)].map(found => found[1]);
  expect(all(one, / id="([^"]+)"/g)).not.toEqual(all(other, / id="([^"]+)"/g));
  expect(all(one, / name="([^"]+)"/g)).toEqual(all(other, / name="([^"]+)"/g));
});

describe('reporting a card lost', () => {
  const lost = { card: { tail: '4417', holder: '周明远', status: '口头挂失', serial: 'GS20261123114417' }, deeds: 1 };
  const fine = { card: { tail: '4417', holder: '周明远', status: '正常', serial: null }, deeds: 0 };
  const cases: readonly {
    readonly when: string;
    readonly faults: Partial<Faults>;
    readonly sees: string;
    readonly left: typeof lost | typeof fine;
  }[] = [
    { when: 'nothing goes wrong', faults: {}, sees: '挂失成功', left: lost },
    { when: 'the line breaks before it took effect', faults: { dropBefore: 1 }, sees: 'the line broke', left: fine },
    { when: 'the line breaks after it took effect', faults: { dropAfter: 1 }, sees: 'the line broke', left: lost },
  ];
  test.each(cases)('$when: the customer sees $sees', async ({ faults, sees, left }) => {
    const cookie = await signIn('6101');
    const found = await post('/card/query.do', { mobile: '19900000016', tail: '4417' }, cookie);
    const id = words(found, /loss\.jsp\?id=([0-9a-f]+)/);
    bank.faults(faults);
    const receipt = await post('/card/loss.do', { id, kind: '1', why: '遗失', channel: '5' }, cookie).catch(() => 'the line broke');
    expect(receipt).toContain(sees);
    const { cards, deeds } = bank.state();
    expect({ card: cards.find(({ tail }) => tail === '4417'), deeds: deeds.length }).toEqual(left);
  });

  test('a card that is lost already, or frozen, is not lost again', async () => {
    const cookie = await signIn('6101');
    const id = words(await post('/card/query.do', { mobile: '19900000016' }, cookie), /loss\.jsp\?id=([0-9a-f]+)/);
    await post('/card/loss.do', { id, kind: '1' }, cookie);
    expect(words(await post('/card/loss.do', { id, kind: '1' }, cookie), /class="msg">([^<]*)/)).toBe('该卡状态为口头挂失,不能办理挂失');
    expect(bank.state().deeds).toEqual([{ at: '2026-11-23 10:42:11', kind: 'loss', key: expect.stringMatching(/4417$/), by: '6101' }]);
  });
});

test('an order for an offer takes effect as often as it is sent: nothing here stops a second one', async () => {
  const cookie = await signIn('6103');
  const offer = bank.state().offers.find(({ state }) => state === '已接受')?.no ?? '';
  for (const _ of ['once', 'twice']) await post('/order/submit.do', { offer }, cookie);
  expect(bank.state().offers.find(({ no }) => no === offer)).toMatchObject({ state: '已下单', orders: 2 });
});

test('a list shows eight rows a page, and every row once', async () => {
  const cookie = await signIn('6104');
  const serials = [];
  for (let page = 1, more = true; more; page++) {
    const text = await get(`/daily/list.jsp?on=2026-11-20&page=${page}`, cookie);
    serials.push(...[...text.matchAll(/>(20261120\d{6})</g)].map(found => found[1]));
    more = text.includes('>下一页</a>');
  }
  const count = Number(words(await get('/daily/list.jsp?on=2026-11-20', cookie), /class="ct">(\d+)/));
  expect([serials.length, new Set(serials).size]).toEqual([count, count]);
});

describe('the control address', () => {
  const cases = [
    { when: 'it says faults it knows', type: 'application/json', body: '{"slowMs":5,"shut":true}', status: 200 },
    { when: 'it says a fault nobody knows', type: 'application/json', body: '{"fire":true}', status: 400 },
    { when: 'it is no JSON', type: 'application/json', body: '{', status: 400 },
    { when: 'a page of another origin could send it unasked', type: 'text/plain', body: '{"shut":true}', status: 405 },
  ] as const;
  test.each(cases)('$when: $status', async ({ type, body, status }) => {
    const answered = await fetch(`${bank.origin}/control/faults`, { method: 'POST', headers: { 'content-type': type }, body });
    expect(answered.status).toBe(status);
    expect(bank.state().faults.shut).toBe(status === 200);
  });

  test('reset opens new books', async () => {
    const cookie = await signIn('6105');
    await post('/notice/publish.do', { no: 'TZ2026103' }, cookie);
    expect(bank.state().notices.at(-1)).toEqual({ no: 'TZ2026103', docNo: '江海银通〔2026〕103号' });
    await fetch(`${bank.origin}/control/reset`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
    expect(bank.state().notices.at(-1)).toEqual({ no: 'TZ2026103', docNo: null });
  });
});

function passwordOf(staffNo: string): string {
  return practiceUsers.find(user => user.staffNo === staffNo)?.password ?? '';
}

async function signIn(userId: string): Promise<string> {
  const body = new URLSearchParams({ userId, passwd: passwordOf(userId) });
  const answered = await fetch(`${bank.origin}/login.do`, { method: 'POST', body, redirect: 'manual' });
  return answered.headers.get('set-cookie')?.split(';')[0] ?? '';
}

async function get(path: string, cookie: string): Promise<string> {
  return (await fetch(`${bank.origin}${path}`, { headers: { cookie } })).text();
}

async function post(path: string, fields: Readonly<Record<string, string>>, cookie = ''): Promise<string> {
  return (await fetch(`${bank.origin}${path}`, { method: 'POST', headers: { cookie }, body: new URLSearchParams(fields) })).text();
}

function words(page: string, what: RegExp): string {
  return what.exec(page)?.[1] ?? '';
}
