import { crc32, deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { unzip } from '#server/content/import-unzip.ts';
import { rowsOfXlsx } from '#server/content/import-xlsx.ts';

/** A ZIP archive of these files; `says` overrides the unpacked size it claims. */
function zip(files: Readonly<Record<string, string>>, says?: number): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const data = Buffer.from(text);
    const packed = deflateRawSync(data);
    const sizes = Buffer.alloc(26);
    sizes.writeUInt16LE(20, 0);
    sizes.writeUInt16LE(0x0800, 2);
    sizes.writeUInt16LE(8, 4);
    sizes.writeUInt32LE(crc32(data), 10);
    sizes.writeUInt32LE(packed.length, 14);
    sizes.writeUInt32LE(says ?? data.length, 18);
    sizes.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), sizes, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), sizes, tail, Buffer.from(name)]));
    parts.push(local);
    at += local.length;
  }
  const size = directory.reduce((sum, entry) => sum + entry.length, 0);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, ...directory, Buffer.from('PK\x05\x06'), end]);
}

const workbook = {
  'xl/workbook.xml': `<workbook xmlns:r="r"><sheets><sheet name="知识" sheetId="1" r:id="rId1"/><sheet name="说明" sheetId="2" r:id="rId2"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>`,
  'xl/sharedStrings.xml': `<sst><si><t>标准问</t></si><si><r><t>答</t></r><r><t>案</t></r><rPh><t>x</t></rPh></si><si><t>卡丢了 &amp; 怎么办</t></si></sst>`,
  'xl/styles.xml': `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
  'xl/worksheets/sheet1.xml': `<x:worksheet xmlns:x="m"><x:sheetData>
    <x:row r="2"><x:c r="A2" t="s"><x:v>0</x:v></x:c><x:c r="C2" t="s"><x:v>1</x:v></x:c><x:c r="D2" t="inlineStr"><x:is><x:t>生效</x:t></x:is></x:c></x:row>
    <x:row r="4"><x:c r="A4" t="s"><x:v>2</x:v></x:c><x:c r="C4" t="str"><x:f>1</x:f><x:v>我帮您</x:v></x:c><x:c r="D4" s="1"><x:v>46204.5</x:v></x:c></x:row>
  </x:sheetData></x:worksheet>`,
  'xl/worksheets/sheet2.xml': `<worksheet><sheetData><row><c t="inlineStr"><is><t>怎么填</t></is></c></row></sheetData></worksheet>`,
};

test('a workbook: shared, rich and inline texts, formulas, dates, empty columns; a sheet of notes is passed over', async () => {
  const { rows, problems } = await rowsOfXlsx('k.xlsx', zip(workbook));
  expect(
    rows.map(({ file, line, cells }) => ({ file, line, cells: [...cells].map(([field, { text, column }]) => [field, text, column]) })),
  ).toEqual([
    {
      file: 'k.xlsx[知识]',
      line: 4,
      cells: [
        ['question', '卡丢了 & 怎么办', 1],
        ['answer', '我帮您', 3],
        ['from', '2026-07-01', 4],
      ],
    },
  ]);
  expect(problems.map(({ severity, file }) => `${severity} ${file}`)).toEqual(['warning k.xlsx[说明]']);
});

test('an archive that unpacks to more than is allowed is refused, whatever size it claims', async () => {
  const bomb = { 'xl/workbook.xml': 'x'.repeat(3_000_000) };
  const refused = { refused: 'unpacked it is larger than 1000000 bytes' };
  expect(await unzip(zip(bomb), () => true, 1_000_000)).toEqual(refused);
  expect(await unzip(zip(bomb, 10), () => true, 1_000_000)).toHaveProperty('refused');
  expect(await unzip(zip(bomb), () => true, 4_000_000)).toHaveProperty('size', 1);
});
