import { randomInt } from 'node:crypto';

/** A piece of a page, already safe to send. */
export interface Markup {
  readonly markup: string;
}

type Piece = string | number | Markup | readonly Markup[];

/** Writes a piece of a page; whatever is put in is escaped unless it is a piece itself. */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  const written = pieces.map(piece => {
    if (typeof piece === 'string' || typeof piece === 'number') return escaped(String(piece));
    return 'markup' in piece ? piece.markup : piece.map(one => one.markup).join('\n');
  });
  return { markup: strings.reduce((page, text, index) => page + (written[index - 1] ?? '') + text) };
}

/** Nothing at this place. */
export const nothing: Markup = { markup: '' };

/** An id as such systems make them: another one on every load. */
export function anyId(): string {
  return `ext-gen${randomInt(10_000, 9_999_999)}`;
}

/** One page of the system as it looked in 2008: framed, in tables, without a doctype. */
export function page(title: string, body: Markup, script: Markup = nothing): Markup {
  return html`<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"><title>${title}</title>
<style>${style}</style></head><body bgcolor="#EEF3FA"><div class="bar">${title}</div>
${body}
${script}</body></html>`;
}

/** A row of a form: the words stand in the cell beside the field, as such forms have them. */
export function row(words: string, field: Markup): Markup {
  return html`<tr><td class="lb" nowrap>${words}:</td><td>${field}</td></tr>`;
}

/** A text field; its name for a screen reader is its title. */
export function textField(title: string, name: string, value = '', more: { readonly size?: number; readonly fixed?: true } = {}): Markup {
  const fixed: Markup = more.fixed ? html` readonly class="ro"` : nothing;
  return html`<input type="text" id="${anyId()}" name="${name}" title="${title}" value="${value}" size="${more.size ?? 22}" maxlength="80"${fixed}>`;
}

/** A list to choose from: what is sent, and what is shown. */
export function choiceField(title: string, name: string, choices: readonly (readonly [string, string])[]): Markup {
  return html`<select id="${anyId()}" name="${name}" title="${title}">${choices.map(([value, shown]) => html`<option value="${value}">${shown}</option>`)}</select>`;
}

/** A button; what it does when pressed is the page's script. */
export function button(words: string, pressed: string, name = 'btn'): Markup {
  return html`<input type="button" class="btn" id="${anyId()}" name="${name}" value="${words}" onclick="${pressed}">`;
}

/** A form of rows in a table, and its buttons below. */
export function form(action: string, rows: readonly Markup[], buttons: readonly Markup[]): Markup {
  return html`<form id="${anyId()}" name="f" method="post" action="${action}" autocomplete="off">
<table class="fm" border="0" cellspacing="1" cellpadding="3">${rows}</table><div class="ft">${buttons}</div></form>`;
}

const perPage = 8;

/** A list with headings, a page of it, and the links to the other pages. */
export function list(
  caption: string,
  headings: readonly string[],
  rows: readonly (readonly Markup[])[],
  at: { readonly page: number; readonly link: (page: number) => string },
): Markup {
  const pages = Math.max(1, Math.ceil(rows.length / perPage));
  const here = Math.min(Math.max(1, at.page), pages);
  const shown = rows.slice((here - 1) * perPage, here * perPage);
  const link = (words: string, to: number): Markup =>
    to < 1 || to > pages || to === here ? html`<font color="#999999">${words}</font>` : html`<a href="${at.link(to)}">${words}</a>`;
  return html`<table class="ls" border="1" cellspacing="0" cellpadding="2"><caption>${caption}</caption>
<tr>${headings.map(heading => html`<th nowrap>${heading}</th>`)}</tr>
${shown.map(cells => html`<tr>${cells}</tr>`)}
</table>${rows.length === 0 ? html`<div class="em">没有符合条件的记录</div>` : nothing}
<div class="pg">共${rows.length}条 第${here}/${pages}页 ${link('首页', 1)} ${link('上一页', here - 1)} ${link('下一页', here + 1)} ${link('末页', pages)}</div>`;
}

/** A cell of a list. */
export function cell(held: string | number | Markup, name = ''): Markup {
  return html`<td class="${name}">${held}</td>`;
}

/** What the system says when it will not. */
export function refusal(title: string, code: string, words: string): Markup {
  return page(
    title,
    html`<table class="er"><tr><td><b>错误码 ${code}</b></td></tr><tr><td class="msg">${words}</td></tr></table>
<div class="ft">${button('返 回', 'history.back()')}</div>`,
  );
}

const style = `body,td,th,input,select,textarea{font:12px 宋体,SimSun,"Noto Sans CJK SC",sans-serif;color:#112}
body{margin:0}.bar{background:#3A6EA5;color:#fff;font-weight:bold;padding:4px 8px;border-bottom:2px solid #F4A300}
table.fm{margin:10px;background:#B5CCE6}table.fm td{background:#fff}table.fm td.lb{background:#E1ECF8;text-align:right}
table.ls{margin:8px;border-collapse:collapse;border-color:#8DA9C9;background:#fff}table.ls th{background:#C9DCF2}table.ls caption{text-align:left;font-weight:bold;padding:3px 0}
.ft,.pg,.em{margin:6px 10px}.btn{background:#DCE8F6;border:1px outset #8DA9C9;padding:1px 8px}.ro{background:#EEE}
table.er{margin:20px;background:#FFF6D9;border:1px solid #D8A200}table.er td{padding:4px 12px}.ok{color:#060;font-weight:bold}a{color:#03c}`;

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
