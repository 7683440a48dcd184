/** What the server says about a cell, in Chinese; a sentence that is not listed stays as it came. */
const inChinese: readonly (readonly [sentence: RegExp, words: string])[] = [
  [/^the file is empty$/, '文件是空的'],
  [/^a roster has at most (\d+) rows$/, '最多 $1 行'],
  [/^the column "(.*)" is not known$/, '不认识的列「$1」'],
  [/^this column is missing$/, '缺少这一列'],
  [/^the row has more cells than the head$/, '单元格比表头多'],
  [/^工号 is .*$/, '工号为 1 到 32 位字母、数字、_ 或 -'],
  [/^a name has .*$/, '姓名为 1 到 120 个字'],
  [/^no unit has this id or name$/, '没有这个部门或班组'],
  [/^several units have this name; use the id$/, '有多个同名部门，请填编号'],
  [/^at most 50 queues.*$/, '技能组最多 50 个，每个最多 64 字'],
  [/^a date looks like (.*)$/, '日期应写作 $1'],
  [/^the language is zh or en$/, '语言为 zh 或 en'],
  [/^there is no role (.*)$/, '没有角色 $1'],
  [/^you may not give the role (.*)$/, '您无权授予角色 $1'],
  [/^a time looks like (.*)$/, '时间应写作 $1'],
  [/^a shift has a start and an end$/, '班次须有上班和下班时间'],
  [/^a shift ends after its start.*$/, '下班须晚于上班，且不超过 24 小时'],
];

/** Why a cell was refused, in the reader's language. */
export function rosterWhy(why: string, language: string): string {
  const found = language === 'zh' ? inChinese.find(([sentence]) => sentence.test(why)) : undefined;
  return found ? why.replace(found[0], found[1]) : why;
}
