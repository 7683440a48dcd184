import type { LeafHit } from '#protocol/rest.ts';
import { copyCard, dismissCard, markUsed } from '#web/desk/card.tsx';
import { filingOf } from '#web/desk/category.tsx';
import { acknowledge } from '#web/desk/interrupt.tsx';
import type { KeyMap } from '#web/desk/keys.ts';
import type { DeskModel } from '#web/desk/model.ts';
import { confirmWrapUp } from '#web/desk/wrap-up.tsx';

/** What every key does on the desk now; the ones that do nothing are absent. */
export function deskKeys(desk: DeskModel, float: () => void): KeyMap {
  const card = desk.shownCard.current;
  const { interrupt } = desk.seen;
  const always: KeyMap = {
    '/': () => desk.setOverlay('search'),
    // biome-ignore lint/correctness/noComponentHookFactories: the name of a key, no component
    Escape: () => back(desk),
    s: () => desk.setOverlay('processes'),
    f: float,
    m: () => desk.act({ kind: 'muted', on: !desk.followed.muted }),
  };
  if (desk.overlay === 'flag' && card)
    return {
      ...always,
      '1': () => flag(desk, card.key, 'wrong'),
      '2': () => flag(desk, card.key, 'outdated'),
    };
  if (interrupt && !desk.isOver)
    return {
      ...always,
      a: () => acknowledge(desk, interrupt),
      ...(interrupt.kind === 'violation' ? { q: () => desk.setOverlay('contest') } : {}),
      '?': () => desk.mark(interrupt.evidence[0]?.position ?? null),
      '？': () => desk.mark(interrupt.evidence[0]?.position ?? null),
    };
  if (desk.overlay === 'leaves' || desk.overlay === 'search') return always; // what lies over the wrap-up is settled first
  if (desk.isOver) {
    const { top, others } = filingOf(desk);
    const choose = (leaf: LeafHit | undefined) => () => leaf && desk.choose(leaf);
    return {
      ...always,
      '1': choose(top),
      '2': choose(others[0]),
      '3': choose(others[1]),
      '4': () => desk.setOverlay('leaves'),
      e: () => desk.edit('on'),
      'Ctrl+Enter': () => confirmWrapUp(desk),
    };
  }
  const tick = desk.seen.rail?.steps.find(step => step.current) ?? desk.seen.rail?.steps.find(step => step.state === 'unknown');
  return {
    ...always,
    ...(card && !desk.looked
      ? {
          c: () => copyCard(desk, card),
          u: () => markUsed(desk, card),
          x: () => dismissCard(desk, card),
          p: () => desk.act({ kind: 'pinned', key: card.key }),
          '!': () => desk.setOverlay('flag'),
          '！': () => desk.setOverlay('flag'),
          '?': () => desk.mark(card.evidence[0]?.position ?? null),
          '？': () => desk.mark(card.evidence[0]?.position ?? null),
        }
      : {}),
    ...(tick ? { t: () => desk.act({ kind: 'ticked', process: tick.process, node: tick.node, as: 'done' }) } : {}),
  };
}

function flag(desk: DeskModel, key: string, why: 'wrong' | 'outdated'): void {
  desk.act({ kind: 'flagged', key, why });
  desk.setOverlay('none');
}

function back(desk: DeskModel): void {
  if (desk.overlay !== 'none') desk.setOverlay('none');
  else if (desk.looked) desk.setLooked(null);
  else if (desk.front) desk.bringForward(null);
  else desk.mark(null);
}
