/**
 * Everyday words that ask for the same thing, a class a line: what customers say and what articles write. A text that holds one of
 * them is also found by the class. Only ways of saying it; which article answers is for the articles' own questions.
 */
const classes = `
怎么 咋 怎样 如何 咋整 咋弄 咋办 怎么办 怎么弄
多久 多长时间 多少天 几天 几时 什么时候 啥时候 何时 几号
收费 费用 手续费 工本费 多少钱 要钱 花钱 扣钱 收钱 花费
利息 利率 年化 费率
柜员机 提款机 取款机 自助机 自助设备 存取款机 机器
转账 汇款 汇钱 打款 打钱 转钱 转款 划款 打过去 转过去 汇过去 汇出去 转出去 打给 转给 汇给
到账 没到 没收到 收到 进账 入账 没进去 没动静 没收着 收不着 没看见
退回 打回来 退回来 原路退 被退
转错 打错 汇错 写错账号 按错账号
撤销 撤回 撤掉 拦住 拦下 追回 后悔
工资 薪水 薪资 发薪 工钱 退休金
代扣 自动扣 自动划 自动还 绑定 快捷支付
违约金 罚金 罚款 罚息 滞纳金
提前还 中途 半路 早点还 一次性还 还清 结清 一把还
最低还款 还最低 最低额
还款 还账单 还信用卡 还进去
分期 分几期 分几个月 分开还
限额 上限 最多 顶多 最高
提高 给高点 放大 调高 调大 涨 加大 提升 提一提 上调 多一点 往上调 提额
找到 找着 找回 翻到 翻出来 捡到 捡回 送回来
丢 弄丢 搞丢 丢了 掉了 不见 不见了 遗失 落在 让人摸 被偷 被抢 找不到 找不着 挤丢
挂失 挂上 报失
解挂 解除挂失 取消挂失 恢复
失效 过期 到期 自动解除 作废
补卡 重新办卡 办新卡 拿新卡 领新卡 再办一张 换张新 新的卡 新卡
冻结 封了 封掉 冻住 锁住 锁了 冻了
取现 取钱 提钱 取款 拿现金 提现金 取现金 现钞 现金
预约 打招呼 提前说
身份证 证件 身份证件
忘了 想不起来 想不起 不记得 记不住 记不得 记不清 忘记
输错 按错 试错 输了三次
重置 重设 重来 改密码 重新设 找回密码
人脸 刷脸 扫脸 面部识别 对着镜头 脸
验证码 校验码 动态码 短信码 那个码 六位数
手机银行 app 客户端 软件 程序
登录 登陆 上不去 进不去 打不开 登不进 登不了 登不上 不让进 闪退
新手机 换了手机 换手机
手机号 电话号码 号码 预留
停用 销了 注销 不用了
短信提醒 短信通知 动账 发短信
取消 退订 关掉 关闭 停掉 不想要 不要了 退掉
限制 受限 非柜面 管控
诈骗 骗子 骗局 骗人 被骗 上当 受骗 骗走 骗了 坑了
公检法 公安 警察 检察院 法院 公安局
洗钱 涉嫌 涉案
共享屏幕 屏幕共享 会议软件 远程
止付 截住 拦截
报警 报案
减免 免掉 免了
亏 亏本 赔钱 赔 亏损 损失
保本 稳赚 保底 保证本金
业绩比较基准 预期收益 收益率
风险测评 风险评估 测评
境外 国外 海外 外国 出国 出境
房贷 按揭 住房贷款
征信 信用报告 黑名单 信用记录 不良记录
投诉 举报
答复 回复 回信
吞卡 吞了 吃了 吞进去 不吐
网点 柜台 支行
材料 手续
老人 老年 岁数大 年纪大
影响 后果 碍事 要紧
能不能 可不可以 可否 能否 行不行 能
用途 干什么用 做什么用
信用卡 贷记卡
储蓄卡 借记卡 银行卡 工资卡
lost missing misplaced gone stolen mislaid
block freeze stop lock
unblock lift unlock unfreeze reactivate
fee fees charge charges cost costs price
transfer wire send payment
refund reimburse reimbursement
limit limits maximum cap
cancel cancellation close
`;

/** What is left out wherever it stands: it says nothing of what is asked. */
const emptyWords = `请问 想问一下 想问下 问一下 问下 您好 你好 那个 这个 就是说 一下子 一下 的话 麻烦 师傅 小姐 先生 女士 阿姨 姑娘 小伙子
喂 嗯 呃 啊 哦 哎 呢 吧 吗 嘛 呀 咯 哈 的 了 我 你 您 他 她 就 也 都 又 还 很 再 那 这 是 啦 呗 么 哟 噢 唉 得 地 着
a an the please hi hello um uh umm well so i is are am was were be been my me you your we our they their he she to of it that this and
or in on at for with by from as if but not have has had will would there here ok okay yeah yes hey just also know need looking i'm it's that's`.split(
  /\s+/,
);

/** A word table as a tree of characters: `end` is 0 inside a word, -1 for an empty word, else the number of a class. */
export interface WordTree {
  readonly next: Map<number, WordTree>;
  end: number;
}

/** All classes and empty words as one tree; the longest word at a place counts. */
export const wordTree: WordTree = plant();

/** Words without meaning for finding. */
export const isEmptyWord: ReadonlySet<string> = new Set(emptyWords);

/** A whole word of letters → its class. */
export const classOfWord: ReadonlyMap<string, number> = new Map(
  classes
    .trim()
    .split('\n')
    .flatMap((line, index) => line.split(' ').flatMap(word => (/^[a-z]+$/.test(word) ? [[word, index + 1] as const] : []))),
);

function plant(): WordTree {
  const root: WordTree = { next: new Map(), end: 0 };
  const add = (word: string, end: number): void => {
    let node = root;
    for (let at = 0; at < word.length; at++) {
      const unit = word.charCodeAt(at);
      let child = node.next.get(unit);
      if (!child) {
        child = { next: new Map(), end: 0 };
        node.next.set(unit, child);
      }
      node = child;
    }
    if (node.end === 0) node.end = end;
  };
  const isHan = (word: string): boolean => /^\p{Script=Han}/u.test(word);
  for (const word of emptyWords.filter(isHan)) add(word, -1);
  for (const [index, line] of classes.trim().split('\n').entries()) for (const word of line.split(' ').filter(isHan)) add(word, index + 1);
  return root;
}
