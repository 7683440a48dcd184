/** What `robot run` was told about doing or rehearsing, and by whom. */
export interface ModeAsked {
  readonly told: 'dry' | 'real' | 'as-it-stands';
  readonly as: string | undefined; // 工号
}

/** Where the file stands in this installation. */
export interface FileStanding {
  readonly isLive: boolean; // word for word the live version
  readonly author: string | undefined; // of the live version
  readonly isProduction: boolean;
}

/** Whether a file is done or rehearsed here, with a word about it; `needs`: whoever asks has to have the right to operate. */
export type RunMode =
  | { readonly kind: 'dry'; readonly note?: string }
  | { readonly kind: 'real'; readonly needs: 'operator' | 'nobody' }
  | { readonly kind: 'refused'; readonly why: string };

/**
 * A rehearsal commits nothing and is free. The live version is done on behalf of an operator who did not write it; any other file is
 * rehearsed, unless somebody says --real, which a production installation does not take.
 */
export function runMode({ told, as }: ModeAsked, { isLive, author, isProduction }: FileStanding): RunMode {
  if (told === 'dry') return { kind: 'dry' };
  if (isLive) {
    if (as === undefined) return { kind: 'refused', why: 'this is the live version: say who has it run, --as 工号, or rehearse it, --dry' };
    if (as === author) return { kind: 'refused', why: `${as} wrote it: somebody else has it run, or rehearse it, --dry` };
    return { kind: 'real', needs: 'operator' };
  }
  if (told === 'as-it-stands')
    return { kind: 'dry', note: 'not the live version: rehearsed, nothing is committed; --real does what it says' };
  if (isProduction)
    return { kind: 'refused', why: 'not the live version: a production installation only rehearses it; submit it, and have it approved' };
  return { kind: 'real', needs: 'nobody' };
}
