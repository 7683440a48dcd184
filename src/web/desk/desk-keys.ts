import type { LeafHit } from '#protocol/rest.ts';
import { copyCard, dismissCard, markUsed } from '#web/desk/card.tsx';
import { filingOf } from '#web/desk/category.tsx';
import { confirmWrapUp, toggleEditing } from '#web/desk/confirm-wrap-up.ts';
import { furtherOf } from '#web/desk/further.tsx';
import { acknowledge } from '#web/desk/interrupt.tsx';
import type { KeyMap } from '#web/desk/keys.ts';
import type { DeskModel } from '#web/desk/model.ts';
import { keepVerified, verifyAgain, verifyAgainOf } from '#web/desk/verify-again.tsx';
import { deskWindow } from '#web/kit/float-window.ts';
import { type Keymap, Shortcut } from '#web/kit/shortcuts.ts';

type Doings = Readonly<Partial<Record<Shortcut, () => void>>>;

/** What every key does on the desk now; the ones that do nothing are absent. Escape is nobody's to change. */
export function deskKeys(desk: DeskModel, keymap: Keymap, float: () => void): KeyMap {
  const doings = doingsOf(desk, float);
  const keys = Shortcut.options.flatMap(shortcut => {
    const doing = doings[shortcut];
    return doing ? [[keymap[shortcut], doing] as const] : [];
  });
  // biome-ignore lint/correctness/noComponentHookFactories: the name of a key, no component
  return { ...Object.fromEntries(keys), Escape: () => back(desk) };
}

function doingsOf(desk: DeskModel, float: () => void): Doings {
  const card = desk.shownCard.current;
  const { interrupt } = desk.seen;
  const always: Doings = {
    search: () => desk.setOverlay('search'),
    processes: () => desk.setOverlay('processes'),
    float,
    ...(desk.robots.card ? { robot: () => desk.setOverlay(desk.overlay === 'robot' ? 'none' : 'robot') } : {}),
    mute: () => desk.act({ kind: 'muted', on: !desk.followed.muted }),
  };
  if (desk.overlay === 'flag' && !desk.isCovered && card)
    return { ...always, first: () => flag(desk, card.key, 'wrong'), second: () => flag(desk, card.key, 'outdated') };
  const asked = desk.overlay === 'why' && !desk.isCovered && desk.asked !== null ? desk.board[desk.asked] : undefined;
  if (asked?.kind === 'violation')
    // the claim that is read, not one that waits beneath
    return { ...always, gotIt: () => press('[data-why-got-it]'), contest: () => press('[data-why-contest]') };
  if (interrupt && !desk.isOver)
    return {
      ...always,
      gotIt: () => acknowledge(desk, interrupt),
      ...(interrupt.kind === 'violation' ? { contest: () => desk.setOverlay('contest') } : {}),
      why: () => desk.explain(interrupt),
    };
  if (desk.overlay === 'robot')
    return { ...always, copy: () => card && copyCard(desk, card), confirm: () => press('[data-robot-confirm]') };
  if (desk.overlay === 'leaves' || desk.overlay === 'also' || desk.overlay === 'search') return always; // what lies over the wrap-up is settled first
  return { ...always, ...(desk.isOver ? afterwards(desk) : during(desk)) };
}

function during(desk: DeskModel): Doings {
  const card = desk.shownCard.current;
  const asked = verifyAgainOf(desk);
  const tick = desk.seen.rail?.steps.find(step => step.current) ?? desk.seen.rail?.steps.find(step => step.state === 'unknown');
  return {
    ...(card && !desk.looked
      ? {
          copy: () => copyCard(desk, card),
          used: () => markUsed(desk, card),
          dismiss: () => dismissCard(desk, card),
          pin: () => desk.act({ kind: 'pinned', key: card.key }),
          flag: () => desk.setOverlay('flag'),
          why: () => desk.explain(card),
        }
      : {}),
    ...(asked ? { first: () => keepVerified(desk, asked), second: () => verifyAgain(desk) } : {}),
    ...(tick ? { tick: () => desk.act({ kind: 'ticked', process: tick.process, node: tick.node, as: 'done' }) } : {}),
  };
}

function afterwards(desk: DeskModel): Doings {
  const { top, others } = filingOf(desk);
  const choose = (leaf: LeafHit | undefined) => () => leaf && desk.choose(leaf);
  return {
    first: choose(top),
    second: choose(others[0]),
    third: choose(others[1]),
    other: () => desk.setOverlay('leaves'),
    ...besides(desk),
    edit: () => toggleEditing(desk),
    ...(desk.form.lastEdit ? { undo: desk.form.lastEdit.undo } : {}),
    copyNote: () => press('[data-copy-note]'),
    confirm: () => confirmWrapUp(desk),
  };
}

/** Categories beside the main one, where the bank allows any: the first offered, any other, and the last one out again. */
function besides(desk: DeskModel): Doings {
  const further = furtherOf(desk);
  if (further === null) return {};
  const [offered] = further.offered;
  const last = further.filed.at(-1);
  return {
    ...(offered ? { also: () => desk.also(offered, 'on') } : {}),
    ...(further.room > 0 ? { alsoOther: () => desk.setOverlay('also') } : {}),
    ...(last ? { alsoOut: () => desk.also(last, 'off') } : {}),
  };
}

function press(button: string): void {
  deskWindow().document.querySelector<HTMLElement>(button)?.click();
}

function flag(desk: DeskModel, key: string, why: 'wrong' | 'outdated'): void {
  desk.act({ kind: 'flagged', key, why });
  desk.setOverlay('none');
}

function back(desk: DeskModel): void {
  if (desk.isCovered) return (deskWindow().document.activeElement as HTMLElement | null)?.blur(); // what lies beneath keeps what was typed
  if (desk.overlay !== 'none') desk.setOverlay('none');
  else if (desk.looked) desk.setLooked(null);
  else if (desk.front) desk.bringForward(null);
  else desk.mark(null);
}
