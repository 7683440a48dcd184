import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { z } from 'zod';

/** Reads JSON lines one by one, each checked by the schema. Throws a sentence naming file and line. */
export async function* readJsonl<Row>(file: string, schema: z.ZodType<Row>): AsyncGenerator<Row> {
  const lines = createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY });
  let number = 0;
  for await (const line of lines) {
    number++;
    if (line.trim() === '') continue;
    yield rowOf(line, schema, `${file}:${number}`);
  }
}

/** All rows of a file. */
export async function jsonlRows<Row>(file: string, schema: z.ZodType<Row>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of readJsonl(file, schema)) rows.push(row);
  return rows;
}

function rowOf<Row>(line: string, schema: z.ZodType<Row>, place: string): Row {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new Error(`${place}: not JSON: ${(error as Error).message}`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const first = parsed.error.issues[0];
  throw new Error(`${place}: ${first?.path.join('.') || 'row'}: ${first?.message}`);
}
