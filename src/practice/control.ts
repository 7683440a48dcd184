import type { Books } from '#practice/books.ts';
import { Faults } from '#practice/faults.ts';
import { html, type Markup } from '#practice/markup.ts';

/** What the bank did and what stands in its books, without what only the pages need. */
export interface PracticeState {
  readonly cards: readonly { readonly tail: string; readonly holder: string; readonly status: string; readonly serial: string | null }[];
  readonly care: readonly { readonly customer: string; readonly due: string; readonly booked: string | null }[];
  readonly offers: readonly { readonly no: string; readonly customer: string; readonly state: string; readonly orders: number }[];
  readonly notices: readonly { readonly no: string; readonly docNo: string | null }[];
  readonly deeds: readonly { readonly at: string; readonly kind: string; readonly key: string; readonly by: string }[];
  readonly signIns: { readonly ok: number; readonly failed: number; readonly locked: readonly string[] };
  readonly sessions: number;
  readonly pages: number; // answered
  readonly faults: Faults;
}

/** The books in the few words a test or a watcher needs. */
export function stateOf(books: Books, rest: Pick<PracticeState, 'signIns' | 'sessions' | 'pages' | 'faults'>): PracticeState {
  return {
    cards: books.cards.map(card => ({
      tail: card.no.slice(-4),
      holder: books.customers.get(card.customer)?.name ?? '',
      status: card.status,
      serial: card.loss?.serial ?? null,
    })),
    care: books.care.map(({ customer, due, booked }) => ({ customer, due, booked: booked?.on ?? null })),
    offers: books.offers.map(({ no, customer, state }) => ({
      no,
      customer,
      state,
      orders: books.orders.filter(({ offer }) => offer === no).length,
    })),
    notices: books.notices.map(({ no, published }) => ({ no, docNo: published?.docNo ?? null })),
    deeds: books.deeds,
    ...rest,
    faults: { ...rest.faults },
  };
}

/** Reads which faults to switch, or says what is wrong with the wish. */
export function faultsFrom(text: string): Partial<Faults> | { readonly problem: string } {
  try {
    const read = Faults.partial().safeParse(JSON.parse(text));
    return read.success
      ? (read.data as Partial<Faults>)
      : { problem: read.error.issues.map(one => `${one.path.join('.')}: ${one.message}`).join('; ') };
  } catch {
    return { problem: 'this is no JSON' };
  }
}

/** Where a person switches faults on and off and looks at what took effect. */
export function controlPage(faults: Faults, deeds: Books['deeds']): Markup {
  const switches = Object.entries(faults).map(([name, value]) =>
    typeof value === 'boolean'
      ? html`<div><label><input type="checkbox" name="${name}"${value ? html` checked` : ''}> ${words[name as keyof Faults]}</label></div>`
      : html`<div><label><input type="number" min="0" name="${name}" value="${value}"> ${words[name as keyof Faults]}</label></div>`,
  );
  return html`<!doctype html><html lang="zh"><meta charset="utf-8"><title>练习银行 控制台</title><body style="font:14px sans-serif;margin:16px">
<h3>练习银行 控制台 (Practice bank, faults)</h3><form id="f">${switches}<p><button>应用 (apply)</button></p></form><p id="said"></p>
<p>重启或重置后本行的账全部清空，机器人的办理记录不会：同一天同一张卡、同一笔订单，机器人会说“已办过，现在查不到了”，不会再办一次。
(After a restart or a reset these books are new, the robots' record of what they did is not: asked for the same deed again they say that it was done and is gone, and leave it to a person.)</p>
<h4>已生效的操作 (deeds): ${deeds.length}</h4><ol>${deeds.slice(-30).map(deed => html`<li>${deed.at} ${deed.kind} ${deed.kind === 'loss' ? `尾号${deed.key.slice(-4)}` : deed.key} ${deed.by}</li>`)}</ol>
<script>document.getElementById('f').onsubmit=async e=>{e.preventDefault();const o={};for(const i of e.target.querySelectorAll('input'))o[i.name]=i.type==='checkbox'?i.checked:Number(i.value);
const r=await fetch('/control/faults',{method:'POST',headers:{'content-type':'application/json'},body:JSON.stringify(o)});document.getElementById('said').textContent=r.ok?'OK':await r.text()}</script></body></html>`;
}

const words: Readonly<Record<keyof Faults, string>> = {
  slowMs: '每页延迟毫秒 (every page slow, ms)',
  slowCommitMs: '提交后应答延迟毫秒 (submit answers late, ms)',
  idleMs: '会话超时毫秒 (session idle limit, ms)',
  dropBefore: '提交生效前断线次数 (breaks off before the deed)',
  dropAfter: '提交生效后断线次数 (breaks off after the deed)',
  broken: '错误页次数 (error pages)',
  movedButton: '按钮移位改名 (button moved and renamed)',
  doubledButton: '两个相同按钮 (two alike buttons)',
  strayDialog: '意外弹窗 (an alert greets)',
  shut: '日终批量停机 (shut)',
};
