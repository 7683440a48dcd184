import type { MarkClass } from '#domain/mark.ts';
import type { Link } from './chain.ts';
import type { Cue } from './cue.ts';
import type { Asked, Group, KnownValue, OpenNumber } from './memory.ts';

/** What a stretch of a chain turned out to be. */
export type Verdict =
  | {
      readonly kind: 'secret';
      readonly class: MarkClass;
      readonly from: number;
      readonly to: number;
      readonly groups: readonly Group[];
      readonly isLast: boolean;
      readonly continues: boolean;
    }
  | { readonly kind: 'echo'; readonly class: MarkClass; readonly number: number; readonly from: number; readonly to: number }
  | { readonly kind: 'tail' | 'harmless' | 'unknown'; readonly from: number; readonly to: number };

/** What is known when a chain is judged. */
export interface Bench {
  readonly text: string;
  readonly lang: 'zh' | 'en';
  readonly cues: readonly Cue[];
  readonly asked: readonly Asked[];
  readonly open: OpenNumber | null;
  readonly isOwn: boolean; // the open number is this speaker's
  readonly known: readonly KnownValue[];
  readonly notBefore: number; // a name before this place belongs to an earlier number
}

/** These links are a secret. */
export function secret(kind: MarkClass, links: readonly Link[], isLast: boolean, continues: boolean): Verdict {
  const groups = groupsOf(links);
  return {
    kind: 'secret',
    class: kind,
    from: (links[0] as Link).piece.from,
    to: (links.at(-1) as Link).piece.to,
    groups,
    isLast,
    continues,
  };
}

/** These links stay as they are. */
export function plain(kind: 'tail' | 'harmless' | 'unknown', links: readonly Link[]): Verdict {
  return { kind, from: (links[0] as Link).piece.from, to: (links.at(-1) as Link).piece.to };
}

/** The groups of digits of the links. */
export function groupsOf(links: readonly Link[]): readonly Group[] {
  return links.map(link => ({ digits: link.piece.digits.slice(0, 64), takesBack: link.gap === 'correction' }));
}

/** How many digits the links have. */
export function lengthOf(links: readonly Link[]): number {
  return links.reduce((sum, link) => sum + link.piece.digits.length, 0);
}
