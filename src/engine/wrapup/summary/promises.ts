import type { Lang } from '#domain/speaker.ts';
import { saidNumbers } from '#engine/wrapup/summary/said-numbers.ts';

/** What may promise: our own clause and what the bank's side said in its evidence. Never the customer's words. */
export interface Ground {
  readonly clause: string;
  readonly bank: readonly string[];
}

/**
 * The first word of a promise, payment or result that its ground does not hold as strongly as it is said; null when all are held. What the
 * customer wants may be told again as wanted, what our clause tells as told; what the bank does must be said by the bank itself, neither
 * asked nor denied.
 */
export function promiseNobodyMade(text: string, { clause, bank }: Ground, lang: Lang): string | null {
  const own = segmentsOf(clause.replace(/「[^」]*」|“[^”]*”/gu, ''));
  const said = bank.flatMap(segmentsOf);
  const numbers = new Set([clause, ...bank].flatMap(one => saidNumbers(one, lang)));
  for (const segment of segmentsOf(text)) {
    for (const family of [...families[lang], outcome[lang]]) {
      for (const word of segment.matchAll(family)) {
        const before = segment.slice(0, word.index);
        const strength = strengthOf(before, lang);
        const isDenied = deniedNext.test(before);
        const holds = (other: string) => isDenied || !(denial.test(other) || question.test(other));
        const isOurs = strength < ofBank && own.some(one => holds(one) && strongest(one, family, lang, clause) >= strength);
        const isBanks = said.some(one => holds(one) && strongest(one, family, lang, one) >= Math.min(strength, told));
        if (!isOurs && !isBanks) return word[0];
        const isSum = strength !== wanted && family !== outcome[lang];
        if (isSum && saidNumbers(segment, lang).some(one => !numbers.has(one))) return word[0];
      }
    }
  }
  return null;
}

/** How strongly a word of promise is said: as what the customer wants, told, of what will be done, of the bank. */
const wanted = 0;
const told = 1;
const promised = 2;
const ofBank = 3;

function strengthOf(before: string, lang: Lang): number {
  const { bank, doing, ended, wanting } = leads[lang];
  if (bank.test(before)) return ofBank;
  const want = [...before.matchAll(wanting)].at(-1);
  const rest = want ? before.slice(want.index + want[0].length) : before;
  if (doing.test(rest)) return promised;
  return want && !ended.test(rest) ? wanted : told;
}

/** The strongest this family stands in a segment, -1 where it does not. What the customer's clause goes on with (客户来电,…) is wanted. */
function strongest(segment: string, family: RegExp, lang: Lang, whole: string): number {
  const most = Math.max(-1, ...[...segment.matchAll(family)].map(word => strengthOf(segment.slice(0, word.index), lang)));
  const opening = whole.slice(0, Math.max(0, whole.indexOf(segment)));
  return most === told && leads[lang].opening.test(opening) ? wanted : most;
}

function segmentsOf(text: string): readonly string[] {
  return text.split(/(?<=[,，。;；!！?？\n]|[.](?!\d))/u);
}

const denial = /没|未[^来]|无法|不|拒|\b(?:not?|never|cannot|unable|refused?|declined?)\b|n't/iu;
const deniedNext =
  /(?:没有?|未能?|无法|不(?!日|久|仅|但|光)|拒绝?)\p{Script=Han}{0,4}$|(?:\b(?:not?|never|cannot|unable to|refused? to|declined? to)|n't)\W+(?:\w+\W+){0,2}$/iu;
const question = /吗|吧|么[?？]?$|是否|是不是|能不能|会不会|[?？]\s*$/u;

/** What stands before a word and tells whose it is. */
const leads = {
  zh: {
    bank: /我行|本行|我方|我司|行方|贵行|我们|(?<!手机|网上|掌上|电子|个人|企业)银行(?!卡|柜)/u,
    doing: /将|会(?!员)|可以|予以|给予|同意|答应|批准|为(?:客户|其)|给(?:客户|其)/u,
    ended: /已|了/u,
    wanting:
      /要求|请求|申请|希望|诉求|想|(?<=客户\p{Script=Han}{0,6}|[您你]\p{Script=Han}{0,4})要|咨询|询问|问|提出|反映|投诉|来电|致电|[您你]说/gu,
    opening: /^客户/u,
  },
  en: {
    bank: /\bwe\b|\b(?:the|our) bank (?!for\b|to\b|about\b)/iu,
    doing: /\b(?:will|shall|would|agreed)\b|'ll\b/iu,
    ended: /\b(?:has|have|had|was|were|is|are|been)\b/iu,
    wanting:
      /\b(?:ask(?:s|ed|ing)?|want(?:s|ed)?|request(?:s|ed|ing)?|would like|called|claim(?:s|ed)?|demand(?:s|ed)?|dispute[sd]?|you said)\b/giu,
    opening: /^The customer/u,
  },
} as const satisfies Record<Lang, object>;

/** Words of one promise in several forms: whoever said one said the others. */
const families: Record<Lang, readonly RegExp[]> = {
  zh: [
    /保证(?!金|人)|承诺(?!书|函)|担保(?!人|物|公司|贷款)|保障(?!卡|计划|型)|确保|许诺|一定(?!时间|期限|额度|程度|条件)|必定|必然|肯定|绝对|务必|包(?=赔|退|补|成)/gu,
    /赔|垫付|兜底/gu,
    /退(?!休|出|役|伍|场|步|化|卡|货|信|订)|返还|返现|归还给|冲正|撤销扣费/gu,
    /补偿|补助|补贴|补给|弥补|贴补|慰问金/gu,
    /减免|免除|免收|免掉|豁免/gu,
    /承担|负全责|负责到底/gu,
    /全额|全部(?=退|赔|补|返)|全数|全款|足额/gu,
    /打款|到账|入账|放款|(?<=(?:我行|本行|我方|我司|行方|银行|我们|将|会)[^,，。;；]{0,8})(?:支付|给付|发放|奖励|付给|付(?=[\d一二两三四五六七八九十百千万]))/gu,
  ],
  en: [
    /guarant\w+|promis\w+|assur\w+|pledg\w+|\bwarrant(?:s|ed)?\b|\bensur\w+|\bcommit(?:s|ted|ment)?\b|\bundertak\w+|definitely|certainly/giu,
    /refund\w*|reimburs\w+|\brepa(?:y|id)\w*|\b(?:pay|pays|paid|paying|credit|credited|give|gives|given|gave)\b.{0,20}\bback\b|money back/giu,
    /compensat\w+|indemni\w+|\bpayouts?\b|\bpa(?:y|ys|id) out\b|goodwill|make good/giu,
    /\bwaiv\w+|\bwr(?:ite|itten|ote) off\b/giu,
    /\bliab\w+|\bbears? (?:the|all)\b|full responsibility/giu,
    /\bin full\b|\bfull amount\b/giu,
    /(?<=\b(?:we|bank|will|shall)\b.{0,12})\bpa(?:y|ys|id|ying)\b/giu,
  ],
};

/** That it went well. */
const outcome: Record<Lang, RegExp> = {
  zh: /(?<!不|未|没|没有|未能)成功|办妥|办结|办好|办理完成|处理完成|已解决|解决完毕|获批|批准|核准|(?:审核|审批)通过/gu,
  en: /\bsuccessful\w*|\bapproved\b|\bresolved\b|\bgranted\b/giu,
};
