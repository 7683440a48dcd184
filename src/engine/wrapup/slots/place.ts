import type { Read } from '#engine/wrapup/slots/person.ts';

/** Words a place ends in: shops, stations, banks, rooms. Longer ones first. */
const anyPlace =
  /(?:超市|码头|渡口|港口|庙会|牲口会|大市场|夜市摊|货场|仓库|网点门口|集上|大集|街市|菜市头|菜市口|夜市|早市|集市|菜市场|菜市|菜场|篮球场|足球场|球场|操场|游乐场|理发店|剃头铺子?|铺子|网吧|饭馆|面馆|茶馆|食堂|澡堂|商圈|商场|商店|便利店|购物中心|广场|步行街|菜市场|市场|地铁站|地铁上|地铁|公交车上?|公交站|公交上|公交|出租车上?|长途车上?|大巴车?上?|班车上?|厂车上?|客车上?|动车上?|网约车上?|滴滴车?上?|车站|火车站|高铁站|高铁上|火车上|机场|飞机上|酒店|宾馆|饭店|餐厅|餐馆|火锅店|咖啡店|咖啡厅|网吧|健身房|电影院|公园|医院|诊所|药店|学校|大学|幼儿园|公司|单位|办公室|工地|厂里|家里|小区|宿舍|楼下|路上|街上|马路上|厕所|洗手间|停车场|加油站|服务区|景区|农商行|农商银行|农村商业银行|信用社|支行|分行|银行|营业部|营业厅|快递站|驿站|车上|店里|店|行)/u;

/** The place a stretch of text names, without the words before it (在那个联华超市 → 联华超市). */
export function placeIn(text: string, from: number, to: number, endsIn: readonly string[] = []): Read | null {
  const english = /[a-z]/i.test(text) && !/\p{Script=Han}/u.test(text) ? englishPlaceIn(text, from, to) : null;
  if (english) return english;
  const ending = endsIn.length === 0 ? anyPlace : endingIn(endsIn);
  const start = endsIn.some(word => text.startsWith(word, from)) ? clauseStart(text, from) : from; // the cue is the ending itself
  const byName = endedPlace(text, start, to, ending) ?? placeByPointing(text, from, to, endsIn.length === 0 ? pointed : named);
  return byName ?? (endsIn.length === 0 ? placeByPointing(text, from, to, whatIsDoneThere) : null);
}

/** A place by a word places end in. */
function endedPlace(text: string, from: number, to: number, ending: RegExp): Read | null {
  const part = text.slice(from, to);
  stretch.lastIndex = 0;
  for (let match = stretch.exec(part); match !== null; match = stretch.exec(part)) {
    let start = 0; // what an ending that names no place leaves (哪个行…南汇银行)
    for (let found = ending.exec(match[0]); found !== null; found = ending.exec(match[0].slice(start))) {
      const end = start + found.index + found[0].length;
      const whole = match[0].slice(start, end);
      const lead = before.exec(whole)?.[0].length ?? 0;
      const value = whole.slice(Math.max(lead, whole.length - longest));
      start = end;
      if (value.length < 2 || noName.test(value) || noBranch.test(value)) continue;
      const at = from + match.index + end - value.length;
      return { value, span: [at, at + value.length] };
    }
  }
  return null;
}

/** A place pointed at instead: 和平里那个, 在乐从那边. */
function placeByPointing(text: string, from: number, to: number, pointing: RegExp): Read | null {
  for (const match of text.slice(from, to).matchAll(pointing)) {
    const lead = before.exec(`${match[1]}那`)?.[0].length ?? 0;
    const value = (match[1] as string).slice(lead);
    if (value.length < 2 || value.length > 5 || pointsAtNone.test(value)) continue;
    const at = from + match.index + lead;
    return { value, span: [at, at + value.length] };
  }
  return null;
}

