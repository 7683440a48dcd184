import { button, choiceField, form, html, type Markup, page, row, textField } from '#practice/markup.ts';
import type { Duty } from '#practice/staff.ts';
import { type Routes, shown } from '#practice/visit.ts';

const system = '江海银行综合业务系统 V3.2 (练习环境)';

const menus: Readonly<Record<Duty, readonly (readonly [string, string])[]>> = {
  柜员: [
    ['卡状态查询', '/card/query.jsp'],
    ['挂失管理', '/card/query.jsp?to=loss'],
  ],
  客户关怀岗: [['客户关怀名单', '/care/list.jsp']],
  产品经办: [
    ['营销结果查询', '/offer/list.jsp'],
    ['订单查询', '/order/list.jsp'],
  ],
  运行岗: [['当日清单', '/daily/query.jsp']],
  宣传岗: [['通知发布', '/notice/list.jsp']],
};

/** Where one signs in. */
export function signInPage(said: string): Markup {
  return page(
    `${system} 签到`,
    html`${form(
      '/login.do',
      [
        row('工号', textField('工号', 'userId')),
        row('密码', html`<input type="password" name="passwd" title="密码" size="22" maxlength="40">`),
        row(
          '机构',
          choiceField('机构', 'branch', [
            ['0101', '0101 总行营业部'],
            ['0199', '0199 远程银行中心'],
          ]),
        ),
      ],
      [html`<input type="submit" class="btn" name="btnLogin" value="签 到">`],
    )}
<div class="em"><font color="red" class="msg">${said}</font></div><div class="em">建议使用1024×768分辨率</div>`,
  );
}

/** What every page shows when the session is over; a frame's page breaks out of its frames. */
export function timedOutPage(): Markup {
  return page(
    '会话超时',
    html`<table class="er"><tr><td class="msg">会话已超时,请重新签到</td></tr></table>
<div class="ft">${button('重新签到', "top.location='/login.jsp'")}</div>`,
  );
}

/** The frames around everything, and what stands in them. */
export const framePages: Routes = {
  'GET /main.jsp': {
    duty: 'any',
    answer: () =>
      shown(html`<html><head><title>${system}</title></head><frameset rows="46,*" border="0">
<frame name="topFrame" src="/top.jsp" scrolling="no" noresize><frameset cols="150,*" border="1">
<frame name="menuFrame" src="/menu.jsp"><frame name="mainFrame" src="/welcome.jsp"></frameset></frameset></html>`),
  },
  'GET /top.jsp': {
    duty: 'any',
    answer: ({ session: { user } }) =>
      shown(
        page(
          system,
          html`<div class="em">机构:0199 远程银行中心 工号:${user.staffNo} ${user.name}(${user.duty}) <a href="/logout.do" target="_top">签退</a></div>`,
        ),
      ),
  },
  'GET /menu.jsp': {
    duty: 'any',
    answer: ({ session: { user } }) =>
      shown(
        page(
          '功能菜单',
          html`${menus[user.duty].map(([words, to]) => html`<div class="em">· <a href="${to}" target="mainFrame">${words}</a></div>`)}`,
        ),
      ),
  },
  'GET /welcome.jsp': {
    duty: 'any',
    answer: ({ session: { user } }) => shown(page('欢迎', html`<div class="em">${user.name},您好!请从左侧菜单选择功能。</div>`)),
  },
};
