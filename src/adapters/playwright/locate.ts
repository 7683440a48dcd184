import type { Frame, Locator } from 'playwright-core';
import type { Selector } from '#domain/browser-action.ts';
import { type Hop, parseSelector } from '#robots/selector.ts';

/** What an element is wanted for. A name without a role means different elements to a click and to a reading. */
export type Purpose = 'click' | 'fill' | 'look';

type Role = Parameters<Frame['getByRole']>[0];

/**
 * Where a selector leads in a frame: places to look in order, of which the first that holds anything counts. Only a name without a role
 * has more than one, since a button's name is also the name of the cell around it.
 */
export function placesOf(frame: Frame, selector: Selector, purpose: Purpose): readonly Locator[] | { readonly problem: string } {
  const hops = parseSelector(selector);
  if ('problem' in hops) return hops;
  let roots: readonly (Frame | Locator)[] = [frame];
  for (const hop of hops) roots = roots.flatMap(root => hopFrom(root, hop, purpose));
  return roots as readonly Locator[];
}

function hopFrom(root: Frame | Locator, hop: Hop, purpose: Purpose): readonly Locator[] {
  switch (hop.by) {
    case 'css':
      return [root.locator(`css=${hop.css}`)];
    case 'xpath':
      return [root.locator(`xpath=${hop.path}`)];
    case 'text':
      return [root.getByText(hop.text, { exact: true })];
    case 'aria': {
      const named = (role: Role) => root.getByRole(role, hop.name === '' ? {} : { name: hop.name, exact: true });
      if (hop.role !== null) return [named(hop.role as Role)];
      const anyOf = (roles: readonly Role[]) => roles.map(named).reduce((all, one) => all.or(one));
      const fields = anyOf(fieldRoles).or(root.getByLabel(hop.name, { exact: true }));
      if (purpose === 'fill') return [fields];
      return purpose === 'click' ? [anyOf(buttonRoles), fields, anyOf(placeRoles)] : [anyOf(buttonRoles).or(fields), anyOf(placeRoles)];
    }
  }
}

const fieldRoles: readonly Role[] = ['textbox', 'combobox', 'searchbox', 'spinbutton', 'checkbox', 'radio', 'slider', 'listbox', 'switch'];
const buttonRoles: readonly Role[] = ['button', 'link', 'tab', 'menuitem', 'menuitemcheckbox', 'menuitemradio', 'option', 'treeitem'];
const placeRoles: readonly Role[] = [
  'cell',
  'gridcell',
  'columnheader',
  'rowheader',
  'row',
  'heading',
  'img',
  'alert',
  'status',
  'dialog',
  'alertdialog',
  'table',
  'grid',
  'region',
  'form',
  'group',
  'list',
  'listitem',
];
