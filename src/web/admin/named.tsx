import type { Named } from '#protocol/content.ts';

/** Somebody by name and 工号. */
export function Who({ who }: { readonly who: Named }) {
  return (
    <span className="nw">
      {who.name} <span className="m num">{who.staffNo}</span>
    </span>
  );
}
