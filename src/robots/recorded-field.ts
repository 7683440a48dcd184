import type { BotInput } from '#domain/bot.ts';
import type { Selector } from '#domain/browser-action.ts';
import { parseSelector } from '#robots/selector.ts';

/** What a field holds, as far as its name tells. */
export type FieldKind = 'password' | 'one-time' | 'user' | 'plain';

/** What a person would call the element: its accessible name, its text, or else null. */
export function labelOf(selectors: readonly Selector[]): string | null {
  const hops = selectors.flatMap(lastHop);
  const aria = hops.find(hop => hop.by === 'aria' && hop.name !== '');
  if (aria?.by === 'aria') return aria.name.trim();
  const text = hops.find(hop => hop.by === 'text');
  return text?.by === 'text' ? text.text.trim() : null;
}

/** Whether a field asks for a password, a code of the moment, or who signs in. A recording does not say; names do. */
export function fieldKind(selectors: readonly Selector[]): FieldKind {
  const names = selectors.flat().join('\n');
  if (/密码|口令|passw(or)?d|passphrase|passcode|pwd|\bpin\b|[a-z]Pin\b/i.test(names)) return 'password';
  if (/验证码|校验码|动态码|安全码|\b(otp|cvv2?|cvn|captcha)\b|one.?time|(verification|security).?code/i.test(names)) return 'one-time';
  return /用户|账号|账户|工号|柜员|登录名|user|login|account|staff|teller|employee|e-?mail/i.test(names) ? 'user' : 'plain';
}

/** A variable's name for a field: from its label, else its id or name on the page, else just a field. */
export function variableOf(selectors: readonly Selector[]): string {
  const label = labelOf(selectors) ?? '';
  const known = fieldWords.find(({ zh }) => zh.test(label));
  if (known) return known.name;
  const code = selectors.flat().map(text => /[#.]([A-Za-z][\w-]*)|(?:name|id)=["']?([A-Za-z][\w-]*)/.exec(text.replace(/^[a-z]+\/+/, '/')));
  return [label, ...code.map(match => match?.[1] ?? match?.[2] ?? '')].map(camel).find(name => name !== '') ?? 'field';
}

/** The type of input a field asks for, as far as its name tells. */
export function typeOf(variable: string): BotInput['type'] {
  if (/card(no|number)$/i.test(variable)) return 'card';
  if (/^(id|certificate)(no|number)$/i.test(variable)) return 'id';
  if (/(phone|mobile)(no|number)?$/i.test(variable)) return 'phone';
  if (/amount$/i.test(variable)) return 'amount';
  return /date$/i.test(variable) ? 'date' : 'text';
}

/** Better ways to find the element first: name and role, where the step or the element's tag imply the role and the recording has none. */
export function withRole(selectors: readonly Selector[], step: 'change' | 'click' | 'other'): readonly Selector[] {
  if (selectors.some(selector => lastHop(selector).some(hop => hop.by === 'aria' && hop.role !== null))) return selectors;
  const role = tagRole(selectors) ?? (step === 'change' ? 'textbox' : null);
  const aria = selectors.find(selector => lastHop(selector).some(hop => hop.by === 'aria'));
  if (role === null || aria === undefined) return selectors;
  const canonical = typeof aria === 'string' ? `${aria}[role="${role}"]` : [...aria.slice(0, -1), `${aria.at(-1)}[role="${role}"]`];
  return [canonical, ...selectors];
}

/** Whether the element's name says nothing of which one is meant: 查询 and 详情 stand in every row. */
export function isAmbiguous(selectors: readonly Selector[]): boolean {
  const label = labelOf(selectors) ?? '';
  const certain = selectors.flat().some(text => /#[\w-]|@id=|\[(data-|name=|id=)/.test(text));
  return !certain && (label.length === 1 || generic.test(label));
}

const generic = /^(查询|查看|详情|操作|编辑|修改|删除|更多|选择|展开|下一页|open|view|details?|edit|delete|remove|more|select|show)$/i;

/** Words of a bank's forms. Only names: a field that is not here is called by its id, or input. */
const fieldWords: readonly { readonly zh: RegExp; readonly name: string }[] = [
  { zh: /卡号|card (no|number)/i, name: 'cardNo' },
  { zh: /客户(号|编号)|customer (no|number|id)/i, name: 'customerNo' },
  { zh: /(证件|身份证)(号|号码)?|\bid (no|number)/i, name: 'idNo' },
  { zh: /手机|电话|phone|mobile/i, name: 'phone' },
  { zh: /金额|amount/i, name: 'amount' },
  { zh: /开始日期|start date/i, name: 'startDate' },
  { zh: /(结束|截止)日期|end date/i, name: 'endDate' },
  { zh: /日期|\bdate\b/i, name: 'date' },
  { zh: /原因|reason/i, name: 'reason' },
  { zh: /备注|说明|remarks?|notes?/i, name: 'remark' },
  { zh: /地址|address/i, name: 'address' },
  { zh: /账号|account (no|number)/i, name: 'accountNo' },
  { zh: /产品|product/i, name: 'product' },
  { zh: /标题|title/i, name: 'title' },
  { zh: /正文|内容|content/i, name: 'content' },
  { zh: /姓名|户名|\bname\b/i, name: 'name' },
];

function camel(text: string): string {
  const words = text.match(/[A-Za-z][a-z]*|[A-Z]+|\d+/g) ?? [];
  const joined = words.map((word, at) => (at === 0 ? word.toLowerCase() : `${word[0]?.toUpperCase()}${word.slice(1)}`)).join('');
  return /^[a-z]/.test(joined) ? joined.slice(0, 40) : '';
}

function lastHop(selector: Selector): ReturnType<typeof hopsOf> {
  return hopsOf(selector).slice(-1);
}

function hopsOf(selector: Selector) {
  const parsed = parseSelector(selector);
  return 'problem' in parsed ? [] : parsed;
}

const tags: Readonly<Record<string, string | undefined>> = { button: 'button', a: 'link', select: 'combobox', textarea: 'textbox' };

function tagRole(selectors: readonly Selector[]): string | null {
  for (const hop of selectors.flatMap(lastHop)) {
    if (hop.by !== 'css' && hop.by !== 'xpath') continue;
    const last = (hop.by === 'css' ? hop.css.split(/[\s>]+/) : hop.path.split('/')).at(-1) ?? '';
    const type = /type=["']?(checkbox|radio|submit|button)/.exec(last)?.[1];
    if (last.startsWith('input') && type) return type === 'submit' ? 'button' : type;
    const role = tags[/^[a-z]+/.exec(last)?.[0] ?? ''];
    if (role) return role;
  }
  return null;
}
