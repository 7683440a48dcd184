import { filingOf } from '#web/desk/category.tsx';
import { outcomeOf } from '#web/desk/field-text.ts';
import type { DeskModel } from '#web/desk/model.ts';
import type { Slot } from '#web/desk/seen.ts';
import { deskWindow } from '#web/kit/float-window.ts';

/** Saves what is typed and confirms; or goes to the first thing that is wrong or missing. */
export function confirmWrapUp(desk: DeskModel): void {
  if (!saveFields(desk)) return;
  const { top, isChosen } = filingOf(desk);
  if (top && !isChosen) return goTo('[data-category]');
  if (desk.seen.slots.some(slot => isMissing(desk, slot))) return goToField(desk, '[data-missing]');
  desk.form.wrap(why => {
    if (why === 'a-field') goToField(desk, '[data-bad]');
    else if (!isChosen) goTo('[data-other]');
  });
}

/** Begins editing, so that Tab goes to the first field; or ends it, unless something in the fields is no value. */
export function toggleEditing(desk: DeskModel): void {
  if (desk.isEditing) return saveFields(desk) ? desk.edit('off') : undefined;
  desk.edit('on');
  goTo('[data-fields]');
}

/** Whether a required field is empty, what is typed in it considered. */
export function isMissing({ form }: DeskModel, slot: Slot): boolean {
  if (!slot.required) return false;
  const text = form.draftOf(slot);
  const outcome = text === undefined ? null : outcomeOf(slot, text);
  return outcome?.kind === 'edit' ? outcome.value === '' : slot.status === 'empty';
}

function saveFields(desk: DeskModel): boolean {
  const isAllRead = desk.seen.slots.map(slot => desk.form.save(slot)).every(kind => kind !== 'bad');
  if (!isAllRead) goToField(desk, '[data-bad]');
  return isAllRead;
}

function goToField(desk: DeskModel, selector: string): void {
  desk.edit('on');
  goTo(selector);
}

/** Once it is painted. */
function goTo(selector: string): void {
  setTimeout(() => deskWindow().document.querySelector<HTMLElement>(selector)?.focus());
}
