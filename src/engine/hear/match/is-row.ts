import type { Join } from '#engine/hear/hearing-part.ts';

/** Whether a join is a plain row of sets of symbols, optional sets and gaps, so that all ends reached so far wait before one gap. */
export function isRow(join: Join): boolean {
  let hasBegun = false;
  let isPending = false;
  for (const part of join.kind === 'all' ? join.parts : [join]) {
    if (part.kind === 'gap') {
      isPending = hasBegun;
      continue;
    }
    if (!(part.kind === 'maybe' ? !isPending && isSet(part.part) : isSet(part))) return false;
    hasBegun = true;
    isPending = false;
  }
  return true;
}

/** One symbol or another. */
function isSet(join: Join): boolean {
  switch (join.kind) {
    case 'symbols':
    case 'start':
    case 'end':
      return true;
    case 'any':
      return join.parts.every(isSet);
    case 'all':
    case 'maybe':
    case 'gap':
      return false;
  }
}