const pointed =
  /(\p{Script=Han}{2,9}?)(?:那个|那家|那边|那儿|那里|这边|附近|一带)(?=$|[,，。、!！?？\s]|网点|支行|\p{Script=Han}{0,3}[丢掉跑落])/gu;
/** 在新发地买菜: where something everyday is done. */
const whatIsDoneThere = /(?<=在)(\p{Script=Han}{2,5}?)(?=买|吃|逛|坐|上车|下车|遛|等车|排队|取[钱件]|跳舞|看病|打工|上班)/gu;
const named = /(\p{Script=Han}{2,9}?)(?:那个|那家)(?=$|[,，。、!！?？\s吧呢]|网点|支行)/gu;
const pointsAtNone = /[我你您他她它谁哪什么是就的了吧啊]|^(?:银行|对方|收款|公司|老家|身份|网点|登录|取钱|手机|微信|朋友|亲戚|人家)/u;

function clauseStart(text: string, at: number): number {
  return Math.max(...[...'，,。;；!！?？、 '].map(mark => text.lastIndexOf(mark, at - 1))) + 1;
}

const stretch = /[\p{Script=Han}A-Za-z0-9]+/gu;

function endingIn(words: readonly string[]): RegExp {
  const known = endings.get(words) ?? new RegExp(`(?:${words.join('|')})`, 'u');
  endings.set(words, known);
  return known;
}

const endings = new WeakMap<readonly string[], RegExp>(); // read once for each slot

/** A place in English stands after in, at or on, and ends in a word for one (at the Lianhua supermarket → Lianhua supermarket). */
function englishPlaceIn(text: string, from: number, to: number): Read | null {
  const found = englishPlace.exec(text.slice(from, to));
  if (!found?.[1]) return null;
  const at = from + found.index + found[0].length - found[1].length;
  return { value: found[1], span: [at, at + found[1].length] };
}

const englishPlace =
  /\b(?:at|in|on|near|outside|inside|from) (?:the |a |an |my |your |our |some )?((?:[\w'’-]+ ){0,3}?(?:supermarket|market|mall|shop|store|station|platform|underground|subway|metro|bus|tram|train|taxi|cab|airport|plane|hotel|restaurant|caf[eé]|bar|pub|gym|cinema|park|hospital|clinic|pharmacy|school|university|office|work|home|house|flat|street|car|toilet|bathroom|beach|bank|branch|ATM))\b/iu;

/** Words for a place that name none. */
const noName =
  /^(?:(?:什么|些|个)?(?:游戏|平台|商城|充值)+|(?:用|个人)?(?:手机|网上|电话|微信)银行|.*(?:你|我|咱)们的?(?:银行|行|店))$|^(?:收款|对方|哪个?|哪家|什么|你们|我们|咱们|别的|其他|这家?|那家?|本|开户|到账|付款|汇款)?(?:的)?(?:银行|行|支行|网点|店|单位|公司)$|^(?:(?![建农工中交招邮商汇])\p{Script=Han}|还|不)?行$/u;

/** A branch no name stands before: 附近网点, 带身份证到就近网点. */
const noBranch =
  /^(?:.?|.*(?:附近|就近|最近|任何|任意|任一|随便|各家?|每个|所有|当地|线下|哪个?|什么|一个|其他|别的|趟|次|回|身份证|本人|直接|个|把|带|跑|办|来|取|家|您|你|他|她|它|和|或|柜台|银行|自己|亲自|往|上|在))(?:网点|支行|营业厅|营业部|分理处|分行)$/u;

const longest = 12;
const before =
  /^.*(?:什么|个|掉在|落在|丢在|忘在|放在|在|到|去|从|给|是|叫|那个|这个|一个|一家|转|坐|打|逛|克|上|我们|你们|您们|咱们|咱|我|他|她|的|了|就|还是|去的|过|和|跟|上午|下午|早上|晚上|中午|今天|昨天|刚才|刚刚)(?=.{2,})/u;
