import type { Piece } from './piece.ts';
import { isHotline } from './shape.ts';

/** 12,345.67 is an amount; 352,761 is not when a code was asked for. */
const thousands = /(?<![\d,.])\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?(?![\d,])/g;
const formats: readonly RegExp[] = [
  /[¥￥$£€]\s?\d[\d,]*(?:\.\d+)?/g,
  /(?<![\d.])\d{1,9}\.\d{1,4}(?![\d.])/g,
  /(?<!\d[\s-]{0,3})(?:19|20)\d\d[-/.年]\s?\d{1,2}(?:[-/.月]\s?\d{1,2}[日号]?)?(?!-?\d)/g,
  /(?<![\d/])\d{1,2}\/\d{1,2}(?:\/(?:\d\d){1,2})?(?![\d/])/g,
  /(?<!\d)\d{1,2}[:：]\d\d(?:[:：]\d\d)?(?!\d)/g,
  /\d+(?:\.\d+)?\s?[%％]/g,
  /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?![\d.])/g,
  /https?:\/\/\S+/g,
];

/** Folded text with amounts, dates, times, rates and addresses of machines written so that they cannot be anything else taken out. */
export function withoutFormats(text: string, expected: 'number' | 'nothing'): string {
  if (!/\d|https?:/.test(text)) return text;
  let rest = text;
  for (const format of expected === 'nothing' ? [...formats, thousands] : formats)
    rest = rest.replace(format, found => (/\d{10}/.test(found) ? found : ' '.repeat(found.length)));
  return rest;
}

const unitAfter =
  /^\s?(?:多|来|几)?(?:[元块角毛万亿百千%％‰个张笔次天日月年点时秒周期岁倍位人层楼栋幢室米折度版条种家件成户遍回道级页斤刻代季届房弄类]|分(?!机)|号(?![码段线])|小时|星期|礼拜|单元|积分|公里|人民币|美元|美金|港币|欧元|英镑|工作日|左右|以[上下内]|之[前后内]|这[张个]卡|那[张个]|的?那张|的?这张|的?卡(?!号)|的?借记|的?信用)/;
const unitAfterEnglish =
  /^\s?-?\s?(?:dollars?|pounds?|bucks|quid|euros?|yuan|rmb|usd|gbp|per ?cent|percent|%|days?|hours?|hrs?|minutes?|mins?|seconds?|secs?|weeks?|months?|years?|times?|am|pm|a\.m|p\.m|o'?clock|st|nd|rd|th|cents?|pence|points?|k|m|grand|million|billion|miles?|people|cards?|accounts?|transactions?|payments?|items?|moment|business|working|more|other|of|thing|sec|minute|percentage|instal?lments?|terms?|interest|and a half|street|road|avenue|lane)\b/;

/** Whether what follows the piece makes it a count, an amount, a date or a place. Long series of digits are not protected by it. */
export function hasUnit(text: string, piece: Piece): boolean {
  const rest = text.slice(piece.to, piece.to + 16);
  if (piece.digits.length >= 10) return /^\s?[元块万亿]/.test(rest);
  return unitAfter.test(rest) || unitAfterEnglish.test(rest);
}

/** Whether what stands before makes it an ordinal, a part of a name or an amount, or the door of a flat (第3, 周五, 4G, room 12b, 三单元五零二). */
export function hasSign(text: string, piece: Piece): boolean {
  const before = text.slice(Math.max(0, piece.from - 3), piece.from);
  if (/(?:第|周|星期|礼拜|[¥￥$£€#])\s?$/.test(before) && piece.digits.length < 10) return true;
  if (
    piece.digits.length <= 2 &&
    anAge.test(text.slice(Math.max(0, piece.from - 12), piece.from)) &&
    !/^[\s,-]*\d/.test(text.slice(piece.to))
  )
    return true;
  if (piece.digits.length <= 4 && partOfAddress.test(before)) return true;
  if (piece.how !== 'typed') return false;
  return /[a-z]$/.test(before) || /^[a-wyz]/.test(text.slice(piece.to)) || /^x[a-z]/.test(text.slice(piece.to));
}

/** 二号楼三单元五零二: a door behind its building. */
const partOfAddress = /(?:单元|号楼|[栋幢座弄])[,，、]?\s?$/;

/** I'm 93, she is aged 81: how old somebody is. */
const anAge = /\b(?:i['’]?m|i am|(?:s?he|you)(?:['’]s|['’]re| is| are)|aged?)(?: (?:only|just|already|now|over|nearly|almost))?\s$/;

/** 110, 95588, 12378 and the like. */
export function isPublicNumber(piece: Piece): boolean {
  return isHotline(piece.digits);
}
