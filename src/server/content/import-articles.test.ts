import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { Article } from '#domain/article.ts';
import { readArticles } from '#server/content/import-articles.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function reads(files: Readonly<Record<string, string | Uint8Array>>, existing: readonly Article[] = []) {
  const dir = await mkdtemp(join(tmpdir(), 'import-'));
  folders.push(dir);
  for (const [name, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(dir, name)), { recursive: true });
    await writeFile(join(dir, name), bytes);
  }
  const found = await readArticles(dir, existing);
  return {
    articles: found.articles.map(({ title, question, variants, script, from, to, lang }) => ({
      title,
      question,
      variants,
      script,
      from,
      to,
      lang,
    })),
    problems: found.problems.map(({ severity, file, line, column, field, why }) => `${severity} ${file}:${line}:${column} ${field} ${why}`),
    keys: found.articles.map(({ key }) => key),
    rows: found.rows,
    refused: found.refused,
  };
}

const plain = { variants: [], from: undefined, to: undefined, lang: 'zh' } as const;
const lossArticle = { ...plain, title: '挂失', question: '卡丢了怎么办', script: '我马上帮您办理挂失。' };

test.each([
  { when: 'comma separated, Chinese names', file: 'a.csv', text: '标题,标准问,答案\n挂失,卡丢了怎么办,我马上帮您办理挂失。\n' },
  {
    when: 'a byte order mark and Windows lines',
    file: 'a.csv',
    text: '\ufeff标题,标准问,答案\r\n挂失,卡丢了怎么办,我马上帮您办理挂失。\r\n',
  },
  { when: 'tabs', file: 'a.tsv', text: '标题\t标准问\t答案\n挂失\t卡丢了怎么办\t我马上帮您办理挂失。\n' },
  { when: 'semicolons, English names', file: 'a.csv', text: 'Title;Question;Answer\n挂失;卡丢了怎么办;我马上帮您办理挂失。\n' },
  { when: 'a Markdown page', file: 'a.md', text: '# 知识库\n## 挂失\n标准问：卡丢了怎么办\n我**马上**帮您办理[挂失](http://x)。\n' },
  {
    when: 'headings of an HTML page',
    file: 'a.html',
    text: '<title>x</title><h1>知识库</h1><h2>挂失</h2><p>标准问：卡丢了怎么办</p><p>我<b>马上</b>帮您办理挂失。</p>',
  },
  {
    when: 'a table of an HTML page',
    file: 'a.htm',
    text: '<table><tr><th>标题<th>标准问<th>答案</tr><tr><td>挂失<td>卡丢了怎么办<td><p>我马上帮您办理挂失。</p></tr></table>',
  },
])('one article from $when', async ({ file, text }) => {
  expect(await reads({ [file]: text })).toMatchObject({ articles: [lossArticle], problems: [], refused: 0 });
});

test('a table saved by a Chinese office (GB18030)', async () => {
  const bytes = Buffer.from('b1eaccE22cb4f0b0b80ab9d2caa72cc4fabac30a'.toLowerCase(), 'hex'); // 标题,答案 / 挂失,您好
  expect(await reads({ 'a.csv': bytes })).toMatchObject({
    articles: [{ ...plain, title: '挂失', question: '挂失', script: '您好' }],
    problems: [],
  });
});

test('variants, days, languages and answers written as HTML', async () => {
  const text = [
    '标准问,相似问1,相似问2,答案,生效日期,失效日期,语言',
    '卡丢了,"卡不见了|丢卡了\n银行卡找不到",卡丢了;卡没了,<p>您先别急。</p><p>我来办。</p>,2026年7月1日,2026/12/31,',
    'Card lost,,,Do not worry.,46204,长期,English',
  ].join('\n');
  const articles = [
    {
      ...plain,
      title: '卡丢了',
      question: '卡丢了',
      variants: ['卡不见了', '丢卡了', '银行卡找不到', '卡没了'],
      script: '您先别急。\n我来办。',
      from: '2026-07-01',
      to: '2026-12-31',
    },
    { ...plain, title: 'Card lost', question: 'Card lost', script: 'Do not worry.', from: '2026-07-01', lang: 'en' },
  ];
  expect(await reads({ 'a.csv': text })).toMatchObject({ articles, problems: [] });
});

