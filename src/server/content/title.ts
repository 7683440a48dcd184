/** What people call a piece of content: the first field of its body that reads like a name, else its key. */
export function titleOf(body: unknown, key: string): string {
  const fields = Object(body) as Record<string, unknown>;
  for (const name of ['title', 'label', 'name', 'question', 'reason'] as const) {
    const value = fields[name];
    if (typeof value === 'string' && value !== '') return value;
  }
  const { path } = fields;
  return Array.isArray(path) ? path.join(' / ') : key;
}
