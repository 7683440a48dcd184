import type { Fault } from '#server/content/check-rule.ts';

/** Something that would be over before it begins, so that it is never in force. */
export function faultsOfDates({ from, to }: { readonly from?: string | undefined; readonly to?: string | undefined }): readonly Fault[] {
  if (from === undefined || to === undefined || from <= to) return [];
  return [{ path: ['to'], why: `ends on ${to}, before it begins on ${from}, so it is never in force: move one of the two days` }];
}