test('every refused row is named with what to do, the others stand', async () => {
  const text = [
    '知识库导出,,,,',
    '标题,答案,生效,失效,分类',
    '甲,好,,,卡',
    '乙,,,,',
    ',只有答案,,,',
    '丙,好,明天,,',
    '丁,好,2026-07-01,2026-06-01,',
    '戊,#N/A,,,',
    '己,好,,,卡,多一格',
    '甲,又一个,,,',
  ].join('\n');
  expect(await reads({ 'k/a.csv': text })).toMatchObject({
    articles: [{ ...plain, title: '甲', question: '甲', script: '好' }],
    refused: 7,
    problems: [
      'warning k/a.csv:1:1  stands above the heading row and is not read',
      'warning k/a.csv:2:5 分类 is no column that is imported; its cells stay behind',
      'error k/a.csv:9:6  more cells than the heading row has: put text that holds a comma between "quotation marks"',
      'error k/a.csv:4:1 answer no answer stands here; write what the agent says (in merged cells only the first holds the text)',
      'error k/a.csv:5:1 question neither a title nor a question stands here; say what the customer asks',
      'error k/a.csv:6:3 生效 “明天” is no date: write it as 2026-07-01',
      'error k/a.csv:7:4 失效 ends on 2026-06-01, before it begins on 2026-07-01',
      'error k/a.csv:8:2 答案 #N/A is an error of the worksheet: mend the formula or paste its value',
      'error k/a.csv:10:1 question the same key or question stands in k/a.csv:3: keep one of the two',
    ],
  });
});

test.each([
  { when: 'no heading row', file: 'a.csv', text: '挂失,您好\n', problem: /^error a\.csv:1:1 {2}no heading row/ },
  {
    when: 'two columns that mean the same',
    file: 'a.csv',
    text: '标题,答案,话术\n甲,乙,丙\n',
    problem: /^error a\.csv:1:3 话术 means the same as 答案/,
  },
  {
    when: 'a quotation mark never closed',
    file: 'a.csv',
    text: '标题,答案\n甲,"乙\n丙,丁\n',
    problem: /^error a\.csv:\d+:1 {2}a quotation mark opens a cell and is never closed/,
  },
  { when: 'bytes that are no text', file: 'a.csv', text: '标题\0', problem: /neither UTF-8 nor GB18030/ },
  { when: 'a workbook that is none', file: 'a.xlsx', text: 'PK', problem: /^error a\.xlsx:1:1 {2}it cannot be unpacked/ },
  { when: 'a page without headings', file: 'a.md', text: '只有一段话\n', problem: /stands above the first heading/ },
  { when: 'nothing to read', file: 'a.png', text: 'x', problem: /no \.csv, \.tsv, \.xlsx, \.md or \.html file/ },
])('refused: $when', async ({ file, text, problem }) => {
  const { articles, refused, problems } = await reads({ [file]: text });
  expect({ articles, refused: refused > 0 }).toEqual({ articles: [], refused: true });
  expect(problems.join('\n')).toMatch(new RegExp(problem.source, 'm'));
});

const unanswered = (line: number) =>
  `error a:${line}:1 answer no answer stands here; write what the agent says (in merged cells only the first holds the text)`;

test.each([
  {
    when: 'headings of a Markdown page',
    file: 'a.md',
    text: '# 知识库\n## 卡片\n### 挂失\n您好\n### 解挂\n\n## 转账\n### 限额\n五万\n# 附录\n',
    says: [unanswered(5), unanswered(10)],
  },
  {
    when: 'headings and terms of an HTML page',
    file: 'a.html',
    text: '<h1>知识库</h1>\n<h2>挂失</h2><p>您好</p>\n<h2>解挂</h2>\n<h2>限额</h2>\n<dl><dt>单笔<dt>单日<dd>五万</dl>',
    says: [unanswered(3), unanswered(5)],
  },
])('$when without text are refused by line, those that group others are not', async ({ file, text, says }) => {
  const { articles, refused, problems } = await reads({ [file]: text });
  expect({ n: articles.length, refused, problems: problems.map(each => each.replace(file, 'a')) }).toEqual({
    n: 2,
    refused: 2,
    problems: says,
  });
});

test('the same question is the same article each time; a known key keeps what the table does not say', async () => {
  const K01 = Article.parse({
    key: 'K01',
    title: '旧',
    question: '卡丢了',
    variants: ['卡没了'],
    script: '旧',
    process: 'P01',
    from: '2026-01-01',
  });
  const text = '编号,标准问,答案,失效\nK01,卡丢了,新,2026-12-31\n,卡坏了,补卡,\n,卡坏了吗,补卡,\n';
  const first = await readArticlesOnce(text, [K01]);
  expect(first[0]).toEqual({ ...K01, script: '新', to: '2026-12-31' });
  expect(first.map(({ key }) => key)).toEqual((await readArticlesOnce(text, [])).map(({ key }) => key));
  expect(new Set(first.map(({ key }) => key)).size).toBe(3);
});

async function readArticlesOnce(text: string, existing: readonly Article[]) {
  const dir = await mkdtemp(join(tmpdir(), 'import-'));
  folders.push(dir);
  await writeFile(join(dir, 'a.csv'), text);
  return (await readArticles(join(dir, 'a.csv'), existing)).articles;
}
