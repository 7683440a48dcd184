const atSign =
  /(?:[a-z0-9._%+-]+|[零〇一二三四五六七八九幺两]+)(?:\s*(?:点|下划线|\bdot\b|\bunderscore\b)\s*[a-z0-9零一二三四五六七八九幺]+)*\s*(?:@|艾特|圈a|小老鼠)[a-z0-9.点零一二三四五六七八九幺\s-]*$/;
const spokenAt = /[a-z0-9._ -]+\bat\b[a-z0-9. -]*$/;
const localPart = /[a-z0-9._%+-]*[a-z0-9](?:\s*(?:点|下划线|\bdot\b|\bunderscore\b)\s*[a-z0-9]*)*$/;

/** Where an e-mail address begins that the text breaks off in, or -1. */
export function unfinishedEmail(text: string, isExpected: boolean): number {
  const from = Math.max(0, text.length - 160); // no address is longer, and the search stays short
  const end = text.slice(from);
  const patterns = isExpected ? [spokenAt, atSign, localPart] : [atSign];
  for (const pattern of patterns) {
    const at = end.search(pattern);
    if (at >= 0) return from + at;
  }
  return -1;
}
