import { MarkClass, neverKept } from '#domain/mark.ts';
import { type Cue, isConnected, type Kind } from './cue.ts';
import type { Asked } from './memory.ts';
import { fits } from './shape.ts';

/** The word that names a chain, and how near it is: direct means only connecting words stand between. */
export interface Named {
  readonly kind: Kind;
  readonly direct: boolean;
}

/** The word before (or, with 是/is, behind) a stretch of digits that says what it is. */
export function namedBy(text: string, cues: readonly Cue[], from: number, to: number, notBefore: number): Named | null {
  const left = cues.findLast(cue => cue.to <= from && cue.from >= notBefore);
  if (left && isConnected(text.slice(left.to, from))) return { kind: left.kind, direct: true };
  const right = cues.find(cue => cue.from >= to);
  if (right && behind.test(text.slice(to, right.from)) && right.kind !== 'amount') return { kind: right.kind, direct: true };
  if (left && from - left.to <= 24 && !/[。！？!?;；]/.test(text.slice(left.to, from))) return { kind: left.kind, direct: false };
  return null;
}

const behind =
  /^\s?(?:[,，]?\s?(?:这个?|那个?)?(?:就?是)(?:我|您|你|本人)?的?|(?:这个?|那个?)(?:是)?|(?:,? ?(?:that's|that is|is|it's|as) (?:my|the|your)(?: \w+)? ?))$/;

/** What the digits of a stretch are taken for: the name wins, then the open number, then what was asked, by length. */
export function wanted(
  length: number,
  named: Named | null,
  open: MarkClass | null,
  asked: readonly Asked[],
  lang: 'zh' | 'en',
): Kind | null {
  const certain = asked.filter(ask => ask.certain);
  const isTailWanted = length >= 3 && length <= 4 && certain.some(ask => ask.kind === 'tail');
  if (named?.direct && named.kind === 'id' && isTailWanted && !certain.some(ask => ask.kind === 'id')) return 'tail'; // 身份证5521, when the last four were asked for
  if (named?.direct) return named.kind;
  if (open) return open;
  const secret = [...certain.filter(ask => isNeverKept(ask.kind)), ...certain.filter(ask => isSecret(ask.kind) && !isNeverKept(ask.kind))]; // in doubt the stricter
  if (isTailWanted) {
    const exact = secret.find(
      ask => isSecret(ask.kind) && fits(ask.kind, length, lang) === 'exact' && (ask.kind === 'cvv' || ask.kind === 'pin'),
    );
    return exact && length === 3 ? exact.kind : 'tail';
  }
  for (const fit of ['exact', 'part', 'no'] as const)
    for (const ask of secret) if (isSecret(ask.kind) && fits(ask.kind, length, lang) === fit) return ask.kind;
  if (secret[0]) return secret[0].kind;
  const near = named ? [named.kind] : [];
  const mentioned = asked.filter(ask => !ask.certain).map(ask => ask.kind);
  for (const kind of [...near, ...mentioned]) if (isSecret(kind) && isTypical(kind, length, lang)) return kind;
  return null;
}

function isNeverKept(kind: Kind): boolean {
  return isSecret(kind) && neverKept.includes(kind);
}

/** Whether a kind is a secret class. */
export function isSecret(kind: Kind): kind is MarkClass {
  return secretKinds.has(kind);
}

const secretKinds: ReadonlySet<string> = new Set(MarkClass.options);

/** A number merely near its name, or merely spoken of before, must have just the usual length. */
function isTypical(kind: MarkClass, length: number, lang: 'zh' | 'en'): boolean {
  if (kind === 'otp' || kind === 'password') return length === 6;
  if (kind === 'pin') return length === 6 || (lang === 'en' && length === 4);
  return length >= 3 && fits(kind, length, lang) === 'exact';
}
