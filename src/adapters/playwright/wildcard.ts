/** Whether a text is what a pattern says, as a whole: runs of spaces count as one, * stands for anything. */
export function says(pattern: string, text: string): boolean {
  const parts = oneLine(pattern).split('*');
  const whole = oneLine(text);
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (parts.length === 1) return whole === first;
  if (!whole.startsWith(first) || !whole.endsWith(last) || whole.length < first.length + last.length) return false;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const at = whole.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return from <= whole.length - last.length;
}

/** Spaces as a person sees them. */
export function oneLine(text: string): string {
  return text.replace(/[\s\u00a0\u200b]+/gu, ' ').trim();
}

/** Whether an address is what was asserted: a path on the target with its query, or a whole address. */
export function isAddress(pattern: string, address: string, origin: string): boolean {
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(pattern) || pattern.startsWith('*') ? pattern : origin + pattern.replace(/^(?!\/)/, '/');
  return says(whole, address);
}
