import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findCues } from './cue.ts';

const pieces = fc.constantFrom(
  ...'尾 号 数 末尾 后 四 4 六 位 个 几 面 最后 三 开头 结尾 安全码 卡 卡片 信用卡 背面 背后 反面 签名 条 后面 后边 数字 验证码 校验码 动态 码 密 口 令 短信 一次性 密码 确认码 里 收到 发来 发 的 那 取款 交易 支付 查询 银行卡 口令 身份证 证件 号码 证号 护照 码 社保号 银行 借记 账 帐 户 是 为 上 正 一串 长 邮箱 地址 电子邮 箱 件 邮件 手机 电话 座机 固话 联系方式 预留 来电 主叫 微信同号 工 员工 坐席 客服 编 代码 工单 订单 流水 保单 编号 分机 邮编 热线 专线 总机 报警 拨打 打 了 个 过 1 金额 余额 限额 额度 利率 年化 收益率 手续费 年费 违约金 本金 利息 积分 总共 一共 合计 大概 大约 差不多 共计 转 花 扣 存 取 欠 还 刷 充 付 消费 支出 收入 到账 入账 提现 汇 给 我 人民币 多少 钱 元 , 。 吗'.split(
    ' ',
  ),
);

test('a text with no Latin word in it is looked at as closely as one with a Latin word', () =>
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 10 }), parts => {
      const said = parts.join('');
      expect(findCues(said)).toEqual(findCues(`${said}。zz`));
    }),
    { seed: 17, numRuns: 3000 },
  ));
