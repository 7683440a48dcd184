import type { ContentProblem } from '#server/content/content-problem.ts';

/** What may be said of an article in a table or a page. */
export type Field = 'key' | 'title' | 'question' | 'variants' | 'answer' | 'from' | 'to' | 'lang';

/** A value as it was written, under which name, and where: line (or row) and column from 1. */
export interface Written {
  readonly text: string;
  readonly name: string;
  readonly line: number;
  readonly column: number;
}

/** One article as somebody wrote it down, before it is checked. */
export interface ArticleRow {
  readonly file: string;
  readonly line: number;
  readonly cells: ReadonlyMap<Field, Written>;
}

/** What a file held. A problem that is an error stands for a row or a file that was refused. */
export interface RowsFound {
  readonly rows: readonly ArticleRow[];
  readonly problems: readonly ContentProblem[];
}

/** The most one import reads: more is a mistake or an attack, and is refused by name. */
export const importLimits = { fileBytes: 20_000_000, rows: 20_000, columns: 256, cellChars: 32_767, unpackedBytes: 200_000_000 } as const;

const names: Readonly<Record<Field, readonly string[]>> = {
  key: ['编号', '编码', '知识编号', '知识编码', '知识id', 'id', 'key', 'code', 'article id'],
  title: ['标题', '名称', '知识标题', '知识名称', '知识点', 'title', 'name', 'article title'],
  question: ['标准问', '标准问题', '标准问法', '标准问句', '问题', '问', 'question', 'standard question', 'q'],
  variants: ['相似问', '相似问法', '相似问题', '相似问句', '扩展问', '扩展问法', '其他问法', 'variants', 'variant', 'similar questions'],
  answer: ['答案', '标准答案', '回答', '答复', '答', '话术', '标准话术', '内容', 'answer', 'script', 'reply', 'content', 'a'],
  from: ['生效', '生效日期', '生效时间', '开始日期', '开始时间', '有效期起', 'from', 'effective from', 'valid from', 'start date'],
  to: [
    '失效',
    '失效日期',
    '失效时间',
    '结束日期',
    '结束时间',
    '到期日',
    '有效期止',
    'to',
    'effective to',
    'valid to',
    'end date',
    'expires',
  ],
  lang: ['语言', '语种', 'lang', 'language'],
};
const byName = new Map(Object.entries(names).flatMap(([field, all]) => all.map(name => [name, field as Field] as const)));

/** The field that a column or label names, in Chinese or English; numbers after it (相似问1) and marks around it do not count. */
export function fieldNamed(written: string): Field | null {
  const plain = written
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[*_:：()（）【】[\]]/g, ' ')
    .replace(/[-\s]+/g, ' ')
    .trim();
  return byName.get(plain) ?? byName.get(plain.replace(/ ?\d+$/, '')) ?? null;
}
