/** Whether what ends here is taken back at once: 三三八X,哎不对 · 九月……不对,明年一月 · 尾数八八三零,啊不是. */
export function isTakenBack(text: string, end: number): boolean {
  return backOut.test(text.slice(end, end + 24));
}

/** Those that are not taken back at once (二幺零七,不对,二幺七零); all where each is. `endOf`: the place in the text one ends at. */
export function standing<T>(found: readonly T[], text: string, endOf: (one: T) => number): readonly T[] {
  const left = found.filter(one => !isTakenBack(text, endOf(one)));
  return left.length > 0 ? left : found;
}

const backOut =
  /^(?:到|走|去|回|成不成|行不行|吧|的)?[\s,，。、.…?？!！嗯呃啊哎哦呀]*(?:(?:我)?[说念记报看]错|不对|错了|(?:不是)+(?![\p{Script=Han}]))/u;
