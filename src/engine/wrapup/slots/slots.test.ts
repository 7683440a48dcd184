import { beforeAll, expect, test } from 'vitest';
import type { Engine } from '#engine/engine.ts';
import { demoEngine } from '#test/kit/demo-engine.ts';
import { type Line, playLines } from '#test/kit/play-lines.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await demoEngine();
});

/** What the named slots hold after the talk; a value the desk shows amber ends in ?. */
function slotsAfter(lines: readonly Line[], names: readonly string[]): Record<string, string | null> {
  const { board } = playLines(engine, lines);
  return Object.fromEntries(
    names.map(name => {
      const slot = board[`slot:${name}`];
      if (slot?.kind !== 'slot' || slot.value === undefined) return [name, null];
      return [name, slot.status === 'unsure' ? `${slot.value}?` : slot.value];
    }),
  );
}

const lost: Line = ['c', '我的储蓄卡丢了,要挂失'];
const edit = (value: string | null): Line => ({ kind: 'acted', act: { kind: 'edited', slot: 'cardTail', value } });
const cases: readonly { readonly when: string; readonly lines: readonly Line[]; readonly slots: Record<string, string | null> }[] = [
  {
    when: 'of the sums of one turn the total is meant',
    lines: [
      ['c', '我信用卡被盗刷了,不是我刷的'],
      ['c', '昨天夜里两点,三笔一样的,每笔六十八,加起来两百零四'],
    ],
    slots: { amount: '204' },
  },
  {
    when: 'so is what the agent adds up',
    lines: [
      ['c', '我信用卡被盗刷了,一个游戏充值,六百四十八,来了俩'],
      ['a', '看着了,两笔都是六百四十八,一共一千二百九十六'],
    ],
    slots: { amount: '1296' },
  },
  {
    when: 'what is read out after a pause',
    lines: [
      ['c', '手机银行登不上去'],
      ['a', '屏幕上写的啥?'],
      ['c', '你等我戴上花镜……写的是,人脸比对没通过,请重试'],
    ],
    slots: { errorText: '人脸比对没通过' },
  },
  {
    when: 'the day of an appointment keeps no hour',
    lines: [
      ['c', '我想取十二万现金,要预约吗'],
      ['a', '要的,您哪天来?'],
      ['c', '那我明天上午十点去'],
    ],
    slots: { date: '明天上午' },
  },
  {
    when: 'how long ago answers when it was',
    lines: [
      ['c', '我转账转错人了'],
      ['a', '什么时候转的,转了多少?'],
      ['c', '也就二十来分钟吧,一千五'],
    ],
    slots: { txnTime: '二十来分钟', amount: '1500' },
  },
  {
    when: 'a time nothing is said of leaves the one told first',
    lines: [
      ['c', '我信用卡掉了,帮我挂失'],
      ['c', '鞋子捡回来了,卡没得了,就今天上午的事'],
      ['c', '万一是昨晚到现在有人刷了,你们认不认'],
    ],
    slots: { lossTime: '今天上午?' },
  },
  {
    when: 'who the customer is stays asked where one of it is asked again',
    lines: [
      lost,
      ['a', '姓名、身份证最后四位,麻烦您一样一样告诉我'],
      ['c', '啥?你大点声'],
      ['a', '头一样,请问您叫什么名字?'],
      ['c', '韩秀枝。后头是……我戴上老花镜啊……四幺二九'],
    ],
    slots: { customerName: '韩秀枝', idTail: '4129' },
  },
  {
    when: 'the name begins with the surname told before it, rare as it may be',
    lines: [lost, ['a', '麻烦您姓名说一下'], ['c', '我姓帅,帅哥的帅,帅洪兵,莫笑,长得对不起这个姓']],
    slots: { customerName: '帅洪兵' },
  },
  {
    when: 'what a card was reported by is what was done, no rule explained beforehand',
    lines: [lost, ['a', '电话办理的是口头挂失,有效期是五天'], ['c', '晓得了']],
    slots: { lossType: null },
  },
  {
    when: 'reported by phone',
    lines: [lost, ['c', '麻溜儿停'], ['a', '停上了,十点十二分停的,这算口头挂失']],
    slots: { lossType: '口头挂失' },
  },
  {
    when: 'a ticket has letters, and its number stands behind a pause',
    lines: [
      ['c', '我要投诉你们'],
      ['a', '给您登上了,争议申请,单号G幺幺零四二七。三十天里头您得写个情况说明。'],
    ],
    slots: { ticketId: 'G110427' },
  },
  {
    when: 'the last four of a card are none of the ID',
    lines: [
      lost,
      ['a', '您的姓名和身份证后四位?'],
      ['c', '师向东,老师的师。六幺零九。'],
      ['a', '您名下一张存钱的卡,后头四个数是七七零二,丢的就是它吧?'],
      ['c', '七七零二,对,就那个'],
    ],
    slots: { customerName: '师向东', idTail: '6109', cardTail: '7702' },
  },
  {
    when: 'a name of four characters that begins the answer',
    lines: [lost, ['a', '您叫啥名字,身份证最后四个数字?'], ['c', '才让东智。身份证,后面,四四零九。']],
    slots: { customerName: '才让东智', idTail: '4409' },
  },
  {
    when: 'what a customer has heard, asks or recalls of another time is no new choice',
    lines: [
      ['c', '我手机银行转账转错人了,转了八千六'],
      ['c', '听人讲柜员机转的二十四小时里面可以撤,我这个行不行?'],
    ],
    slots: { channel: '手机银行', amount: '8600' },
  },
  {
    when: 'a sum that goes to somebody is no range, and cents stand without tenths',
    lines: [
      ['c', '他说先转一万二到他们一个验证户,是不是骗子?'],
      ['c', '还有我信用卡这个月要还多少'],
      ['a', '最低是五百二十六块零八分'],
    ],
    slots: { amount: '12000', minPay: '526.08' },
  },
  {
    when: 'a time nothing is said of is amber, for the business at hand, and a question beside it takes nothing',
    lines: [
      ['c', '我信用卡掉了,帮我挂失'],
      ['c', '我老婆说她昨天下午还拿着它'],
      ['c', '那我明天上午去补一张行不行?'],
    ],
    slots: { lossTime: '昨天下午?' },
  },
  {
    when: 'a day said of something else before the business began gives way to what is said then, and a road named for a day is none',
    lines: [
      ['c', '我这个月去取了两回钱,都没有短信'],
      ['c', '还有,我想取八万现金'],
      ['a', '您打算哪天取?'],
      ['c', '五一路那个网点,后天'],
    ],
    slots: { date: '后天', amount: '80000' },
  },
  {
    when: 'what is asked for another business replaces nothing',
    lines: [
      ['c', '我礼拜五要去取二十万人民币现金'],
      ['c', '我还想买点理财'],
      ['a', '您的风险测评什么时候做的?'],
      ['c', '今年四月做的'],
    ],
    slots: { date: '礼拜五', amount: '200000' },
  },
  {
    when: "a customer's own words beat what was put to them",
    lines: [
      ['c', '我要取十二万现金,去网点取'],
      ['a', '今天去取怕是备不齐,要不要给您约后天去取?'],
      ['c', '是的,大后天去取'],
    ],
    slots: { date: '大后天' },
  },
  {
    when: 'the agent tells the way, under no condition',
    lines: [
      ['c', '我要改预留手机号,旧号停了'],
      ['a', '号要是还能收短信,手机上自己就换了;像您这种停了的,得本人带身份证上附近柜台'],
      ['c', '哦'],
    ],
    slots: { channel: '网点柜面' },
  },
  {
    when: 'the way the customer has told stands',
    lines: [
      ['c', '我手机银行转账转错人了,转了八千六'],
      ['a', '下回您本人带身份证到网点办'],
    ],
    slots: { channel: '手机银行' },
  },
  {
    when: 'a merchant whose name ends in no word for one',
    lines: [
      ['c', '我信用卡被盗刷了,有一笔不是我刷的'],
      ['a', '商户写的什么?'],
      ['c', '就这一笔,写的星际玩家。'],
    ],
    slots: { merchant: '星际玩家' },
  },
  {
    when: 'a product by its name, not by its term',
    lines: [
      ['c', '我想买点理财,你们有什么产品'],
      ['a', '有款半年期的。'],
      ['a', '还有只月月安,二级的。'],
    ],
    slots: { productCode: '月月安' },
  },
  {
    when: 'money that is to come back has not come back',
    lines: [
      ['c', '我转账转错人了,手机银行转的'],
      ['a', '这笔是成功的,我登个单子,请那边劝他把钱退回来'],
    ],
    slots: { status: '成功,已到对方账户' },
  },
  {
    when: 'a yearly fee is a sum, no term',
    lines: [['c', '我那个信用卡扣了我两百年费,能不能给我免掉?']],
    slots: { feeAmount: '200' },
  },
  {
    when: 'name and last four of the ID answer one question',
    lines: [lost, ['a', '请问您的姓名和身份证后四位?'], ['c', '陈思远,零零八一']],
    slots: { customerName: '陈思远', idTail: '0081' },
  },
  {
    when: 'a name said with its surname first',
    lines: [lost, ['a', '怎么称呼您?'], ['c', '免贵姓欧阳,欧阳雪']],
    slots: { customerName: '欧阳雪' },
  },
  { when: 'a secret is kept as its mark', lines: [lost, ['c', '手机⟦phone:1 …0016 ✓⟧']], slots: { phone: '⟦phone:1 …0016 ✓⟧' } },
  { when: 'an unsure tail stays amber', lines: [lost, ['a', '尾号多少'], ['c', '好像是三三六八吧']], slots: { cardTail: '3368?' } },
  {
    when: 'an unsure tail is sure once repeated and confirmed',
    lines: [lost, ['a', '尾号多少'], ['c', '好像是三三六八吧'], ['a', '三三六八,对吗'], ['c', '对对']],
    slots: { cardTail: '3368' },
  },
  {
    when: 'what the agent names counts once the customer says yes',
    lines: [lost, ['a', '是尾号七七零二这张吗?'], ['c', '对的']],
    slots: { cardTail: '7702' },
  },
  { when: 'and not before', lines: [lost, ['a', '是尾号七七零二这张吗?'], ['c', '我看一下啊']], slots: { cardTail: null } },
  {
    when: 'a no with another value takes that',
    lines: [lost, ['a', '是尾号七七零二这张吗?'], ['c', '不对,是七七二零']],
    slots: { cardTail: '7720' },
  },
  {
    when: 'asked again, the later answer stands',
    lines: [lost, ['a', '卡的尾号是多少?'], ['c', '四四一七'], ['a', '这张查不到,麻烦您再看一下,尾号是多少?'], ['c', '四四七一']],
    slots: { cardTail: '4471' },
  },
  {
    when: 'unasked, another number does not push it out',
    lines: [lost, ['a', '卡的尾号是多少?'], ['c', '四四一七'], ['a', '好的,我帮您登记'], ['c', '我另外那张尾号是三三零二的还在']],
    slots: { cardTail: '4417' },
  },
  {
    when: 'a correction names the old value and the new',
    lines: [lost, ['a', '您贵姓?'], ['c', '高志刚'], ['c', '哦不对,不是高志刚,应该是高志钢']],
    slots: { customerName: '高志钢' },
  },
  {
    when: 'when and where',
    lines: [lost, ['a', '什么时候在哪里丢的?'], ['c', '昨天晚上,在那个万达广场']],
    slots: { lossTime: '昨天晚上', lossPlace: '万达广场' },
  },
  {
    when: 'a sum, a day told more exactly, a bank',
    lines: [
      ['c', '我昨天转的钱对方没收到'],
      ['a', '请问什么时间转的,多少金额,转到哪个银行?'],
      ['c', '昨天下午,嗯,三点多吧,转了一万五,工商银行的'],
    ],
    slots: { amount: '15000', txnTime: '昨天下午3点多', payeeBank: '工商银行' },
  },
  {
    when: 'yes or no to the question asked',
    lines: [lost, ['a', '近期有没有收到不是您本人操作的短信?'], ['c', '没有没有']],
    slots: { suspectTheft: '否' },
  },
  {
    when: 'a surname gives way to the whole name, which may end in a number word',
    lines: [
      ['c', '我姓沈,储蓄卡丢了'],
      ['a', '请问您的全名?'],
      ['c', '沈一诺'],
    ],
    slots: { customerName: '沈一诺' },
  },
  {
    when: 'the question decides whose value it is',
    lines: [lost, ['a', '请说一下姓名、身份证后头四位和预留手机号'], ['c', '秦玉蓉,后头四位是四七六二']],
    slots: { idTail: '4762', cardTail: null },
  },
  {
    when: 'two tails, each where it was said',
    lines: [lost, ['a', '您叫什么名字,旧证后四位、卡的尾号?'], ['c', '章小鱼,零三零三,尾号四四零四']],
    slots: { idTail: '0303', cardTail: '4404' },
  },
  {
    when: 'a fact the agent states needs no yes where it is a fact of the business',
    lines: [
      ['c', '帮我查一下信用卡这个月账单'],
      ['a', '本期一共是三千六百二十七块四,最后还款日是这个月二十五号'],
    ],
    slots: { amount: '3627.4' },
  },
  {
    when: 'what the customer has not got is no channel',
    lines: [
      ['c', '取款密码输错三次锁了'],
      ['a', '是手机上登录的那个吗?'],
      ['c', '我没有手机银行,在那个取款机上按的'],
    ],
    slots: { channel: '取款机(ATM)' },
  },
  {
    when: 'what would be is no reason',
    lines: [
      ['c', '取款密码按错三回,锁了'],
      ['a', '明天零点自动解锁'],
      ['c', '那先明天再按一回,想不起来再说'],
      ['c', '要是忘了密码怎么办'],
    ],
    slots: { lockReason: '输错多次' },
  },
  {
    when: 'a limit is no sum',
    lines: [
      ['c', '我手机银行一天只能转五万块,太少了,帮我提到二十万'],
      ['a', '好的'],
    ],
    slots: { currentLimit: '50000', wantedLimit: '200000', amount: null },
  },
  {
    when: 'a shop or a platform by what it is called',
    lines: [['c', '我信用卡十一月八号有一笔六百四十八,一个什么,星途游戏,这不是我刷的']],
    slots: { merchant: '星途游戏', amount: '648', txnDate: '11月8号' },
  },
  {
    when: 'going along is no answer to a question for words',
    lines: [
      ['c', '我被骗了,刚转出去两万'],
      ['a', '转给谁了,收款人叫什么?'],
      ['c', '好,好,我打'],
    ],
    slots: { payeeAccount: null },
  },
  {
    when: 'a name told apart by other words, a tail that ends in a letter',
    lines: [lost, ['a', '怎么称呼您,身份证后四位是多少?'], ['c', '我姓盖,盖房子的盖,盖文霞,三幺七叉']],
    slots: { customerName: '盖文霞', idTail: '317X' },
  },
  {
    when: 'a name and its characters in one breath, a name before digits',
    lines: [lost, ['a', '请问您贵姓大名?'], ['c', '聂国祥国家的国吉祥的祥']],
    slots: { customerName: '聂国祥' },
  },
  {
    when: 'name, last four and phone in one breath',
    lines: [lost, ['a', '请报一下姓名、身份证尾巴上四位和手机号'], ['c', '俺叫贺一鸣幺零零九⟦phone:1 …7731 ✓⟧']],
    slots: { customerName: '贺一鸣', idTail: '1009', phone: '⟦phone:1 …7731 ✓⟧' },
  },
  {
    when: 'a limit the agent states is not asked in the same breath',
    lines: [
      ['c', '我信用卡额度太低,想提高额度'],
      ['a', '您现在固定额度是三万,您想提到多少?'],
      ['c', '八万'],
    ],
    slots: { currentLimit: '30000', wantedLimit: '80000' },
  },
  {
    when: 'either … or … puts neither to the customer',
    lines: [
      ['c', '我密码输错锁了'],
      ['a', '是取款机上的密码,还是手机银行登录的密码?'],
      ['c', '对,就是取钱那个'],
    ],
    slots: { channel: null },
  },
  {
    when: 'the name is what stands before the digits asked for with it',
    lines: [lost, ['a', '姓名、身份证后四位报一下'], ['c', '哇 查户口啊 马俊杰 四四幺九']],
    slots: { customerName: '马俊杰', idTail: '4419' },
  },
  {
    when: 'surname said twice',
    lines: [lost, ['a', '您贵姓,身份证后四位?'], ['c', '免贵姓苗苗学礼后四位八三九五']],
    slots: { customerName: '苗学礼', idTail: '8395' },
  },
  {
    when: 'digits whose cue names the identity card are no card',
    lines: [lost, ['a', '姓名和身份证最末尾的四个数?'], ['c', '我叫熊德贵,身份证末尾是三三幺九']],
    slots: { idTail: '3319', cardTail: null },
  },
  {
    when: 'a new number does not push out the one on record',
    lines: [
      ['c', '我要换预留手机号'],
      ['a', '姓名和原来的手机号?'],
      ['c', '向家英,原来的号码⟦phone:1 …3059 ✓⟧'],
      ['a', '您要把预留的手机号换成新号,对吗?'],
      ['c', '对,新号是⟦phone:2 …8830 ✓⟧ 啊不是 ⟦phone:3 …4862 ✓⟧'],
    ],
    slots: { phone: '⟦phone:1 …3059 ✓⟧', newValue: '⟦phone:3 …4862 ✓⟧' },
  },
  {
    when: 'nor do words that only look like a correction let another sum in',
    lines: [
      ['c', '我要取现金,取二十八万'],
      ['a', '好的,到网点当天取'],
      ['c', '应该是够的,上个月到期了一笔三十万的'],
    ],
    slots: { amount: '280000' },
  },
  {
    when: 'a day taken back, and each day its own end of the journey',
    lines: [
      ['c', '我要去日本,银行卡在那边能用吗'],
      ['a', '哪天走哪天回?'],
      ['c', '十二月二号到……不对,改签了,三号到九号'],
    ],
    slots: { dateFrom: '3号', dateTo: '9号' },
  },
  {
    when: 'a day still ahead is no day of loss, and the line of an underground no day',
    lines: [lost, ['c', '我后天去取钱,三号线人挤人'], ['a', '什么时候在哪里不见的?'], ['c', '昨晚十点几,在乐从那边跑单']],
    slots: { lossTime: '昨晚10点几', lossPlace: '乐从' },
  },
  {
    when: 'an address in pieces, and the old one the agent names',
    lines: [
      ['c', '我要改地址,搬家了'],
      ['a', '您现在登记的是庆安镇东街九号家属院二排三户,是这个吧?'],
      ['c', '没错,就是那儿'],
      ['a', '那新地址麻烦您说一遍'],
      ['c', '新的是,和水县,西华北街,呃,叫个啥,锦绣花园,五号楼,二单元,六零二。'],
    ],
    slots: { oldValue: '庆安镇东街九号家属院二排三户', newValue: '和水县西华北街锦绣花园五号楼二单元六零二' },
  },
  {
    when: 'an hour joins the day told before',
    lines: [
      ['c', '我今天转账转错人了'],
      ['a', '几点转的?'],
      ['c', '上午十点左右'],
    ],
    slots: { txnTime: '今天上午10点左右' },
  },
  {
    when: 'the last four asked for in short',
    lines: [lost, ['a', '全名、证件尾四、登记手机,麻烦'], ['c', '李国栋,二七幺三']],
    slots: { customerName: '李国栋', idTail: '2713' },
  },
  {
    when: 'the last four of a card leave those of the identity number the agent has checked, and the card gets them',
    lines: [
      lost,
      ['a', '全名、证件尾四、登记手机,麻烦'],
      ['c', '孟晓棠。证件三零八二'],
      ['a', '孟女士,都对得上'],
      ['a', '您说的这张,是末四位五五九零的白金卡,对不对?'],
      ['c', '是这张,五五九零'],
    ],
    slots: { idTail: '3082', cardTail: '5590' },
  },
  {
    when: "what was checked gives way to nobody else's, but to a correction",
    lines: [
      lost,
      ['a', '怎么称呼您,身份证后四位?'],
      ['c', '徐静宜,幺八四四'],
      ['a', '徐女士,跟留的一样'],
      ['a', '您先生证件尾号您晓得吗?'],
      ['c', '三三幺九'],
    ],
    slots: { idTail: '1844' },
  },
  {
    when: 'four digits one by one are the last four, after a name that sounds like spending too',
    lines: [lost, ['a', '请讲一下姓名证件末四位'], ['c', '杨桂花 三三零九']],
    slots: { customerName: '杨桂花', idTail: '3309' },
  },
  {
    when: "no, no, that is another's",
    lines: [lost, ['a', '怎么称呼您,身份证后四位?'], ['c', '汪海燕,六幺二八……不是不是,那是我爱人的,我的是三三零九']],
    slots: { idTail: '3309' },
  },
  {
    when: 'somebody else named later is not the caller',
    lines: [lost, ['a', '怎么称呼您,身份证后四位?'], ['c', '我叫丁有粮,四零二八'], ['a', '您老伴叫什么名字'], ['c', '叫孟秋菊']],
    slots: { customerName: '丁有粮' },
  },
  {
    when: 'what the agent says matches is not asked for',
    lines: [
      ['c', '我那信用卡这个月该还多少。我是张根旺'],
      ['a', '名字、证件、手机都对上了'],
      ['c', '那这里头都有啥,柴油我记着是四千出头'],
    ],
    slots: { customerName: '张根旺' },
  },
  {
    when: 'a year is twelve terms, whatever else a year may be',
    lines: [
      ['c', '我想把账单分期'],
      ['a', '好的,期数上面您想拉多长?'],
      ['c', '一年吧'],
    ],
    slots: { periods: '12' },
  },
  {
    when: 'a number by itself answers a question for a sum',
    lines: [
      ['c', '帮我开通短信提醒'],
      ['a', '您想一笔多少钱以上才发给您?'],
      ['c', '一百以上吧,小的不要吵'],
    ],
    slots: { startAmount: '100' },
  },
  {
    when: 'one for them and one for me are two',
    lines: [
      ['c', '我要开存款证明'],
      ['a', '要开多少钱的、开几份?'],
      ['c', '十万。大使馆要一份,自己留一份'],
    ],
    slots: { amount: '100000', copies: '2' },
  },
  {
    when: 'the number to be rung may be the one on record',
    lines: [
      ['c', '我要投诉你们网点'],
      ['a', '您的姓名和预留手机号?'],
      ['c', '葛美珍,⟦phone:1 …6179 ✓⟧'],
      ['a', '联系的手机留哪个?'],
      ['c', '就这个号,⟦phone:1 …6179 ✓⟧'],
    ],
    slots: { phone: '⟦phone:1 …6179 ✓⟧', contact: '⟦phone:1 …6179 ✓⟧' },
  },
  {
    when: 'what the agent reads from the system replaces what the customer thought',
    lines: [
      ['c', '年费两百扣了,能退不'],
      ['a', '这张白金卡年费两百,刷五次能免'],
      ['c', '我好像刷过三次'],
      ['a', '我看看,你今年刷了四次,差一次'],
    ],
    slots: { usage: '四次' },
  },
  {
    when: 'a ticket is told in few words',
    lines: [
      ['c', '我要投诉你们网点'],
      ['a', '单子我已经建起了,号是九零三三七五'],
    ],
    slots: { ticketId: '903375' },
  },
  {
    when: 'days of the old calendar',
    lines: [
      ['c', '我要去泰国,银行卡在那边能用吗'],
      ['a', '哪天走哪天回?'],
      ['c', '下月初六走,初十回'],
    ],
    slots: { dateFrom: '下月初六', dateTo: '初十' },
  },
  {
    when: 'a sum nothing is said of is amber, and gives way to one that something is said of',
    lines: [['c', '我汇款怎么汇不出去啊?着急用,二十万']],
    slots: { amount: '200000?' },
  },
  {
    when: 'a surname of two characters said twice, a name before the words for the last four',
    lines: [lost, ['a', '怎么称呼您,身份证后四位?'], ['c', '我姓欧阳欧阳敏 四三二七']],
    slots: { customerName: '欧阳敏', idTail: '4327' },
  },
  {
    when: 'a place by what is done there',
    lines: [lost, ['a', '什么时候在哪儿丢的?'], ['c', '今儿早起在新发地买菜,掏布兜子掏没的']],
    slots: { lossPlace: '新发地' },
  },
  {
    when: 'a fee a month, a gain and what was paid before are not the sum it is about',
    lines: [
      ['c', '有个客服说我开了会员,每个月要扣八百,叫我转钱到一个账户'],
      ['a', '他让您转多少?'],
      ['c', '三万六,前头我投了一千,赚了两百'],
    ],
    slots: { amount: '36000' },
  },
  {
    when: 'a sum said before its business began gives way, another beside it does not count',
    lines: [
      ['c', '手机银行转账,我转八万说超限额了,限额想提到十五万'],
      ['c', '另外我后天要去网点取现金,取十二万,要预约吗'],
      ['a', '十二万要预约的'],
      ['c', '还有二十万先不取'],
    ],
    slots: { amount: '120000' },
  },
  {
    when: 'a number the agent gave is only said back',
    lines: [
      ['c', '我要投诉你们网点'],
      ['a', '上次的单子还有号吗?'],
      ['a', '新的单子登记好了,单号是八八零五二'],
      ['c', '单号八八零五二,记下了'],
    ],
    slots: { ticketId: '88052', previousTicket: null },
  },
  {
    when: 'several wishes add up, and so do those the agent sums up and the customer confirms',
    lines: [
      ['c', '我要投诉你们网点,排队排了两个钟头,柜员还翻白眼,要她给我道歉'],
      ['a', '我捋一下,您是想要网点给个说法,是吧?'],
      ['c', '对,再把前头扣的钱退给我'],
    ],
    slots: { complaintReason: '排队、态度差', demand: '道歉、给说法、退还' },
  },
  {
    when: 'an apology the agent offers is no wish',
    lines: [
      ['c', '我要投诉'],
      ['a', '我先给您道个歉,您慢慢说'],
      ['c', '好'],
    ],
    slots: { demand: null },
  },
  {
    when: 'a summing-up in a whole clause stands by itself once confirmed',
    lines: [
      ['c', '我要投诉,打了三次电话了,你们得给我个说法'],
      ['a', '您反映的是信用卡年费二百元未减免,要求退还年费并给出说明,对吗?'],
      ['c', '对,给我退了'],
    ],
    slots: { complaintReason: '信用卡年费二百元未减免', demand: '退还年费并给出说明' },
  },
  {
    when: 'of two ways the agent names, the one that is left',
    lines: [
      ['c', '我换手机号了,银行里留的要改'],
      ['a', '旧号要是还收得到短信,您自己在手机银行里就换了。可您旧号停了,这样就得本人拿身份证到网点弄'],
    ],
    slots: { channel: '网点柜面' },
  },
  {
    when: 'a sum told roughly keeps its words',
    lines: [
      ['c', '我后天去泰国,卡在那边能用吗'],
      ['a', '一张卡一天最多取一万'],
      ['c', '我一趟取个三五千就够'],
    ],
    slots: { limitNeed: '三五千元' },
  },
  {
    when: 'a product with its code',
    lines: [
      ['c', '我想买点理财'],
      ['a', '有款稳享半年,代码A六零二,二级的'],
    ],
    slots: { productCode: '稳享半年,代码A六零二' },
  },
  {
    when: 'the level of a product is not the level of the customer',
    lines: [
      ['c', '我想买点理财'],
      ['a', '您做过测评没有'],
      ['c', '做过,写的成长型'],
      ['a', '这款是R3中等风险的'],
    ],
    slots: { riskRating: '成长型(C4/R4)' },
  },
  {
    when: 'words that fill before what is read out are no question',
    lines: [
      ['c', '我手机银行登不进去了'],
      ['a', '屏幕上写的什么'],
      ['c', '说什么设备没绑定,要认脸'],
    ],
    slots: { errorText: '设备没绑定,要认脸' },
  },
  {
    when: 'what is asked back in disbelief is not chosen',
    lines: [
      ['c', '我明天想取八万现金'],
      ['a', '是人民币吧?'],
      ['c', '那还能是美元?人民币'],
    ],
    slots: { currency: '人民币' },
  },
  {
    when: 'a sum given up gives way to the next',
    lines: [
      ['c', '我明天想取十二万现金'],
      ['c', '那不取十二万了,取九万够了'],
    ],
    slots: { amount: '90000' },
  },
  {
    when: "the agent's edit stands",
    lines: [lost, edit('1234'), ['c', '尾号是三三六八']],
    slots: { cardTail: '1234' },
  },
  {
    when: 'an edit taken back leaves what was heard, however often it was edited, unsure as it was',
    lines: [lost, ['c', '尾号好像是三三六八吧'], edit('1234'), edit(''), edit('5678'), edit(null)],
    slots: { cardTail: '3368?' },
  },
  {
    when: 'an unsure value becomes sure when the agent says so',
    lines: [lost, ['c', '尾号好像是三三六八吧'], edit('3368')],
    slots: { cardTail: '3368' },
  },
  {
    when: 'a value typed where nothing was heard is taken back to nothing',
    lines: [lost, edit('1234'), edit(null)],
    slots: { cardTail: null },
  },
];
test.each(cases)('$when', ({ lines, slots }) => expect(slotsAfter(lines, Object.keys(slots))).toEqual(slots));

test('a business merely touched leaves no fields behind, one half of whose own steps were done keeps those filled', () => {
  const turnTo = (process: string): Line => ({ kind: 'acted', act: { kind: 'switched', process } });
  const fieldsAfter = (...said: Line[]) =>
    Object.keys(playLines(engine, [lost, turnTo('P15'), ['c', '我有十万块钱闲着,放半年'], ...said, turnTo('P01')]).board);
  expect(fieldsAfter(['a', '嗯'])).not.toContain('slot:investHorizon');
  expect(fieldsAfter(['a', '您风险测评做过没有?'])).not.toContain('slot:investHorizon');
  expect(
    fieldsAfter(
      ['a', '这笔钱多久用不上,您想稳当点还是想多赚点?'],
      ['c', '稳当点'],
      ['a', '您在我们行做过风险测评没有?'],
      ['c', '做过,稳健型'],
      ['a', '理财不保本,过往业绩不代表将来,本金可能亏损'],
    ),
  ).toContain('slot:investHorizon');
});

test('the slots of the process stand there empty as soon as it runs', () => {
  const { board } = playLines(engine, [lost]);
  expect(board['slot:cardTail']).toMatchObject({ status: 'empty', confidence: 0, evidence: [] });
});
