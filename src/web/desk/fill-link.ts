import { partMarks } from '#web/kit/marks.ts';

/**
 * An address with its {{slot}} blanks filled from what was heard, or null when one of them is not known, or is sealed: a secret never
 * goes into an address.
 */
export function fillLink(link: string, values: ReadonlyMap<string, string>): string | null {
  let isWhole = true;
  const filled = link.replaceAll(/\{\{([A-Za-z][A-Za-z0-9]*)\}\}/g, (_, slot: string) => {
    const value = values.get(slot);
    const isPlain = value !== undefined && value !== '' && partMarks(value).every(part => part.kind === 'words');
    isWhole &&= isPlain;
    return isPlain ? encodeURIComponent(value) : '';
  });
  return isWhole ? filled : null;
}
