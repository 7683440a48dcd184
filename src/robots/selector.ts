import type { Selector } from '#domain/browser-action.ts';

/** One hop of a selector, read. */
export type Hop =
  | { readonly by: 'aria'; readonly name: string; readonly role: string | null }
  | { readonly by: 'text'; readonly text: string }
  | { readonly by: 'xpath'; readonly path: string }
  | { readonly by: 'css'; readonly css: string }; // pierce/ too: ours look through open shadow roots anyway

/** Reads a selector in the notation of Chrome DevTools Recorder; a list is a way through shadow roots, host first. */
export function parseSelector(selector: Selector): readonly Hop[] | { readonly problem: string } {
  const hops: Hop[] = [];
  for (const text of typeof selector === 'string' ? [selector] : selector) {
    const hop = parseHop(text);
    if ('problem' in hop) return hop;
    hops.push(hop);
  }
  return hops;
}

function parseHop(text: string): Hop | { readonly problem: string } {
  if (text.startsWith('aria/')) return parseAria(text.slice(5));
  if (text.startsWith('text/')) return text.length > 5 ? { by: 'text', text: text.slice(5) } : { problem: 'text/ without a text' };
  if (text.startsWith('xpath/')) return text.length > 6 ? { by: 'xpath', path: text.slice(6) } : { problem: 'xpath/ without a path' };
  if (text.startsWith('pierce/')) return text.length > 7 ? { by: 'css', css: text.slice(7) } : { problem: 'pierce/ without a selector' };
  const prefix = /^([a-z]+)\//.exec(text)?.[1];
  if (prefix) return { problem: `${prefix}/ is no way to select: aria/, text/, xpath/, pierce/ or CSS` };
  return { by: 'css', css: text };
}

function parseAria(text: string): Hop | { readonly problem: string } {
  const match = /^(.*?)(?:\[role="([a-z]+)"\])?$/su.exec(text);
  const name = match?.[1] ?? '';
  const role = match?.[2] ?? null;
  return name === '' && role === null ? { problem: 'aria/ without a name or a role' } : { by: 'aria', name, role };
}
